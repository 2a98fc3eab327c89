"""The shapes of text that are not read as they are written. The words for them come from a Lexicon."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kiosk.language import is_few

_GROUP = 3


@dataclass(frozen=True)
class Rule:
    """``say`` returns what to read for a match of ``pattern``, or "" when it is no such thing after all."""

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], "Lexicon"], str]


@dataclass(frozen=True)
class Counted:
    """A word after a number: ``other``, save for the numbers in ``special``.

    ``few`` is the word after 2 to 4, 22 to 24 and so on, in the languages that have one.
    """

    other: str
    special: Mapping[int, str] = field(default_factory=dict)
    few: str = ""

    def after(self, number: int) -> str:
        """``number`` and its word: ``1 pound``."""
        usual = self.few if self.few and is_few(number) else self.other
        return f"{number} {self.special.get(number, usual)}"


@dataclass(frozen=True)
class Lexicon:
    """One language's words for what RULES finds, and the rules that it alone needs.

    ``days`` and ``months`` are as a date reads them, index 0 empty; ``month_names`` are months in lower case as
    they are written, maybe shortened. ``clock`` reads an hour (0 to 23) and minute. ``multiples`` reads the k of
    £2k, pounds included. ``unfinished`` are words with a full stop that end no sentence. ``names`` are capitals
    read as a word.
    """

    digits: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    month_names: tuple[str, ...]
    date: str
    year: Callable[[int], str]
    pounds: Counted
    pence: Counted
    money_and: str
    multiples: Mapping[str, str]
    clock: Callable[[int, int], str]
    to: str
    percent: str
    signs: Mapping[str, str]
    abbreviations: Mapping[str, str]
    unfinished: frozenset[str]
    names: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def spell(self, code: str) -> str:
        """Each letter by its name and each digit by its own word: ``K. seven``."""
        return " ".join(
            self.digits[int(c)] if c in "0123456789" else f"{c.upper()}." for c in code if c.isalnum()
        )

    def groups(self, *codes: str) -> str:
        """Codes spelled with a short pause after each."""
        return ", ".join(self.spell(code) for code in codes)


def _date(lexicon: Lexicon, day: str, month: int, year: str) -> str:
    if not (0 < int(day) < len(lexicon.days) and 0 < month < len(lexicon.months)):
        return ""
    read = lexicon.date.format(day=lexicon.days[int(day)], month=lexicon.months[month])
    return f"{read} {lexicon.year(_full_year(year))}" if year else read


def _full_year(year: str) -> int:
    """Two digits are a year from 1950 to 2049."""
    if len(year) > 2:  # noqa: PLR2004  two digits
        return int(year)
    return int(year) + (2000 if int(year) < 50 else 1900)  # noqa: PLR2004  the docstring's rule


def _written_date(match: re.Match[str], lexicon: Lexicon) -> str:
    name = match["month"].casefold().rstrip(".")
    month = next((i for i, known in enumerate(lexicon.month_names) if i and known.startswith(name)), 0)
    return _date(lexicon, match["day"], month, match["year"] or "")


def _money(match: re.Match[str], lexicon: Lexicon) -> str:
    whole, part, multiple = match["whole"].replace(",", ""), match["part"], match["multiple"]
    if multiple:
        amount = f"{whole}.{part}" if part else whole
        return f"{amount} {lexicon.multiples[multiple.casefold()]}"
    pounds, pence = int(whole), int(part or 0)
    if not pence:
        return lexicon.pounds.after(pounds)
    if not pounds:
        return lexicon.pence.after(pence)
    return f"{lexicon.pounds.after(pounds)}{lexicon.money_and}{lexicon.pence.after(pence)}"


def _phone(match: re.Match[str], lexicon: Lexicon) -> str:
    """In the groups as written; else area code first: 3 and 4 for 02, 5 and 3 for the rest."""
    shown = match[0]
    groups = shown.lstrip("+").split()
    if len(groups) == 1:
        digits = groups[0]
        cut = (3, 7) if digits.startswith("02") else (5, 8)
        groups = [digits[: cut[0]], digits[cut[0] : cut[1]], digits[cut[1] :]]
    plus = f"{lexicon.signs['+']} " if shown.startswith("+") else ""
    return plus + lexicon.groups(*groups)


def _hour(match: re.Match[str], hour: str, half: str) -> int:
    """On the 24-hour clock; -1 when it is none. ``half`` names the group that holds am or pm."""
    number, part = int(match[hour]), (match[half] or match["half"]).casefold()
    if not 0 < number <= 12:  # noqa: PLR2004  a clock face
        return -1
    return number % 12 + (12 if part.startswith("p") else 0)


def _half_day(match: re.Match[str], lexicon: Lexicon) -> str:
    hour = _hour(match, "hour", "half")
    return lexicon.clock(hour, int(match["minute"] or 0)) if hour >= 0 else ""


def _opening_hours(match: re.Match[str], lexicon: Lexicon) -> str:
    first, last = _hour(match, "from", "from_half"), _hour(match, "hour", "half")
    if min(first, last) < 0:
        return ""
    begin = lexicon.clock(first, int(match["from_minute"] or 0))
    return f"{begin} {lexicon.to} {lexicon.clock(last, int(match['minute'] or 0))}"


def _signs(match: re.Match[str], lexicon: Lexicon) -> str:
    """An address of the net, with its signs read: ``help at example dot gov dot U.K.``."""
    shown = re.sub(r"^https?://(?:www\.)?|^www\.", "", match[0].rstrip("./"))
    parts = re.findall(r"[^\W_]+|\W|_", shown)
    return " ".join("U.K." if part.casefold() == "uk" else lexicon.signs.get(part, part) for part in parts)


def _code(match: re.Match[str], lexicon: Lexicon) -> str:
    """Capitals with digits: UC50, AB/1234. Short numbers keep their value; names and long words their sound."""
    parts = re.findall(r"[A-Z]+|\d+", match[0])
    return " ".join(part if _whole(part, lexicon) else lexicon.spell(part) for part in parts)


def _whole(part: str, lexicon: Lexicon) -> bool:
    if part.isdigit():
        return len(part) <= _GROUP and part[0] != "0"
    return part in lexicon.names or (len(part) > _GROUP and re.search("[AEIOU]", part) is not None)


def _long_number(match: re.Match[str], lexicon: Lexicon) -> str:
    size = _GROUP
    return lexicon.groups(*(match[0][i : i + size] for i in range(0, len(match[0]), size)))


def _clause(match: re.Match[str], lexicon: Lexicon) -> str:
    parts = re.findall(r"\d+|[A-Za-z]", match[0])
    return " ".join(lexicon.spell(p) if p.isalpha() else p for p in parts)


def listed(names: str) -> tuple[str, ...]:
    """Names between bars, counted from 1: index 0 is empty."""
    return ("", *names.split("|"))


def _rule(name: str, pattern: str, say: Callable[[re.Match[str], Lexicon], str], flags: int = 0) -> Rule:
    return Rule(name, re.compile(pattern, flags), say)


_REF = "[2-9BCDFGHJKMNPQRTVWXYZ]{3}"
_HALF = r"\s?(?P<half>[ap]\.?m\.?)(?!\w)"
_MULTIPLE = "k|m|bn|thousand|million|billion"

RULES: tuple[Rule, ...] = (
    _rule(
        "National Insurance number",
        r"\b([A-CEGHJ-PR-TW-Z]{2}|QQ)\s?(\d\d)\s?(\d\d)\s?(\d\d)\s?([A-D])\b",
        lambda m, x: x.groups(*m.groups()),
    ),
    _rule("postcode", r"\b([A-Z]{1,2}\d[A-Z\d]?)\s?(\d[A-Z]{2})\b", lambda m, x: x.groups(m[1], m[2])),
    _rule("reference", rf"\b({_REF})[ -]({_REF})[ -]({_REF})\b", lambda m, x: x.groups(*m.groups())),
    _rule(
        "reference in one piece",
        rf"\b(?=[A-Z]*\d)(?=\d*[A-Z])({_REF})({_REF})({_REF})\b",
        lambda m, x: x.groups(*m.groups()),
    ),
    _rule("sort code", r"(?<![\w-])(\d\d)-(\d\d)-(\d\d)(?![\w-])", lambda m, x: x.groups(*m.groups())),
    _rule("ISO date", r"\b(\d{4})-(\d\d)-(\d\d)\b", lambda m, x: _date(x, m[3], int(m[2]), m[1])),
    _rule(
        "date",
        r"(?<![\w/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d\d)(?![\w/])",
        lambda m, x: _date(x, m[1], int(m[3]), m[4]),
    ),
    _rule(
        "written date",
        r"\b(?:[Tt]he\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|af|ail|ydd|ed|fed|eg|ain)?\s+(?P<month>[A-Z][a-z]{2,10})\b\.?(?:\s+(?P<year>\d{4})\b)?",
        _written_date,
    ),
    _rule(
        "money",
        rf"£(?P<whole>\d[\d,]{{0,14}})(?:\.(?P<part>\d\d(?!\d)|\d+(?=\s?(?:{_MULTIPLE})\b)))?(?:\s?(?P<multiple>{_MULTIPLE})\b)?",
        _money,
        re.IGNORECASE,
    ),
    _rule("pence", r"\b(\d{1,3})p\b", lambda m, x: x.pence.after(int(m[1]))),
    _rule(
        "phone",
        r"(?<![\w£.,/-])(?:\+44\s?\d(?: ?\d){8,9}|0\d{2,4} \d{3,4} ?\d{3,4}|0\d{9,10})(?![\w/-])",
        _phone,
    ),
    _rule(
        "opening hours",
        r"\b(?P<from>\d{1,2})(?:[:.](?P<from_minute>[0-5]\d))?\s?(?P<from_half>[ap]\.?m\.?)?\s?(?:[-–]|to\b)\s?"
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{_HALF}",
        _opening_hours,
        re.IGNORECASE,
    ),
    _rule("time", rf"\b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{_HALF}", _half_day, re.IGNORECASE),
    _rule("24-hour time", r"\b([01]?\d|2[0-3]):([0-5]\d)\b", lambda m, x: x.clock(int(m[1]), int(m[2]))),
    _rule("tax year", r"\b((?:19|20)\d\d)[/–-](\d\d)\b", lambda m, x: f"{x.year(int(m[1]))} {x.to} {m[2]}"),
    _rule("e-mail address", r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", _signs),
    _rule(
        "web address",
        r"(?<![\w@.])(?:https?://)?(?:[\w-]{1,63}\.){1,6}(?:uk|org|com|wales|scot|net)\b(?:/[\w/-]*)?",
        _signs,
    ),
    _rule("percentage", r"\b(\d+(?:\.\d+)?)\s?%", lambda m, x: f"{m[1]} {x.percent}"),
    _rule("range", r"(?<![\w-])(\d{1,4})\s?[–-]\s?(\d{1,4})(?![\w-])", lambda m, x: f"{m[1]} {x.to} {m[2]}"),
    _rule("long number", r"(?<![\w,.£])\d{5,}(?![\w,])", _long_number),
    _rule("code", r"\b(?=[A-Z/-]*\d)(?=[\d/-]*[A-Z])[A-Z\d]+(?:[/-][A-Z\d]+)*\b", _code),
    _rule("clause", r"\b\d+(?:\([\da-z]\))+", _clause),
    _rule("flat", r"\b\d+[a-hA-H]\b", _clause),
)
"""Where two find the same text, the earlier one holds. A language's own rules come before these."""
