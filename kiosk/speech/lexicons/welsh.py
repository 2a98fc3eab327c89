"""Welsh. Numbers stay in figures where espeak-ng's Welsh voice reads them well."""

import re

from kiosk.speech.rules import Counted, Lexicon, Rule, listed

_DIGITS = ("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
_TENS = listed("deg|dau ddeg|tri deg|pedwar deg|pum deg|chwe deg|saith deg|wyth deg|naw deg")
_MONTHS_AFTER_O = listed(
    "Ionawr|Chwefror|Fawrth|Ebrill|Fai|Fehefin|Orffennaf|Awst|Fedi|Hydref|Dachwedd|Ragfyr"
)
_MONTH_NAMES = listed(
    "ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
)
_DAYS = listed(
    "y cyntaf|yr ail|y trydydd|y pedwerydd|y pumed|y chweched|y seithfed|yr wythfed|y nawfed|y degfed|"
    "yr unfed ar ddeg|y deuddegfed|y trydydd ar ddeg|y pedwerydd ar ddeg|y pymthegfed|"
    "yr unfed ar bymtheg|yr ail ar bymtheg|y deunawfed|y pedwerydd ar bymtheg|yr ugeinfed|"
    "yr unfed ar hugain|yr ail ar hugain|y trydydd ar hugain|y pedwerydd ar hugain|y pumed ar hugain|"
    "y chweched ar hugain|y seithfed ar hugain|yr wythfed ar hugain|y nawfed ar hugain|"
    "y degfed ar hugain|yr unfed ar ddeg ar hugain"
)


def _tens(number: int) -> str:
    ten, one = divmod(number, 10)
    if ten == 0:
        return _DIGITS[one]
    if one == 0:
        return _TENS[ten]
    return f"{'un deg' if ten == 1 else _TENS[ten]} {_DIGITS[one]}"


def _year(year: int) -> str:
    """2026 in full, 1984 as "mil naw wyth pedwar"."""
    if 2000 <= year < 2100:  # noqa: PLR2004  this century
        return "dwy fil" + (f" {_tens(year % 100)}" if year % 100 else "")
    if 1900 <= year < 2000:  # noqa: PLR2004  the last one
        return "mil naw " + " ".join(_DIGITS[int(c)] for c in str(year)[2:])
    return str(year)


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) in ((0, 0), (12, 0)):
        return "hanner nos" if hour == 0 else "hanner dydd"
    part = "y bore" if hour < 12 else "y prynhawn" if hour < 18 else "yr hwyr"  # noqa: PLR2004  noon and six
    past = f"{minute:02d}" if minute else "o’r gloch"
    return f"{hour % 12 or 12} {past} {part}"


WELSH = Lexicon(
    digits=_DIGITS,
    days=_DAYS,
    months=_MONTHS_AFTER_O,
    month_names=_MONTH_NAMES,
    date="{day} o {month}",
    year=_year,
    pounds=Counted("punt", {1: "bunt", 2: "bunt"}),
    pence=Counted("ceiniog", {1: "geiniog", 2: "geiniog"}),
    money_and=" ",
    multiples={
        "k": "mil o bunnau",
        "m": "miliwn o bunnau",
        "bn": "biliwn o bunnau",
        "thousand": "mil o bunnau",
        "million": "miliwn o bunnau",
        "billion": "biliwn o bunnau",
    },
    clock=_clock,
    to="i",
    percent="y cant",
    signs={"@": "at", ".": "dot", "/": "slaes", "-": "cysylltnod", "_": "tanlinell", "+": "plws"},
    abbreviations={
        "&": "a",
        "+": "plws",
        "Cyng": "Cynghorydd",
        "Dr": "Doctor",
        "Ffôn": "ffôn",
        "Mr": "Mister",
        "Mrs": "Misis",
        "PIP": "pip",
        "YG": "Yswiriant Gwladol",
        "a/neu": "a neu",
        "ayb": "ac yn y blaen",
        "d/o": "dan ofal",
        "e.e.": "er enghraifft",
        "h.y.": "hynny yw",
        "Rhif.": "rhif",
    },
    unfinished=frozenset({"Mr.", "Mrs.", "Dr.", "Cyng.", "e.e.", "h.y.", "Rhif."}),
    rules=(
        Rule(
            "thousands of pounds",
            re.compile(r"£(\d{1,3}),000(?![\d,]|\.\d)"),
            lambda m, _x: f"{m[1]} mil o bunnau",
        ),
    ),
)
