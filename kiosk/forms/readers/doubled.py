"""What stands in a workbook twice: one of the two can go where nothing is lost, or where only words differ."""

from io import BytesIO

from openpyxl import load_workbook

from kiosk.errors import FormError
from kiosk.forms.readers.book import SHEETS, Book, cell, headers, listed, on_a_line, place, plain_header, rows

AGAIN = " (again)"
WORDS = {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "audio",
    "video",
}
SETTING = "allow_choice_duplicates"


def mark_headers(workbook: bytes) -> bytes:
    """The workbook with another name for each header that its sheet has already; pyxform reads no such sheet."""
    book = load_workbook(BytesIO(workbook))
    for sheet in book.worksheets:
        seen: set[str] = set()
        for head in next(sheet.iter_rows(max_row=1), ()) if sheet.title.lower() in SHEETS else ():
            if not isinstance(head.value, str) or not head.value.strip():
                continue
            while head.value in seen:
                head.value += AGAIN
            seen.add(str(head.value))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def leave_out_again(book: Book) -> list[str]:
    """Take out the columns that mark_headers marked. Raises FormError when both hold something that is no words."""
    warnings: dict[str, None] = {}
    for sheet in SHEETS:
        for header in [h for h in headers(book, sheet) if h.endswith(AGAIN)]:
            first = header.replace(AGAIN, "").strip()
            named = on_a_line(first)
            if plain_header(first.split(":")[0]) not in WORDS and not _same(book, sheet, first, header):
                raise FormError(
                    f"Two columns are headed “{named}”: rename or delete one of them.", f"{sheet} row 1"
                )
            book[f"{sheet}_header"][0].pop(header)
            for _, row in rows(book, sheet):
                row.pop(header, None)
            warnings[
                f"{sheet} row 1, column “{named}”: several columns are headed “{named}”, so only the first is "
                f"read; rename the others, such as “{named}::Welsh (cy)”."
            ] = None
    return list(warnings)


def _same(book: Book, sheet: str, first: str, again: str) -> bool:
    return all(again not in row or row[again] == row.get(first) for _, row in rows(book, sheet))


def repeated_choices(book: Book) -> list[str]:
    """A choice that is in its list twice: left out when the rows are alike, kept when filters tell them apart."""
    by_name: dict[tuple[str, str], set[frozenset[tuple[str, str]]]] = {}
    unlike: set[str] = set()
    alike: list[str] = []
    for number, row in rows(book, "choices"):
        name, among = cell(row, "name", "value"), cell(row, "list_name", "list name")
        others, this = by_name.setdefault((among, name), set()), frozenset(row.items())
        if name and this in others:
            alike.append(str(number))
            row.clear()
        elif name and others:
            unlike.add(among)
        others.add(this)
    warnings = (
        [f"choices row {listed(alike)}: the choice is in its list already, so it is left out."]
        if alike
        else []
    )
    if unlike and all(_filtered(book, among) for among in unlike):
        allow_repeats(book)
        warnings += [
            f"{place('choices')}: the list “{among}” has a choice of the same name several times; "
            "the filters of its questions tell them apart."
            for among in sorted(unlike)
        ]
    return warnings


def _filtered(book: Book, among: str) -> bool:
    """Whether every question that offers this list filters it."""
    asked = [row for _, row in rows(book, "survey") if among in cell(row, "type").split()[1:]]
    return bool(asked) and all(cell(row, "choice_filter") for row in asked)


def allow_repeats(book: Book) -> None:
    """Filtered lists may hold one name twice (two counties called King); pyxform wants to be told."""
    settings = book.get("settings") or [{}]
    settings_header = book.get("settings_header") or [{}]
    if not cell(settings[0], SETTING):
        settings[0][SETTING] = "yes"
        settings_header[0][SETTING] = None
    book.update(settings=settings, settings_header=settings_header)
