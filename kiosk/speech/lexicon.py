"""What a language brings to reading aloud: its words for figures, signs and shortened words, and rules of its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.language import is_few

FIGURES = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
"""What a rule needs that is about a number."""
Count = Callable[[str], str]
"""A figure as written, without commas ("5", "2.5"), with the word counted: "5 kilograms"."""


@dataclass(frozen=True)
class Rule:
    """``say`` returns what to read for a match of ``pattern``, or "" when it is no such thing after all.

    A sentence with none of the characters in ``needs`` has no match; an empty ``needs`` promises nothing.
    """

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], "Lexicon"], str]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counted:
    """A word after a number: ``other``, save for the numbers in ``special``.

    ``few`` is the word after 2 to 4, 22 to 24 and so on, ``part`` the one after a decimal, in the languages
    that have one. ``point`` is the decimal sign that the voice of the language reads.
    """

    other: str
    special: Mapping[int, str] = field(default_factory=dict)
    few: str = ""
    part: str = ""
    point: str = "."

    def __call__(self, figure: str) -> str:
        """``figure`` and its word: ``1 pound``."""
        if not figure.isdigit():
            return f"{figure.replace('.', self.point)} {self.part or self.other}"
        number = int(figure)
        usual = self.few if self.few and is_few(number) else self.other
        return f"{number} {self.special.get(number, usual)}"


@dataclass(frozen=True)
class Capitals:
    """Words in capitals: ``words`` are read as words (PIN), ``shouted`` are plain words said with force (NOT).

    Any other of up to three letters is spelled, and so are the longer ones in ``spelled``.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    shouted: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """One language's words for what RULES finds, and the rules that it alone needs, which come first.

    ``days`` and ``months`` are as a date reads them, index 0 empty; ``month_names`` are months in lower case as
    they are written, maybe shortened; ``weekdays`` are shortened days. ``clock`` reads an hour (0 to 23) and
    minute. ``multiples`` reads the k of £2k, pounds included. ``number`` reads a figure before a word that may
    be what it counts, or returns "" when the voice reads it well. ``fractions`` are read alone and after a whole.
    ``linked`` mutates a figure in words after the word said before it; ``until`` is ``to`` between two dates.
    ``unfinished`` are words with a full stop that end no sentence. ``labels`` are words that a single letter
    may follow (Flat B), ``numbered`` those that a Roman numeral may follow (Part IV), and ``rulers`` names with
    one, as an ordinal. ``little`` are letters that are words of their own. ``calling`` are words before a short
    telephone number. ``dotted`` tells whether the voice reads "N.H.S." by its letters, in one breath.
    ``coins`` are the whole and the part of money by its sign; ``signs`` are read in an address and before a figure.
    """

    digits: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    month_names: tuple[str, ...]
    date: str
    year: Callable[[int], str]
    pounds: Count
    pence: Count
    money_and: str
    multiples: Mapping[str, str]
    clock: Callable[[int, int], str]
    to: str
    until: str
    percent: str
    signs: Mapping[str, str]
    units: Mapping[str, Count]
    minus: str
    by: str
    times: str
    per: str
    either: str
    both: str
    fractions: Mapping[str, tuple[str, str]]
    abbreviations: Mapping[str, str]
    unfinished: frozenset[str]
    number: Callable[[str, str], str]
    linked: Callable[[str, str], str] = field(default=lambda _before, say: say)
    weekdays: Mapping[str, str] = field(default_factory=dict)
    little: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    rulers: Mapping[str, Callable[[int], str]] = field(default_factory=dict)
    calling: frozenset[str] = frozenset()
    capitals: Capitals = Capitals()
    dotted: bool = True
    coins: Mapping[str, tuple[Count, Count]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def spell(self, code: str) -> str:
        """Each letter by its name and each digit by its own word: ``K. seven``."""
        return " ".join(
            self.digits[int(c)] if c.isdecimal() else f"{c.upper()}." for c in code if c.isalnum()
        )

    def initials(self, word: str) -> str:
        """Capitals that stand for words: ``N.H.S.``."""
        return "".join(f"{letter}." for letter in word.upper()) if self.dotted else self.spell(word)

    def groups(self, *codes: str) -> str:
        """Codes spelled with a short pause after each."""
        return ", ".join(self.spell(code) for code in codes)

    def between(self, first: str, last: str) -> str:
        """From ``first`` to ``last``."""
        return f"{first} {self.to} {self.linked(self.to, last)}"

    def figure(self, written: str) -> str:
        """A figure that counts nothing by itself, commas and all."""
        return self.number(written.replace(",", ""), "") or written.replace(",", "")


def listed(names: str) -> tuple[str, ...]:
    """Names between bars, counted from 1: index 0 is empty."""
    return ("", *names.split("|"))


def names(text: str) -> tuple[str, ...]:
    """Words between spaces."""
    return tuple(text.split())


def pairs(table: str) -> dict[str, str]:
    """A table of lines ``short = long``."""
    lines = (line.strip().partition(" = ") for line in table.strip().splitlines())
    return {short.strip(): long.strip() for short, _, long in lines}


def multiples(thousand: str, million: str, billion: str) -> dict[str, str]:
    """The words for many thousands, millions and billions, by each way that a figure is followed by one: £2k."""
    said = {"k": thousand, "m": million, "bn": billion}
    return said | {"thousand": thousand, "million": million, "billion": billion}


def rule(
    name: str, pattern: str, say: Callable[[re.Match[str], Lexicon], str], flags: int = 0, needs: str = ""
) -> Rule:
    """A line of a table of rules."""
    return Rule(name, re.compile(pattern, flags), say, frozenset(needs))


def before(match: re.Match[str]) -> str:
    """The word right before a match in its line, marks and all, or ""."""
    words = match.string[max(0, match.start() - 40) : match.start()].rpartition("\n")[2].split()
    return words[-1] if words else ""


def after(match: re.Match[str]) -> str:
    """The word right after a match and a space in its line, marks and all, or ""."""
    rest = match.string[match.end() : match.end() + 40].partition("\n")[0]
    return rest.split()[0] if rest[:1].isspace() and rest.strip() else ""
