"""Keeps an author’s curly quotes: pyxform makes every one straight, which expressions need and shown text does not."""

from kiosk.forms.readers.book import Book, columns, rows

_SHOWN = (
    "label",
    "caption",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "form_title",
    "title",
)
_SHEETS = ("survey", "choices", "settings")
_HIDE = {ord(quote): chr(0xE000 + ord(quote) - 0x2010) for quote in "‘’“”"}
_SHOW = {ord(private): chr(quote) for quote, private in _HIDE.items()}


def hide(book: Book) -> None:
    """Put private characters for the curly quotes of what is shown, before pyxform reads ``book``."""
    for sheet in _SHEETS:
        shown = columns(book, sheet, *_SHOWN)
        for _, row in rows(book, sheet):
            row.update({header: str(row[header]).translate(_HIDE) for header in shown if row.get(header)})


def show(text: str) -> str:
    """The curly quotes again, in what pyxform wrote."""
    return text.translate(_SHOW)
