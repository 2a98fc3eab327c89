"""Types of other platforms that are widgets here: ``tel`` of CHT and Survey123, ``email`` of what is asked."""

from kiosk.forms.readers.book import Book, cell, columns, plain_header, rows

WIDGETS = {"tel": "telephone", "telephone": "telephone", "phone": "telephone", "email": "email"}
_APPEARANCE = "appearance"


def name_widgets(book: Book) -> list[str]:
    """Name the widget beside such a type, where it is asked. The type itself is told when it is read as text."""
    labels = columns(book, "survey", "label")
    for _, row in rows(book, "survey"):
        widget = WIDGETS.get(cell(row, "type", "command").strip().lower())
        if not widget or not any(row.get(label) for label in labels):
            continue
        header = next((h for h in row if plain_header(h) == _APPEARANCE), _APPEARANCE)
        row[header] = f"{row.get(header, '')} {widget}".strip()
        if not columns(book, "survey", _APPEARANCE):
            book["survey_header"][0][header] = None
    return []
