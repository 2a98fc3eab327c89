"""The everyday words of a language: what people say for what the council writes (assets/asking/<language>.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kiosk.asking.spelling import words
from kiosk.config import ASSETS
from kiosk.errors import ConfigError

BUILT_IN = ASSETS / "asking"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Everyday:
    """``small`` words say nothing of what is asked, ``ordinary`` ones are spelt right though no content has them.

    ``means`` has the council's words for each everyday phrase, ``elsewhere`` what others than a council see to. Whoever
    says one of ``danger``, or nothing else than one of ``danger_alone``, needs help now.
    """

    small: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    means: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    elsewhere: tuple[Phrase, ...] = ()
    danger: tuple[Phrase, ...] = ()
    danger_alone: tuple[Phrase, ...] = ()

    def knows(self, word: str) -> bool:
        """Whether it is a word of the language, so that no mistake is looked for in it."""
        return word in self.small or word in self.ordinary


@cache
def everyday(language: str, folder: Path = BUILT_IN) -> Everyday:
    """The words of that language; none where it has no file. Raises ConfigError with what to do."""
    file = folder / f"{language}.toml"
    if not file.exists():
        return Everyday()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        danger = table.get("danger", {})
        return Everyday(
            small=_each(table.get("small", "")),
            ordinary=_each(table.get("ordinary", "")),
            means=_turned(table.get("means", {})),
            elsewhere=_phrases(table.get("elsewhere", ())),
            danger=_phrases(danger.get("said", ())),
            danger_alone=_phrases(danger.get("alone", ())),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"{file} cannot be read: {error}. Write it as the one that came with Handrail."
        ) from error


def _each(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _phrases(said: Sequence[str]) -> tuple[Phrase, ...]:
    return tuple(words(each) for each in said)


def _turned(table: Mapping[str, Sequence[str]]) -> Mapping[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for ours, theirs in table.items():
        for phrase in _phrases(theirs):
            found[phrase] = (*found.get(phrase, ()), words(ours))
    return found
