"""``body::k:widget`` and ``bind::k:pii``: the prefix k is the kiosk's own, so an author need not declare it."""

import re

from kiosk.forms.readers.book import Book, cell, headers, rows

NAMESPACE = "urn:handrail:kiosk"
_OWN = re.compile(r"^(?:bind|body|control|instance|attribute)::\s*k:", re.IGNORECASE)
_DECLARED = re.compile(r"\bk\s*=")
_COLUMN = "namespaces"


def declare_own(book: Book) -> list[str]:
    """Say what k is, in the settings, where a column uses it and nothing there says so. Warns of nothing."""
    settings = [row for _, row in rows(book, "settings")]
    used = any(_OWN.match(header) for sheet in ("survey", "settings") for header in headers(book, sheet))
    if not used or any(_DECLARED.search(cell(row, _COLUMN)) for row in settings):
        return []
    if not settings:
        settings = [{}]
        book["settings"] = settings
        book["settings_header"] = [{}]
    name = next((h for h in settings[0] if h.strip().lower() == _COLUMN), _COLUMN)
    settings[0][name] = f'{settings[0].get(name, "")} k="{NAMESPACE}"'.strip()
    book["settings_header"][0].setdefault(name, None)
    return []
