"""The builder's words, which are HTML, Markdown or plain, as Markdown that a label can hold."""

import re
from collections.abc import Callable

from kiosk.forms.readers.html_words import MARKUP, from_html, lines
from kiosk.forms.readers.xform_writer import without_marks

TEMPLATE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
CHOOSES = re.compile(r"\{%[^%]*%\}")
NAMED = re.compile(r"([\"']?)([\w.-]+)\1(?:\s*\|\s*(?:answer|safe|escape))*")
MOST_FILLED = 1_000  # names in one text; what stands for each is a letter of Unicode’s private area


def as_label(text: str, fill: Callable[[str], str]) -> str:
    """Text for a label; ``fill`` gives what stands for a name in ``{{ … }}``."""
    pieces = TEMPLATE.split(CHOOSES.sub("", without_marks(text)), maxsplit=MOST_FILLED)
    marks = {0xE200 + n: fill(name) for n, name in enumerate(pieces[1::2])}
    joined = "".join(chr(0xE200 + n // 2) if n % 2 else piece for n, piece in enumerate(pieces))
    words = from_html(joined) if MARKUP.search(joined) else lines(joined)
    return words.translate(marks)


def asked_for(written: str) -> str:
    """The name in ``{{ … }}``: ``name``, ``name | safe`` or ``'name' | answer``."""
    found = NAMED.fullmatch(written)
    return found[2] if found else written
