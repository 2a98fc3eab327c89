"""British English, as a council writes it."""

import re

from kiosk.speech.rules import Counted, Lexicon, Rule, listed

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = listed("January|February|March|April|May|June|July|August|September|October|November|December")
_DAYS = listed(
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|"
    "twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first"
)


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if 2000 <= year < 2010:  # noqa: PLR2004  "two thousand and nine", then "twenty ten"
        return "two thousand" + (f" and {_DIGITS[rest]}" if rest else "")
    if not 1100 <= year < 2100:  # noqa: PLR2004  other years are read as numbers
        return str(year)
    return f"{century} {'hundred' if rest == 0 else f'oh {_DIGITS[rest]}' if rest < 10 else rest}"  # noqa: PLR2004  one digit


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) in ((0, 0), (12, 0)):
        return "midnight" if hour == 0 else "twelve noon"
    past = "" if minute == 0 else f" oh {_DIGITS[minute]}" if minute < 10 else f" {minute}"  # noqa: PLR2004  one digit
    return f"{hour % 12 or 12}{past} {'A.M.' if hour < 12 else 'P.M.'}"  # noqa: PLR2004  noon


ENGLISH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=tuple(month.casefold() for month in _MONTHS),
    date="the {day} of {month}",
    year=_year,
    pounds=Counted("pounds", {1: "pound"}),
    pence=Counted("pence", {1: "penny"}),
    money_and=" ",
    multiples={
        "k": "thousand pounds",
        "m": "million pounds",
        "bn": "billion pounds",
        "thousand": "thousand pounds",
        "million": "million pounds",
        "billion": "billion pounds",
    },
    clock=_clock,
    to="to",
    percent="percent",
    signs={"@": "at", ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "+": "plus"},
    abbreviations={
        "&": "and",
        "+": "plus",
        "=": "equals",
        "Ave": "Avenue",
        "Cllr": "Councillor",
        "Dr": "Doctor",
        "Mr": "Mister",
        "Mrs": "Missis",
        "Ms": "Mizz",
        "NI": "National Insurance",
        "NINo": "National Insurance number",
        "No.": "number",
        "PIP": "pip",
        "Rd": "Road",
        "Tel": "telephone",
        "UC": "Universal Credit",
        "and/or": "and or",
        "approx": "approximately",
        "c/o": "care of",
        "e.g.": "for example",
        "eg": "for example",
        "etc": "et cetera",
        "i.e.": "that is",
        "ie": "that is",
        "incl": "including",
        "max": "maximum",
        "min": "minimum",
        "p.a.": "per year",
        "pcm": "per calendar month",
        "pw": "per week",
        "vs": "versus",
        "w/c": "week commencing",
    },
    unfinished=frozenset(
        {"Mr.", "Mrs.", "Ms.", "Dr.", "Cllr.", "St.", "No.", "Tel.", "Tel:", "e.g.", "i.e.", "approx."}
    ),
    names=frozenset({"PIP", "NASA"}),
    rules=(
        Rule("street", re.compile(r"(?<=[a-z] )St\b\.?(?=,|$|\n|\s*[;)])"), lambda *_: "Street"),
        Rule(
            "year",
            re.compile(r"(?<=\b(?:in|by|of|to) )(?:19|20)\d\d\b(?![/–-])"),
            lambda m, x: x.year(int(m[0])),
        ),
    ),
)
