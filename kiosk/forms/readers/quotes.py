"""Keeps signs in what is shown: pyxform makes curly quotes straight, and reads every ``${`` as a reference."""

import re

from kiosk.forms.readers.book import Book, columns, place, rows

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
_DOLLAR = "\ue100"
_SHOW = {ord(private): chr(quote) for quote, private in _HIDE.items()} | {ord(_DOLLAR): "$"}
_UNCLOSED = re.compile(r"\$(?=\{(?![^\s{}]{1,200}\}))")


def hide(book: Book) -> list[str]:
    """Put private characters for these signs, before pyxform reads ``book``; the warnings say where one was wrong."""
    warnings = []
    for sheet in _SHEETS:
        shown = columns(book, sheet, *_SHOWN)
        for number, row in rows(book, sheet):
            for header in [h for h in shown if row.get(h)]:
                row[header], wrong = _UNCLOSED.subn(_DOLLAR, str(row[header]).translate(_HIDE))
                if wrong:
                    warnings.append(
                        f"{place(sheet, number, header)}: “${{” is shown as it is, because it is not closed or "
                        "has no name in it; write it like “${name}”."
                    )
    return warnings


def show(text: str) -> str:
    """The curly quotes again, in what pyxform wrote."""
    return text.translate(_SHOW)
