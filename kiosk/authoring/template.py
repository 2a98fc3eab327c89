"""A new service's folder, filled in: a form that works already, and what each part of it is for."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.authoring import folder as service
from kiosk.config import ASSETS
from kiosk.errors import FormError

TEMPLATE = ASSETS / "template"
SHEET, SHEET_CSV = "form.xlsx", "form.csv"
START = "START-HERE.txt"
MOST_TITLE = 80
"""Letters of a title: it is the button that people press."""

_EXPLAINED = {"Columns": "columns.csv", "Kinds of question": "kinds.csv"}
_WIDE, _NARROW = 42, 18
"""How wide a column of words is, and any other, in letters."""

Rows = list[list[str]]


def new(folder: Path, title: str, title_cy: str, now: datetime, *, as_csv: bool = False) -> Path:
    """Make ``folder`` a service of that title (in English and in Welsh); gives the spreadsheet, or one CSV file.

    Raises FormError when there is something in it, or when no service can have the title.
    """
    for each in (title, title_cy):
        if not each.isprintable() or not 1 <= len(each.strip()) <= MOST_TITLE:
            raise FormError(f"a title is one line of at most {MOST_TITLE} letters: write another.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FormError("there is something here already: choose another name.", str(folder))
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "service"
    values = {"title": title.strip(), "id": name.replace("-", "_"), "version": f"{now:%Y%m%d}01"}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = {"id": name, "title": values["title"], "title_cy": title_cy.strip()}
        quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in written.items()}
        (folder / service.MANIFEST).write_text(_filled(service.MANIFEST, quoted), encoding="utf-8")
        sheet = folder / (SHEET_CSV if as_csv else SHEET)
        steps = _filled("next.txt", {**values, "sheet": sheet.name, "folder": str(folder)})
        (folder / START).write_text(steps + (_explained(values) if as_csv else ""), encoding="utf-8")
        sheet.write_bytes(
            _filled("form.csv", _in_csv(values)).encode() if as_csv else workbook(_sheets(values))
        )
        (folder / "form.xml").write_bytes(service.read(sheet)[0].xml)
    except OSError as error:
        raise FormError(
            f"it cannot be written ({error.strerror}): choose another folder.", str(folder)
        ) from error
    return sheet


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """The bytes of an .xlsx file with these sheets; the first row of each stays in sight and is bold."""
    from openpyxl import Workbook  # noqa: PLC0415 heavy, and only here
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 likewise
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 likewise

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "C2" if name == "survey" else "A2"
        for number, row in enumerate(rows, 1):
            for place, text in enumerate(row, 1):
                if not text:
                    continue
                cell = sheet.cell(number, place)
                cell.value, cell.data_type = text, "s"  # what begins with = is no sum here
                cell.number_format = "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
                    cell.fill = PatternFill("solid", fgColor="E6F0F7")
        for place, header in enumerate(rows[0], 1):
            words = "::" in header or header.startswith(("what", "appear", "relevant", "constraint"))
            sheet.column_dimensions[get_column_letter(place)].width = _WIDE if words else _NARROW
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _sheets(values: Mapping[str, str]) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    rows: Rows = []
    for first, *rest in _read("form.csv"):
        if first:
            rows = found[first] = []
        else:
            rows.append([_fill(text, values) for text in rest])
    for name, file in _EXPLAINED.items():
        found[name] = [[_fill(text, values) for text in row] for row in _read(file)]
    return found


def _explained(values: Mapping[str, str]) -> str:
    """What the other sheets say, for who has but one."""
    told = []
    for name, file in _EXPLAINED.items():
        _, *rows = _read(file)
        told += [
            "",
            f"{name}:",
            *(f"  {row[0]}: {_fill('. '.join(filter(None, row[1:])), values)}" for row in rows),
        ]
    return "\n".join([*told, ""])


def _in_csv(values: Mapping[str, str]) -> dict[str, str]:
    """Each value as a cell of a CSV file has it."""
    return {key: f'"{text.replace(chr(34), chr(34) * 2)}"' for key, text in values.items()}


def _read(name: str) -> Iterable[Sequence[str]]:
    text = (TEMPLATE / name).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def _filled(name: str, values: Mapping[str, str]) -> str:
    return _fill((TEMPLATE / name).read_text(encoding="utf-8"), values)


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Only our own gaps: a form has brackets of its own."""
    return re.sub(r"(?<!\$)\{(\w+)\}", lambda gap: values.get(gap[1], gap[0]), text)
