"""Rows without a name: that is only the key that an answer is kept under, so one can be made; and rows of notes."""

from kiosk.forms.readers.book import Book, cell, columns, headers, listed, place, plain_header, rows

NAME = ("name", "value", "tag")
ASKED = {
    *("text", "integer", "decimal", "date", "time", "datetime", "note", "acknowledge", "range", "barcode"),
    *("select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"),
    *("geopoint", "image", "photo", "audio", "video", "file", "begin_group", "begin_repeat"),
}


def name_rows(book: Book) -> list[str]:
    """Name each row of a known type that has words but no name; the warnings say how."""
    header = next((h for h in headers(book, "survey") if plain_header(h) in NAME), "")
    words = columns(book, "survey", "label", "caption", "hint")
    taken = {cell(row, *NAME) for _, row in rows(book, "survey")}
    warnings = []
    for number, row in rows(book, "survey") if header else ():
        kind = cell(row, "type", "command").lower().split(" ")[0]
        if kind not in ASKED or cell(row, *NAME) or not any(row.get(word) for word in words):
            continue
        name = f"row_{number}"
        while name in taken:
            name += "_"
        taken.add(name)
        row[header] = name
        warnings.append(
            f"{place('survey', number, header)}: the row has no name, so its answer is kept as “{name}”; "
            "write a short name."
        )
    return warnings


def leave_out_notes(book: Book) -> list[str]:
    """Rows that begin with ``#`` are their author's notes."""
    found = []
    for number, row in rows(book, "survey"):
        if cell(row, "type", "command").startswith("#") and not cell(row, *NAME):
            row.clear()
            found.append(str(number))
    return (
        [f"survey row{'s'[: len(found) > 1]} {listed(found)}: what begins with “#” is left out."]
        if found
        else []
    )
