"""Questions and groups without a name: it is only the key that the answer is kept under, so one can be made."""

from kiosk.forms.readers.book import Book, cell, columns, headers, place, plain_header, rows

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
