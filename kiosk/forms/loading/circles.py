"""Texts that stand in their own words: ``jr:itext('a')`` inside the text a, or inside one that a shows."""

import re
from collections.abc import Mapping

from kiosk.errors import FormError
from kiosk.forms.wording import Text
from kiosk.forms.xpath.context import MAX_NESTED

_SHOWS = re.compile(r"jr:itext\s*\(\s*(?:'([^']*)'|\"([^\"]*)\")")


def refuse_circles(texts: Mapping[str, Text]) -> None:
    """Raise FormError when a text shows itself, which would have no end."""
    shown = {name: found for name, text in texts.items() if (found := _shown(text) & texts.keys())}
    for _ in range(MAX_NESTED):
        shown = {name: inside for name, inside in shown.items() if inside & shown.keys()}
    if shown:
        name = min(shown)
        raise FormError(f"the text '{name}' stands in its own words; take that jr:itext() out of them", name)


def _shown(text: Text) -> set[str]:
    values = (part for words in (text.words, *text.languages.values()) for part in words)
    sources = (part.source for part in values if not isinstance(part, str))
    return {single or double for source in sources for single, double in _SHOWS.findall(source)}
