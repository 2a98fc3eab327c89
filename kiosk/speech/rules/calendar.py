"""Dates, months, years, decades."""

import re

from kiosk.speech.lexicon import Lexicon, after, before, rule

_ORDINAL = r"(?:st|nd|rd|th|af|il|ail|ydd|edd|ed|fed|eg|ain)?"
_MONTH = r"(?P<month>[A-Z][a-z]{2,10})\b(?:\.(?=,?\s\d))?"
_COUNTED = re.compile(
    r"(?:people|children|men|women|staff|pob[ol]|blant|osób|[a-z]{3,}[^siu\W]s|لوگ|افراد|گھر|k[gm]|m|cm|words?|geiriau|"
    r"punt|funt\w*|o)\b"
)
_STREET = re.compile(
    r"\s(?:[A-Z][\w’'-]+\s){1,3}(?:St|Street|Rd|Road|Ave|Avenue|Lane|Close|Drive|Court|Way|Place|Crescent|"
    r"Terrace|Square|Gardens|Stryd|Heol|Ffordd)\b"
)
_IN_A_STREET = re.compile(_STREET.pattern.replace("{1,3}", "{0,2}"))
"""After "4 May": a house in May Street."""
_NOT_YEARS = frozenset(
    {"no.", "no", "number", "room", "flat", "pin", "code", "extension", "ext.", "rhif", "nr"}
)


def dated(lexicon: Lexicon, day: str, month: int, year: str) -> str:
    """The day of the month in words, or "" when there is no such day."""
    if not (0 < int(day) < len(lexicon.days) and 0 < month < len(lexicon.months)):
        return ""
    read = lexicon.date.format(day=lexicon.days[int(day)], month=lexicon.months[month])
    return f"{read} {lexicon.year(_full_year(year))}" if year else read


def in_own_words(match: re.Match[str], lexicon: Lexicon) -> str:
    """The same for a language's own rule, whose month is written as its dates read it: "5 maja", "27ain o Fawrth"."""
    return dated(lexicon, match["day"], lexicon.months.index(match["month"]), match["year"] or "")


def _full_year(year: str) -> int:
    """Two digits are a year from 1950 to 2049."""
    if len(year) > 2:  # noqa: PLR2004  two digits
        return int(year)
    return int(year) + (2000 if int(year) < 50 else 1900)  # noqa: PLR2004  the docstring's rule


def _month(name: str, lexicon: Lexicon) -> int:
    short = name.casefold()
    return next((i for i, known in enumerate(lexicon.month_names) if i and known.startswith(short)), 0)


def _written_date(match: re.Match[str], lexicon: Lexicon) -> str:
    if not match["year"] and _IN_A_STREET.match(match.string[match.end() : match.end() + 60]):
        return ""
    year = (match["year"] or "").lstrip("’'")
    return dated(lexicon, match["day"], _month(match["month"], lexicon), year)


def _days_of_a_month(match: re.Match[str], lexicon: Lexicon) -> str:
    return _days(match, lexicon, _month(match["month"], lexicon))


def days_in_own_words(match: re.Match[str], lexicon: Lexicon) -> str:
    """The same for a language's own rule, whose month is written as its dates read it: "1–5 maja"."""
    return _days(match, lexicon, lexicon.months.index(match["month"]))


def _days(match: re.Match[str], lexicon: Lexicon, month: int) -> str:
    last = dated(lexicon, match["day"], month, match["year"] or "")
    if not last or not 0 < int(match["first"]) < int(match["day"]):
        return ""
    begin = dated(lexicon, match["first"], month, "").split(f" {lexicon.months[month]}")[0]
    return f"{begin.removesuffix(' of').removesuffix(' o')} {lexicon.until} {last}"


def _month_and_year(match: re.Match[str], lexicon: Lexicon) -> str:
    month = _month(match["month"], lexicon)
    return _of_a_year(month, match["year"].lstrip("’'"), lexicon) if month else ""


def _of_a_year(month: int, year: str, lexicon: Lexicon) -> str:
    return f"{lexicon.month_names[month].capitalize()} {lexicon.year(_full_year(year))}"


def _year(match: re.Match[str], lexicon: Lexicon) -> str:
    """A year, unless it counts something, stands in a street, or is some other number."""
    rest = match.string[match.end() : match.end() + 60]
    if (
        before(match).casefold().strip("(") in _NOT_YEARS
        or _STREET.match(rest)
        or _COUNTED.match(after(match))
    ):
        return ""
    return lexicon.year(int(match[0]))


def _years(match: re.Match[str], lexicon: Lexicon) -> str:
    first, last = int(match[1]), match[2]
    if len(last) > 2:  # noqa: PLR2004  two digits of a year
        return lexicon.between(lexicon.year(first), lexicon.year(int(last))) if first < int(last) else ""
    end = lexicon.year(first // 100 * 100 + int(last)) if last[0] == "0" else lexicon.figure(last)
    return lexicon.between(lexicon.year(first), end)


def _old_year(match: re.Match[str], lexicon: Lexicon) -> str:
    dated_before = before(match).casefold() in {"in", "since", "year", "yn", "ym", "ers", "roku"}
    return lexicon.year(int(match[0])) if dated_before and not _COUNTED.match(after(match)) else ""


def _boxes(match: re.Match[str], lexicon: Lexicon) -> str:
    """A date as it goes into three boxes: each figure by itself."""
    day, month, year = match.groups()
    if not dated(lexicon, day, int(month), year):
        return ""
    return ", ".join((lexicon.figure(day), lexicon.figure(month), lexicon.year(int(year))))


RULES = (
    rule(
        "date in boxes",
        r"(?<![\w£.,/-])(\d{1,2}) (\d{1,2}) ((?:19|20)\d\d)(?![\w/-]| \d|[.,]\d)",
        _boxes,
    ),
    rule(
        "ISO date",
        r"(?<![\w/-])(\d{4})([/-])(\d\d)\2(\d\d)(?![\w/-])",
        lambda m, x: dated(x, m[4], int(m[3]), m[1]),
        needs="-/",
    ),
    rule(
        "month in figures",
        r"(?<![\w/.-])(0[1-9]|1[0-2])/((?:19|20)\d\d)(?![\w/])",
        lambda m, x: _of_a_year(int(m[1]), m[2], x),
        needs="/",
    ),
    rule(
        "date",
        r"(?<![\w/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/]|-(?!\d{1,2}/\d{1,2}/))",
        lambda m, x: dated(x, m[1], int(m[3]), m[4]),
    ),
    rule(
        "days of a month",
        rf"\b(?P<first>\d{{1,2}}){_ORDINAL}\s?[–-]\s?(?P<day>\d{{1,2}}){_ORDINAL}\s(?:of |o )?"
        rf"{_MONTH}(?:,?\s(?P<year>\d{{4}})\b)?",
        _days_of_a_month,
        needs="–-",
    ),
    rule(
        "written date",
        rf"\b(?:(?:[Tt]he|yr?|Yr?)\s)?(?P<day>\d{{1,2}}){_ORDINAL}\s(?:of |o )?{_MONTH}"
        r"(?:,?\s(?P<year>\d{4}|[’']\d\d)\b)?",
        _written_date,
    ),
    rule(
        "date, month first",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}}){_ORDINAL}"
        r"(?:,\s(?P<year>\d{4})\b|(?=$|[.,;)]\s|[.,;)]$))",
        _written_date,
    ),
)

YEARS = (
    rule(
        "month and year",
        rf"\b{_MONTH}\s(?P<year>(?:19|20)\d\d|[’']\d\d)\b(?![/–-]\d)",
        _month_and_year,
    ),
    rule(
        "years",
        r"(?<![\w£.,/-])((?:1[89]|20)\d\d)\s?[/–-]\s?((?:19|20)\d\d|\d\d)(?![\w/-]|[.,:]\d)",
        _years,
        needs="/–-",
    ),
    rule("year", r"(?<![\w£$€.,/:@-])(?:19|20)\d\d(?![\w/:%°²-]|[.,]\d|\s?[x×]\s?\d)", _year),
    rule("old year", r"(?<![\w£$€.,/:@-])1[0-8]\d\d(?![\w/:%°²–-]|[.,]\d)", _old_year),
)
