"""Polish. Numbers stay in figures where espeak-ng's Polish voice reads them well; hours and dates are inflected."""

import re

from kiosk.speech.rules import Counted, Lexicon, Rule, listed

_DIGITS = ("zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć")
_MONTHS = listed(
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
)
_ONES = listed(
    "pierwszego|drugiego|trzeciego|czwartego|piątego|szóstego|siódmego|ósmego|dziewiątego|dziesiątego|"
    "jedenastego|dwunastego|trzynastego|czternastego|piętnastego|szesnastego|siedemnastego|osiemnastego|"
    "dziewiętnastego"
)
_TENS = listed(
    "dziesiątego|dwudziestego|trzydziestego|czterdziestego|pięćdziesiątego|sześćdziesiątego|"
    "siedemdziesiątego|osiemdziesiątego|dziewięćdziesiątego"
)
_HOURS = (
    "północy",
    *listed(
        "pierwszej|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej|dziesiątej|jedenastej|"
        "dwunastej|trzynastej|czternastej|piętnastej|szesnastej|siedemnastej|osiemnastej|dziewiętnastej|"
        "dwudziestej|dwudziestej pierwszej|dwudziestej drugiej|dwudziestej trzeciej"
    )[1:],
)
"""After "o", "od" and "do", which is where a council writes an hour. The day has 24 of them in Polish."""


def _ordinal(number: int) -> str:
    """1 to 99 in the genitive, as dates and years have it."""
    if number < len(_ONES):
        return _ONES[number]
    ten, one = divmod(number, 10)
    return f"{_TENS[ten]} {_ONES[one]}".strip()


_DAYS = ("", *(_ordinal(day) for day in range(1, 32)))


def _year(year: int) -> str:
    """1958 as "tysiąc dziewięćset pięćdziesiątego ósmego"."""
    if year == 2000:  # noqa: PLR2004  a word of its own
        return "dwutysięcznego"
    if 2000 < year < 2100:  # noqa: PLR2004  this century
        return f"dwa tysiące {_ordinal(year % 100)}"
    if 1900 < year < 2000:  # noqa: PLR2004  the last one
        return f"tysiąc dziewięćset {_ordinal(year % 100)}"
    return "tysiąc dziewięćsetnego" if year == 1900 else str(year)  # noqa: PLR2004  its first year


def _clock(hour: int, minute: int) -> str:
    if not minute:
        return _HOURS[hour]
    past = f"zero {_DIGITS[minute]}" if minute < len(_DIGITS) else str(minute)
    return f"{_HOURS[hour] if hour else 'zero'} {past}"


def _written(match: re.Match[str], lexicon: Lexicon) -> str:
    day = int(match["day"])
    if not 0 < day < len(_DAYS):
        return ""
    read = f"{_DAYS[day]} {match['month']}"
    return f"{read} {lexicon.year(int(match['year']))} roku" if match["year"] else read


_MULTIPLES = {
    "k": Counted("tysięcy funtów", {1: "tysiąc funtów"}, few="tysiące funtów"),
    "m": Counted("milionów funtów", {1: "milion funtów"}, few="miliony funtów"),
    "bn": Counted("miliardów funtów", {1: "miliard funtów"}, few="miliardy funtów"),
}
_PARTS = {"k": "tysiąca funtów", "m": "miliona funtów", "bn": "miliarda funtów"}
_NAMES = {"thousand": "k", "million": "m", "billion": "bn", "tys.": "k", "mln": "m", "mld": "bn"}


def _multiple(match: re.Match[str], _lexicon: Lexicon) -> str:
    name = match[3].casefold()
    name = _NAMES.get(name, name)
    if match[2]:
        return f"{match[1]},{match[2]} {_PARTS[name]}"
    return _MULTIPLES[name].after(int(match[1]))


POLISH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=_MONTHS,
    date="{day} {month}",
    year=_year,
    pounds=Counted("funtów", {1: "funt"}, few="funty"),
    pence=Counted("pensów", {1: "pens"}, few="pensy"),
    money_and=" ",
    multiples={name: word.other for name, word in _MULTIPLES.items()}
    | {name: _MULTIPLES[_NAMES[name]].other for name in ("thousand", "million", "billion")},
    clock=_clock,
    to="do",
    percent="procent",
    signs={"@": "małpa", ".": "kropka", "/": "ukośnik", "-": "myślnik", "_": "podkreślnik", "+": "plus"},
    abbreviations={
        "&": "i",
        "+": "plus",
        "=": "równa się",
        "dr": "doktor",
        "godz": "godzinie",
        "i/lub": "i lub",
        "itd": "i tak dalej",
        "itp": "i tym podobne",
        "m.in.": "między innymi",
        "np": "na przykład",
        "nr": "numer",
        "ok": "około",
        "r.": "roku",
        "tel": "telefon",
        "tys": "tysięcy",
        "tzn": "to znaczy",
        "ul": "ulica",
    },
    unfinished=frozenset({"godz.", "m.in.", "np.", "ok.", "r.", "tel.", "tel:", "tys.", "tzn.", "ul."}),
    rules=(
        Rule(
            "Polish date",
            re.compile(
                rf"\b(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b(?:\s(?P<year>\d{{4}})\b(?:\s(?:r\.|roku\b))?)?"
            ),
            _written,
        ),
        Rule(
            "thousands and millions of pounds",
            re.compile(
                r"£(\d{1,3})(?:[.,](\d{1,2}))?\s?(k|m|bn|thousand|million|billion|tys\.|mln|mld)(?!\w)",
                re.IGNORECASE,
            ),
            _multiple,
        ),
        Rule(
            "tax year", re.compile(r"\b((?:19|20)\d\d)[/–-](\d\d)\b(?!-)"), lambda m, _x: f"{m[1]} na {m[2]}"
        ),
        Rule(
            "hours",
            re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\s?[–-]\s?([01]?\d|2[0-3]):([0-5]\d)\b"),
            lambda m, x: f"{x.clock(int(m[1]), int(m[2]))} do {x.clock(int(m[3]), int(m[4]))}",
        ),
    ),
)
