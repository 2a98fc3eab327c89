"""A sentence as the engine reads it: SSML with a mark before each shown word, so that words can light up."""

import re
import unicodedata
from html import escape

from kiosk.speech.pronounce import Sentence

_LETTER = re.compile(r"(?<![\w.])([^\W\d_])\.(?!\w)")
_SILENT = dict.fromkeys((0x200E, 0x200F, 0x2066, 0x2067, 0x2068, 0x2069))
_UNSPEAKABLE = ("Cc", "Cs", "Co", "Cn")


def ssml(sentence: Sentence) -> str:
    """One sentence is one call of the engine: in longer texts espeak-ng drops marks.

    Whatever the text holds is spoken as text: markup in it is escaped, and characters that XML cannot carry
    become spaces; marks of direction are for the eye alone. A letter alone before a full stop is read by its
    name, so that "A." is never the article.
    """
    words = (f'<mark name="{i}"/>{_say(token.say)}' for i, token in enumerate(sentence.tokens))
    return f"<speak>{' '.join(words)}</speak>"


def _say(text: str) -> str:
    clean = "".join(" " if unicodedata.category(c) in _UNSPEAKABLE else c for c in text.translate(_SILENT))
    return _LETTER.sub(r'<say-as interpret-as="characters">\1</say-as>', escape(clean, quote=False))
