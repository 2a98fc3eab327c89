"""Urdu. Numbers stay in figures, which espeak-ng's Urdu voice reads well, as it reads Latin words in English."""

from collections.abc import Callable

from kiosk.months import MONTHS
from kiosk.speech.lexicon import Capitals, Counted, Lexicon, multiples, pairs, rule
from kiosk.speech.rules.calendar import days_in_own_words, in_own_words

_DIGITS = ("صفر", "ایک", "دو", "تین", "چار", "پانچ", "چھ", "سات", "آٹھ", "نو")
_MONTHS = ("", *MONTHS["ur"])
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


def _number(figure: str, _noun: str) -> str:
    whole, _, part = figure.partition(".")
    if not part:
        return "" if figure.isascii() else str(int(figure))
    return f"{int(whole)} اعشاریہ {' '.join(_DIGITS[int(c)] for c in part)}"


def _unit(name: str) -> Callable[[str], str]:
    return lambda figure: f"{_number(figure, '') or figure} {name}"


_UNITS = {
    short: _unit(name)
    for short, name in pairs(
        """
        kg = کلو گرام
        g = گرام
        mg = ملی گرام
        km = کلو میٹر
        m = میٹر
        cm = سینٹی میٹر
        mm = ملی میٹر
        ft = فٹ
        m² = مربع میٹر
        m2 = مربع میٹر
        km² = مربع کلو میٹر
        cm² = مربع سینٹی میٹر
        m³ = مکعب میٹر
        l = لیٹر
        L = لیٹر
        ml = ملی لیٹر
        km/h = کلو میٹر فی گھنٹہ
        mph = میل فی گھنٹہ
        kW = کلو واٹ
        kWh = کلو واٹ گھنٹے
        W = واٹ
        V = وولٹ
        t = ٹن
        GB = گیگا بائٹ
        MB = میگا بائٹ
        KB = کلو بائٹ
        min = منٹ
        mins = منٹ
        hrs = گھنٹے
        ° = ڈگری
        °C = ڈگری سیلسیس
        °F = ڈگری فارن ہائیٹ
        """
    ).items()
}

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
    multiples=multiples("ہزار پاؤنڈ", "ملین پاؤنڈ", "ارب پاؤنڈ"),
    clock=_clock,
    to="سے",
    until="سے",
    percent="فیصد",
    signs={"@": "ایٹ", ".": "ڈاٹ", "/": "سلیش", "-": "ڈیش", "_": "انڈر اسکور", "+": "پلس"}
    | {"?": "سوالیہ نشان", "=": "برابر", "&": "اور", "%": "فیصد", "#": "ہیش", "~": "ٹلڈا"}
    | {
        "±": "جمع یا منفی",
        "<": "سے کم",
        ">": "سے زیادہ",
        "≤": "زیادہ سے زیادہ",
        "≥": "کم از کم",
        "≈": "تقریباً",
    },
    units=_UNITS,
    minus="منفی",
    by="ضرب",
    times="گنا",
    per="فی",
    either="یا",
    both="اور",
    fractions={
        "1/2": ("آدھا", "اور آدھا"),
        "1/4": ("ایک چوتھائی", "اور ایک چوتھائی"),
        "3/4": ("تین چوتھائی", "اور تین چوتھائی"),
        "1/3": ("ایک تہائی", "اور ایک تہائی"),
        "2/3": ("دو تہائی", "اور دو تہائی"),
    },
    abbreviations={
        "&": "اور",
        "+": "پلس",
        "=": "برابر",
        "Dr": "ڈاکٹر",
        "Mr": "مسٹر",
        "Mrs": "مسز",
        "UK": "یو کے",
        "Ms": "مس",
        "NI": "نیشنل انشورنس",
        "Rd": "روڈ",
        "St": "اسٹریٹ",
        "e.g.": "مثلاً",
        "etc": "وغیرہ",
        "i.e.": "یعنی",
        "ڈاکٹر.": "ڈاکٹر",
        "×": "ضرب",
    },
    unfinished=frozenset({"Dr.", "Mr.", "Mrs.", "Ms.", "St.", "e.g.", "i.e."}),
    number=_number,
    labels=frozenset({"flat", "unit", "فلیٹ", "حصہ", "سیکشن", "گروپ", "یونٹ", "بلاک"}),
    numbered=frozenset({"part", "حصہ", "سیکشن"}),
    rulers={},
    coins={"€": (_unit("یورو"), _unit("سینٹ")), "$": (_unit("ڈالر"), _unit("سینٹ"))},
    calling=frozenset({"نمبر", "کال", "فون", "یا", "پر", "call", "nhs"}),
    dotted=False,
    capitals=Capitals(
        words={"PIP": "پپ", "PIN": "پن", "NASA": "ناسا"}, spelled=frozenset({"CCTV", "DVLA", "HMRC"})
    ),
    rules=(
        rule(
            "days of an Urdu month",
            rf"\b(?P<first>\d{{1,2}})\s?[–-]\s?(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b"
            r"(?:،?\s(?P<year>\d{4})\b)?",
            days_in_own_words,
        ),
        rule(
            "Urdu date",
            rf"\b(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(_MONTHS[1:])})\b(?:،?\s(?P<year>\d{{4}})\b)?",
            in_own_words,
        ),
    ),
)
