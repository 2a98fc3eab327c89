"""The code of a visit that was put aside: six words, or the same six as numbers. Nobody has it but the person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from kiosk.config import ASSETS
from kiosk.forms.finding import plain

LENGTH = 6
LIST = 512
"""Words of a list. Six of 512 are 54 bits: what a guess costs, and so how long one lasts, is in decision 0035."""

FIRST = 100
"""The number of a list's first word: all are of three digits, so that none begins with a nought that gets lost."""

_LEAST = 3
"""Letters that must be typed before a word is told from them."""
_MOST = 12
"""Letters of the longest word, and some that slipped in."""
_FORGIVING = 6
"""A word that is typed with as many letters may have two mistakes, a shorter one has one."""
_DIGITS = re.compile(r"\d{3}")
_APART = re.compile(r"[\s,.;:/+_\-–—،۔]+")


@dataclass(frozen=True)
class Code:
    """``places`` are those of its words in a list of any language: the numbers are the same in all of them."""

    places: tuple[int, ...] = field(repr=False)

    def words(self, language: str) -> tuple[str, ...]:
        """As words; () in a language that has no list."""
        list_ = words_of(language)
        return tuple(list_[place] for place in self.places) if list_ else ()

    def numbers(self) -> tuple[str, ...]:
        """As numbers."""
        return tuple(str(FIRST + place) for place in self.places)

    def secret(self) -> bytes:
        """What the key is made from: the same however it was typed."""
        return " ".join(self.numbers()).encode()


@dataclass(frozen=True)
class Misread:
    """What was typed is no code. ``places``: which of the six, counted from 0, are not understood."""

    places: tuple[int, ...]


def new_code(random: Random) -> Code:
    """A code that nobody can guess, if ``random`` cannot be guessed (random.SystemRandom)."""
    return Code(tuple(random.randrange(LIST) for _ in range(LENGTH)))


@cache
def words_of(language: str) -> tuple[str, ...]:
    """The list of a language. A list that was ever used never changes: codes would lead elsewhere."""
    file = ASSETS / "codewords" / f"{language}.txt"
    return tuple(file.read_text(encoding="utf-8").split()) if file.exists() else ()


def parted(text: str) -> tuple[str, ...]:
    """What was typed or scanned in one box, word by word: spaces, hyphens, commas and lines are all the same."""
    return tuple(part for part in _APART.split(text) if part)


def read(typed: Sequence[str], languages: Sequence[str]) -> Code | Misread:
    """The code in what was typed in each of the six boxes, in the first language that has all of it.

    Capitals, accents and small slips are forgiven, and a number may stand for a word. The words of one language are
    preferred in which more of them are just as typed.
    """
    tries = [(_exact(typed, language), [place(each, language) for each in typed]) for language in languages]
    whole = [(exact, places) for exact, places in tries if None not in places]
    if whole and len(typed) == LENGTH:
        _, best = max(whole, key=lambda one: one[0])
        return Code(tuple(each for each in best if each is not None))
    _, fewest = min(tries, key=lambda one: one[1].count(None))
    return Misread(tuple(at for at, found in enumerate(fewest) if found is None))


def place(typed: str, language: str) -> int | None:
    """Which word of the list is meant; None when that is none, or could be several."""
    found = likely(typed, language)
    return found[0] if len(found) == 1 else None


def understood(typed: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The words that may be meant, for the eye. A word of another language is left as it is, and never corrected."""
    letters = _plain(typed)
    for language in languages:
        if letters in _plain_words(language):
            return (words_of(language)[_plain_words(language).index(letters)],)
    list_ = words_of(languages[0])
    return tuple(list_[at] for at in likely(typed, languages[0])) if list_ else ()


def likely(typed: str, language: str) -> tuple[int, ...]:
    """The words that may be meant, the likeliest alone where one is likelier than all others."""
    letters = _plain(typed)
    if _DIGITS.fullmatch(letters):
        number = int(letters) - FIRST
        return (number,) if 0 <= number < LIST else ()
    list_ = _plain_words(language)
    if letters in list_:
        return (list_.index(letters),)
    if not _LEAST <= len(letters) <= _MOST:
        return ()
    begun = tuple(at for at, word in enumerate(list_) if word.startswith(letters))
    if begun:
        return begun
    near = [(_mistakes(letters, word), at) for at, word in enumerate(list_)]
    fewest = min(near, default=(LIST, 0))[0]
    if fewest > (1 if len(letters) < _FORGIVING else 2):
        return ()
    return tuple(at for mistakes, at in near if mistakes == fewest)


def _exact(typed: Sequence[str], language: str) -> int:
    return sum(_plain(each) in _plain_words(language) for each in typed)


@cache
def _plain_words(language: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in words_of(language))


def _plain(text: str) -> str:
    return plain(text).replace(" ", "").replace("ł", "l").translate(_SAME)


_SAME = str.maketrans({"ي": "ی", "ك": "ک", "ه": "ہ", "ى": "ی", "ة": "ہ"})
"""Letters of Arabic keyboards for those of Urdu."""


def _mistakes(typed: str, word: str) -> int:
    """Letters too many, too few, wrong or changed about."""
    before, last = list(range(len(word) + 1)), list[int]()
    for row, letter in enumerate(typed, 1):
        now = [row]
        for column, other in enumerate(word, 1):
            fewest = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                fewest = min(fewest, last[column - 2] + 1)
            now.append(fewest)
        before, last = now, before
    return before[-1]
