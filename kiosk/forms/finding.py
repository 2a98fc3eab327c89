"""Finding something in a list by some letters of it, however long the list is (C2, C7)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEARCHED = 50
"""A list of more than this is searched: a page shows some of it at a time, and it is never asked choice by choice."""

_NEARLY = 4
"""A typed word needs so many letters before one wrong letter in it is forgiven."""


@dataclass(frozen=True)
class Found:
    """The places in the list that fit, best first. ``nearly``: these would with one letter changed."""

    places: Sequence[int]
    nearly: bool = False


def plain(text: str) -> str:
    """``text`` without what is easily left out in typing: capitals, accents, and the signs between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


class Letters:
    """The labels of a list as :func:`plain` has them, made at once for all: 50,000 of them in some 50 ms."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._lines = _lines(labels)

    def find(self, typed: str) -> Found:
        """Where every word of ``typed`` stands, in any order: at the beginning of the label, of words, inside words.

        Where that is nowhere, one letter too many, too few, wrong or changed about is forgiven in a longer word.
        """
        wanted = plain(typed)
        words = sorted(wanted.split(), key=len, reverse=True)
        hits: Sequence[int] = range(len(self._lines))
        for word in words:
            hits = self._having(word, hits)
        if hits or not words:
            return Found(self._best_first(wanted, words, hits))
        return Found(self._nearly(words), nearly=True)

    def _having(self, word: str, among: Sequence[int]) -> list[int]:
        lines = self._lines
        if len(among) == len(lines):
            return [place for place, line in enumerate(lines) if word in line]
        return [place for place in among if word in lines[place]]

    def _best_first(self, wanted: str, words: Sequence[str], hits: Sequence[int]) -> Sequence[int]:
        if not words:
            return hits
        lines, whole = self._lines, f" {wanted}"
        ranks: tuple[list[int], ...] = ([], [], [], [])
        starts = [f" {word}" for word in words]
        for place in hits:
            line = lines[place]
            if line.startswith(whole):
                ranks[line != whole].append(place)
            else:
                ranks[2 if all(start in line for start in starts) else 3].append(place)
        return [place for rank in ranks for place in rank]

    def _nearly(self, words: Sequence[str]) -> list[int]:
        hits: Sequence[int] = range(len(self._lines))
        for word in words:
            exact = self._having(word, range(len(self._lines)))
            fits = set(exact or (self._near(word) if len(word) >= _NEARLY else ()))
            hits = [place for place in hits if place in fits]
        return list(hits)

    def _near(self, word: str) -> Iterable[int]:
        """Where a word begins with ``word`` but for one letter: then one of its halves is as typed."""
        half = len(word) // 2
        first, second = f" {word[:half]}", word[half:]
        swapped = _swapped(word, half - 1)
        pattern = re.compile(f" (?:{'|'.join(dict.fromkeys(_with_one_mistake(word)))})")
        return (
            place
            for place, line in enumerate(self._lines)
            if (first in line or second in line or swapped in line) and pattern.search(line)
        )


def _with_one_mistake(word: str) -> Iterable[str]:
    for at in range(len(word)):
        before, after = re.escape(word[:at]), re.escape(word[at + 1 :])
        yield f"{before}[^ ]{after}"
        yield before + after
        yield f"{before}[^ ]{re.escape(word[at:])}"
        yield re.escape(_swapped(word, at))


def _swapped(word: str, at: int) -> str:
    """``word`` with two letters changed about."""
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def _lines(labels: Sequence[str]) -> list[str]:
    """Each label as `plain` has it, with a space before each word: sign by sign for the whole list, not for each."""
    whole = "\n".join(labels)
    if whole.count("\n") != len(labels) - 1:
        return [f" {plain(label)}" for label in labels]
    whole = unicodedata.normalize("NFKD", whole.casefold())
    for sign in set(whole) - {"\n"}:
        if unicodedata.combining(sign):
            whole = whole.replace(sign, "")
        elif not sign.isalnum():
            whole = whole.replace(sign, " ")
    lines = whole.split("\n")
    return [
        f" {' '.join(line.split())}" if "  " in line or line != line.strip() else f" {line}" for line in lines
    ]
