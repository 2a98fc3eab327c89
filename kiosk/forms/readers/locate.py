"""From a node of the XForm back to the row and column where its author wrote it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.forms.readers.book import cell, listed, place, plain_header
from kiosk.forms.readers.source import SheetRow, Source

REFERENCE = re.compile(r"\$\{[^}]*\}")
PATH = re.compile(r"(?<![\w.)])/[\w.-]+(?:/[\w.-]+)+")
EXPRESSIONS = {
    *("relevant", "relevance", "constraint", "calculation", "calculate", "required", "read_only", "readonly"),
    *("choice_filter", "default", "repeat_count", "trigger"),
}
SAME = {
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "caption": "label",
    "command": "type",
}
ABOUT = (
    *(
        ("its relevance", "relevant"),
        ("its calculation", "calculation"),
        ("number of entries", "repeat_count"),
    ),
    *(
        ("search()", "appearance"),
        ("appearance is", "appearance"),
        ("another app", "appearance"),
        ("a range", "parameters"),
    ),
    *(
        ("this question asks for", "type"),
        ("choices", "type"),
        ("the same answer", "name"),
        ("two repeats", "name"),
    ),
    ("no text in", "label"),
)
"""What the loader's sentences say, and the column that they are about."""
MADE = re.compile(r"_(?:count|other)$")  # nodes that pyxform makes beside a question


def by_path(source: Source) -> Mapping[str, SheetRow]:
    """The rows of the survey sheet by their path below the root: ``/person/name``; by name too when unique."""
    found: dict[str, SheetRow] = {}
    around: list[str] = []
    names: dict[str, list[SheetRow]] = {}
    for row in source.sheets.get("survey", ()):
        kind = "_".join(cell(row.cells, "type", "command").lower().split())
        name = cell(row.cells, "name", "value", "tag")
        if kind.startswith("end_") and around:
            around.pop()
        elif name:
            found["/".join(("", *around, name))] = row
            names.setdefault(name, []).append(row)
            if kind.startswith("begin_"):
                around.append(name)
    unique = {name: rows[0] for name, rows in names.items() if len(rows) == 1}
    return unique | found


def row_of(path: str, rows: Mapping[str, SheetRow]) -> SheetRow | None:
    """The row that ``/data/person/name`` comes from."""
    steps = [step for step in path.partition("/@")[0].split("/") if step][1:]
    name = steps[-1] if steps else ""
    return rows.get("/" + "/".join(steps)) or rows.get(name) or rows.get(MADE.sub("", name))


def column_of(row: SheetRow, expression: str) -> tuple[str, str]:
    """The header and text of the cell that an expanded expression was written in; empty when unsure."""
    wanted = "".join(expression.split())
    inside = wanted[wanted.find("[") + 1 : wanted.rfind("]")]
    for header, text in row.cells.items():
        chunks = REFERENCE.split("".join(text.split()))
        if _fits(chunks, inside if plain_header(header) == "choice_filter" else wanted):
            return header, text
    return "", ""


def column_named(source: Source, name: str, sheet: str = "survey") -> str:
    """The first header of the column of this name, such as ``label::Welsh (cy)`` for ``label``; "" for none."""
    return next((h for h in source.headers.get(sheet, ()) if _plainly(h) == (SAME.get(name, name))), "")


def _plainly(header: str) -> str:
    name = plain_header(header.removeprefix("bind::").removeprefix("bind:").split(":")[0])
    return SAME.get(name, name)


def column_of_kind(row: SheetRow | None, sentence: str) -> str:
    """The header of the filled cell in a row that a sentence of the loader is about; "" when unsure."""
    kinds = (column for words, column in ABOUT if words in sentence)
    return next((h for kind in kinds for h in (row.cells if row else ()) if _plainly(h) == kind), "")


def column_with(word: str, row: SheetRow) -> str:
    """The header of the expression in a row that has this word in it; "" when there is none."""
    whole = re.compile(rf"(?<![\w']){re.escape(word)}(?![\w'])")
    written = (h for h, text in row.cells.items() if plain_header(h) in EXPRESSIONS and whole.search(text))
    return next(written, "")


def _fits(chunks: list[str], text: str) -> bool:
    """Whether ``text`` is the chunks in order with a path between each two; linear, for cells are hostile."""
    first, *middle, last = chunks if len(chunks) > 1 else (*chunks, "")
    if len(chunks) == 1 or not text.startswith(first):
        return text == first
    at = len(first)
    for chunk in middle:
        found = text.find(chunk, at + 1)
        if found < 0:
            return False
        at = found + len(chunk)
    return text.endswith(last) and len(text) - len(last) > at


def mentioned(sentence: str, rows: Mapping[str, SheetRow]) -> str:
    """Where the cell is that has a name which a sentence puts in quotes; "" when there is none."""
    for name in re.findall(r"'([^']{3,})'", sentence):
        for row in rows.values():
            for header, text in row.cells.items():
                if name in text or Path(name).stem in text:
                    return place("survey", row.number, header)
    return ""


def where(paths: Sequence[str], rows: Mapping[str, SheetRow], column: str = "") -> str:
    """Where some nodes were written: ``survey rows 3, 5 and 2 more``, or their paths when in no sheet."""
    found = [row_of(path, rows) for path in paths]
    numbers = sorted({row.number for row in found if row is not None})
    if rows and paths[0].endswith("/meta/instanceName"):
        return place("settings", 2, "instance_name")
    if not numbers:
        return listed(paths)
    if len(numbers) == 1:
        return place("survey", numbers[0], column)
    return f"survey rows {listed([str(number) for number in numbers])}" + (
        f", column “{column}”" if column else ""
    )


def in_words(sentence: str, rows: Mapping[str, SheetRow]) -> str:
    """A sentence about nodes with their paths replaced by the names that the author gave them."""
    return PATH.sub(lambda m: f"“{m[0].rsplit('/', 1)[-1]}”" if row_of(m[0], rows) else m[0], sentence)
