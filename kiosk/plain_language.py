"""How plain a text is: its sentences, the words it should not say, its reading age (C6, C13). For lint and audit."""

import re
from collections.abc import Mapping, Sequence

BANNED: Mapping[str, str] = {
    "en": r"please|sorry|valid|invalid|forbidden|illegal|oops|error occurred|this field",
    "cy": r"os gwelwch yn dda|mae’n ddrwg|sori|dilys|annilys|gwaharddedig",
    "pl": r"proszę|przepraszamy|nieprawidłow\w*|niepoprawn\w*|zabronion\w*",
    "ur": r"براہ کرم|معذرت|ممنوع",
}
"""For each language what no message says (C6; GOV.UK error message)."""

AGE = 9
"""The reading age in years, by the Automated Readability Index, which is made for English."""

SENTENCE = 25
"""The most words of a sentence, in any language (C13; GOV.UK style)."""

_END = re.compile(r"(?<=[.?!؟۔:])\s+|\n+")
_WORD = re.compile(r"[\w’'{}-]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands on a line of its own is one."""
    return [part for part in _END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def too_long(text: str) -> str:
    """The longest sentence of a text, where it has more than SENTENCE words; "" where none has."""
    longest = max(sentences(text), key=lambda part: len(words(part)), default="")
    return longest if len(words(longest)) > SENTENCE else ""


def blaming(text: str, language: str) -> str:
    """The first word in a message that blames or begs; "" when there is none, or the language is not known."""
    pattern = BANNED.get(language)
    found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) if pattern else None
    return found[0] if found else ""


def reading_age(parts: Sequence[str]) -> float:
    """The age in years at which English sentences can be read; ``parts`` are sentences, at least one with a word."""
    said = [word for part in parts for word in words(part)]
    letters = sum(len(word) for word in said)
    grade = 4.71 * letters / len(said) + 0.5 * len(said) / len(parts) - 21.43  # the index's own constants
    return grade + 5
