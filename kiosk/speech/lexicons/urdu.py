"""Urdu. Numbers stay in figures, which espeak-ng's Urdu voice reads well, as it reads Latin words in English."""

import re

from kiosk.speech.rules import Counted, Lexicon, Rule, listed

_DIGITS = ("صفر", "ایک", "دو", "تین", "چار", "پانچ", "چھ", "سات", "آٹھ", "نو")
_MONTHS = listed("جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر")
_DAYS = ("", "یکم", *(str(day) for day in range(2, 32)))
"""Only the first has a word of its own in a date."""


def _year(year: int) -> str:
    """1958 as "19 سو 58", nineteen hundred and so on; 2026 as two thousand and so on."""
    if 2000 <= year < 2100:  # noqa: PLR2004  this century
        return f"2 ہزار {year % 100 or ''}".strip()
    if not 1100 <= year < 2000:  # noqa: PLR2004  other years are read as numbers
        return str(year)
    return f"{year // 100} سو {year % 100 or ''}".strip()


def _clock(hour: int, minute: int) -> str:
    part = "رات" if hour < 4 or hour >= 20 else "صبح" if hour < 12 else "دوپہر" if hour < 16 else "شام"  # noqa: PLR2004  the day's parts
    past = f"{hour % 12 or 12} بجے" if not minute else f"{hour % 12 or 12} بج کر {minute} منٹ"
    return f"{part} {past}"


def _written(match: re.Match[str], lexicon: Lexicon) -> str:
    day = int(match["day"])
    if not 0 < day < len(_DAYS):
        return ""
    read = f"{_DAYS[day]} {match['month']}"
    return f"{read} {lexicon.year(int(match['year']))}" if match["year"] else read


def _decimal(match: re.Match[str], lexicon: Lexicon) -> str:
    return f"{match[1]} اعشاریہ {lexicon.spell(match[2])}"


_THOUSAND, _MILLION, _BILLION = "ہزار پاؤنڈ", "ملین پاؤنڈ", "ارب پاؤنڈ"

URDU = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS,
    month_names=_MONTHS,
    date="{day} {month}",
    year=_year,
    pounds=Counted("پاؤنڈ"),
    pence=Counted("پینس", {1: "پینی"}),
    money_and=" ",
    multiples={
        "k": _THOUSAND,
        "m": _MILLION,
        "bn": _BILLION,
        "thousand": _THOUSAND,
        "million": _MILLION,
        "billion": _BILLION,
    },
    clock=_clock,
    to="سے",
    percent="فیصد",
    signs={"@": "ایٹ", ".": "ڈاٹ", "/": "سلیش", "-": "ڈیش", "_": "انڈر اسکور", "+": "پلس"},
    abbreviations={
        "&": "اور",
        "+": "پلس",
        "=": "برابر",
        "Dr": "ڈاکٹر",
        "Mr": "مسٹر",
        "Mrs": "مسز",
        "UK": "یو کے",
        "ڈاکٹر.": "ڈاکٹر",
    },
    unfinished=frozenset({"Dr.", "Mr.", "Mrs."}),
    rules=(
        Rule(
            "Urdu date",
            re.compile(
                rf"\b(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b(?:،?\s(?P<year>\d{{4}})\b)?"
            ),
            _written,
        ),
        Rule("decimal", re.compile(r"(?<![\w£.,/:-])(\d{1,6})\.(\d{1,4})(?![\w.,/:-]|\s[ap]\.?m)"), _decimal),
        Rule(
            "decimal multiples of pounds",
            re.compile(r"£(\d{1,3})\.(\d{1,2})\s?(k|m|bn|thousand|million|billion)\b", re.IGNORECASE),
            lambda m, x: f"{_decimal(m, x)} {x.multiples[m[3].casefold()]}",
        ),
    ),
)
