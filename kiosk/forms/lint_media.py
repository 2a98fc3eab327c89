"""Looks over the pictures, recordings and films of a spreadsheet: what a kiosk cannot show, and what has no words."""

from collections.abc import Iterator, Mapping

from kiosk.forms.form import Form
from kiosk.forms.readers.book import cell, place, plain_header
from kiosk.forms.readers.source import SheetRow, Source

_KINDS = {"image": "picture", "big-image": "picture", "audio": "recording", "video": "film"}
_LABELS = {"label", "caption"}


def media_cells(_form: Form, source: Source, _rows: Mapping[str, SheetRow]) -> Iterator[tuple[str, str]]:
    """Films, which are not shown; pictures and recordings without words, or with words that cannot be recorded."""
    settings = source.sheets.get("settings", ())
    default = cell(settings[0].cells, "default_language").lower() if settings else ""
    for sheet in ("survey", "choices"):
        for row in source.sheets.get(sheet, ()):
            words = _words(row, default)
            for header, text in row.cells.items():
                kind, language = _named(header, default)
                if kind in _KINDS and text.strip() and (told := _trouble(kind, language, text, words)):
                    yield place(sheet, row.number, header), told


def _named(header: str, default: str) -> tuple[str, str]:
    """The kind and language of a column: ``media::audio::Welsh (cy)`` is ``audio`` in ``welsh (cy)``."""
    name, *others = [part.strip().lower() for part in header.replace("::", ":").split(":")]
    if name == "media" and others:
        name, *others = others
    return plain_header(name), others[0] if others else default


def _words(row: SheetRow, default: str) -> Mapping[str, str]:
    """What a row says, by language."""
    found = {_named(header, default): text.strip() for header, text in row.cells.items()}
    return {language: text for (kind, language), text in found.items() if kind in _LABELS and text}


def _trouble(kind: str, language: str, file: str, words: Mapping[str, str]) -> str:
    what = f"“{file.strip()}” is a {_KINDS[kind]}"
    if kind == "video":
        return f"{what}, which a kiosk cannot show; put what it says into the label or the hint."
    if not words:
        return f"{what} without words; write in the label what it says."
    if kind != "audio":
        return ""
    if language not in words and language:
        return f"{what} in a language that the label is not in; write the label in it too."
    if language not in words:
        return f"{what} in no language; name one in the header, such as media::audio::English (en)."
    if "${" in words[language]:
        return f"{what}, which cannot say what changes in the label; the voice reads it instead."
    return ""
