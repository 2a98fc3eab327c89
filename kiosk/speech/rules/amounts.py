"""Amounts: units, fractions, ranges, signs before a figure, and plain numbers."""

import re

from kiosk.speech.lexicon import Lexicon, after, names, rule

_SYMBOLS = names(
    "kWh kW km/h kph mph mya km² m² cm² m³ km2 m2 m3 kg mg ml cm mm km ft lbs lb oz litres litre hrs hr mins min secs "
    "sec GB MB KB °C °F ° g m l L W V t"
)
_UNIT = "|".join(("sq m", "sq ft", *map(re.escape, _SYMBOLS)))
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅕": "1/5"}
_MANY = re.compile(r"(?:people|children|[a-z]{3,}[^siu\W]s)\b")


def _unit(match: re.Match[str], lexicon: Lexicon) -> str:
    """2.5m of people are millions; of anything else, metres."""
    if match[2] == "m" and _MANY.match(after(match)):
        return f"{lexicon.figure(match[1])} {lexicon.multiples['million'].split()[0]}"
    count = lexicon.units.get(match[2]) or lexicon.units.get(match[2].casefold())
    return count(match[1].replace(",", "")) if count else ""


def _fraction(match: re.Match[str], lexicon: Lexicon) -> str:
    whole, shown = match[1], match[2]
    known = lexicon.fractions.get(_VULGAR.get(shown, shown))
    if not known:
        return ""
    return f"{lexicon.figure(whole)} {known[1]}" if whole else known[0]


def _per_unit(match: re.Match[str], lexicon: Lexicon) -> str:
    count = lexicon.units.get(match[1])
    return f"{lexicon.per} {count('1').partition(' ')[2]}" if count else ""


def _so_many(match: re.Match[str], lexicon: Lexicon) -> str:
    """2 x bags are two bags."""
    return lexicon.figure(match[1])


def _ratio(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.between(lexicon.figure(match[1]), lexicon.figure(match[2]))


def _apart(match: re.Match[str], lexicon: Lexicon) -> str:
    """24/7."""
    return f"{lexicon.figure(match[1])} {lexicon.figure(match[2])}"


def _over(match: re.Match[str], lexicon: Lexicon) -> str:
    return f"{lexicon.figure(match[1])} {lexicon.signs['/']} {lexicon.figure(match[2])}"


def _number(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.number(match[0].replace(",", ""), after(match).strip(".,;:!?)”’"))


RULES = (
    rule("fraction", r"(?<![\w/.,£])(?:(\d+)\s?)?([½¼¾⅓⅔⅛⅕])", _fraction, needs="½¼¾⅓⅔⅛⅕"),
    rule("fraction in figures", r"(?<![\w/.,£:-])(?:(\d+) )?(\d/\d)(?![\w/%-])", _fraction),
    rule(
        "percentage",
        rf"(?<![\w£.,])({_FIGURE})\s?%(?!\w)",
        lambda m, x: f"{x.figure(m[1])} {x.percent}",
        needs="%",
    ),
    rule("unit", rf"(?:(?<![\w£.,/:])|(?<=\d[x×]))({_FIGURE})[\s\u202f]?({_UNIT})(?![\w²³/’'])", _unit),
    rule("unit in capitals", rf"(?<![\w£.,/:])({_FIGURE})\s?(KG|Kg|MPH|CM|MM|KM|ML)(?!\w)", _unit),
    rule("per unit", r"(?<=[\dp])/(kg|g|km|m|l|litre|min|hr|kWh)\b", _per_unit, needs="/"),
    rule("so many", r"(?<![\w£.,])(\d{1,3})\s?[x×](?=\s[a-z]{3,}s\b)", _so_many, needs="x×"),
    rule(
        "times", r"(?<![\w£.,])(\d{1,3})x\b(?!\s?\d)", lambda m, x: f"{x.figure(m[1])} {x.times}", needs="x"
    ),
    rule(
        "by",
        r"(?=[\sx×])(?:(?<=\d)|(?<=\dm)|(?<=\d[cmk]m)|(?<=\d m)|(?<=\d [cmk]m)|(?<=\dft)|(?<=\d ft))\s?[x×]\s?(?=\d)",
        lambda _m, x: x.by,
        needs="x×",
    ),
    rule(
        "per",
        r"(?<=[\dpk])\s?/\s?(?=(?:week|wk|month|mth|year|yr|hour|hr|day|night|person|mile|"
        r"tydzień|miesiąc|rok|dzień|osobę|godzinę|ہفتہ|مہینہ|ماہ|سال|دن|گھنٹہ|شخص)\b)",
        lambda _m, x: x.per,
        needs="/",
    ),
    rule(
        "from and to",
        r"(?=[\s–—-])(?:(?<=[\d%°½])|(?<=\d[apmgkhCF])|(?<=\d[apckm]m)|(?<=\dkg))\s?(?:–|-|—)\s?(?=£?\d)",
        lambda _m, x: x.to,
        needs="–-—",
    ),
    rule("ratio", r"(?<![\w:.,£])(\d{1,3}):(\d|\d{3,5})(?![\w:.])", _ratio, needs=":"),
    rule("round the clock", r"\b(24|50)/(7|50)\b", _apart, needs="/"),
    rule("over", r"(?<![\w/.,£-])(\d{1,4})/(\d{1,4})(?![\w/-]|[.,]\d)", _over, needs="/"),
    rule("either sum", r"(?<=\d)\s?/\s?(?=£)", lambda _m, x: x.either, needs="/"),
    rule("minus", r"(?<![\w)£%.–-])[-−–](?=£?\d)", lambda _m, x: x.minus, needs="-−–"),
    rule("and more", r"(?<=\d)\+(?!\w)", lambda _m, x: x.signs["+"], needs="+"),
)

NUMBERS = (
    rule("number", rf"(?:(?<![\w£.,/:@])|(?<=\d[x×]))(?:{_FIGURE})(?:(?=[x×]\d)|(?![\w/:@]))", _number),
)
"""The last of all: a figure that nothing else was found for."""
