"""XLSForm (.xlsx .xlsm .xls .csv .md) to XForm, through pyxform in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import kiosk
from kiosk.errors import FormError
from kiosk.forms.readers.media import beside
from kiosk.forms.readers.sniff import alone, check_text, content, spreadsheet_kind, text
from kiosk.forms.readers.source import SheetRow, Source, UnsoundError
from kiosk.forms.readers.wellformed import check

TEXTS = (".csv", ".md")
TIME_LIMIT = 30  # seconds of the clock; the child's own limits are in convert.py
MODULE = "kiosk.forms.readers.convert"


def recognises(data: bytes) -> bool:
    """Whether a file is a workbook. Text can be anything: a .csv or .md is told by its ending."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def read(path: Path, others: Sequence[Path] = (), _part: str = "") -> Source:
    """Read a council's spreadsheet. Raises FormError, one plain sentence with the row or cell.

    The file is taken as hostile (promise 5): its size and its unzipped size are checked first, and it is
    opened only in a child with limits on time and memory.
    """
    alone(path, others)
    data = content(path)
    kind = spreadsheet_kind(data, path)
    warnings: tuple[str, ...] = ()
    if kind in {".csv", ".md"}:
        words, guessed = text(data)
        check_text(words, path)
        data = words.encode()
        if guessed:
            warnings = ("The file is not in UTF-8, so some letters may be wrong: save it as “CSV UTF-8”.",)
    answer = in_a_child(path, kind, data)
    if "sentence" in answer:
        more = tuple(FormError(str(sentence), str(where)) for where, sentence in answer["others"])
        first = FormError(str(answer["sentence"]), str(answer["where"]), more)
        raise UnsoundError(first, _source(path, answer, warnings)) if "xml" in answer else first
    return _source(path, answer, warnings)


def _source(path: Path, answer: dict[str, Any], warnings: tuple[str, ...]) -> Source:
    xml = str(answer["xml"]).encode(errors="replace")
    check(xml, path.name)
    made = {"itemsets.csv": str(answer["itemsets"]).encode()} if answer["itemsets"] else {}
    media, missing = beside(path, xml, made)
    sheets = {name: tuple(SheetRow(n, cells) for n, cells in rows) for name, rows in answer["sheets"].items()}
    headers = {name: tuple(columns) for name, columns in answer["headers"].items()}
    return Source(xml, media, (*warnings, *answer["warnings"], *missing), sheets, headers)


def in_a_child(path: Path, kind: str, data: bytes) -> dict[str, Any]:
    """What convert.answer gives, worked out in a process with limits. Raises FormError when it reaches one."""
    command = [sys.executable, "-m", MODULE, kind, path.stem]
    home = str(Path(kiosk.__file__).parent.parent)
    environment = {"PYTHONPATH": home, "PATH": os.defpath, "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=TIME_LIMIT,
            env=environment,
            cwd=home,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(path) from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise _too_much(path)
    if done.returncode != 0:
        raise RuntimeError(f"the converter stopped: {done.stderr.decode(errors='replace')[-500:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _too_much(path: Path) -> FormError:
    return FormError(
        f"“{path.name}” takes too long or too much memory to read: delete what it does not need."
    )
