"""Times of the day."""

import re

from kiosk.speech.lexicon import Lexicon, rule

_HALF = r"\s?(?P<half>[ap]\.?m\.?)(?!\w)"


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
    """The half of the day may stand once, at the end: 9 to 5pm begins in the morning, since it begins later."""
    first, last = _hour(match, "from", "from_half"), _hour(match, "hour", "half")
    if min(first, last) < 0:
        return ""
    if not match["from_half"] and first > last:
        first -= 12
    begin = lexicon.clock(first % 24, int(match["from_minute"] or 0))
    return lexicon.between(begin, lexicon.clock(last, int(match["minute"] or 0)))


RULES = (
    rule(
        "opening hours",
        r"(?<![\w£.,:])(?P<from>\d{1,2})(?:[:.](?P<from_minute>[0-5]\d))?\s?(?P<from_half>[ap]\.?m\.?)?\s?(?:[-–]|to\b)\s?"
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{_HALF}",
        _opening_hours,
        re.IGNORECASE,
        needs="mM",
    ),
    rule(
        "time",
        rf"(?<![\w£.,:])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{_HALF}",
        _half_day,
        re.IGNORECASE,
        needs="mM",
    ),
    rule(
        "24-hour time",
        r"(?<![\w:.,])([01]?\d|2[0-3]|24(?=:00)):([0-5]\d)(?![\w:])(?:\s?(?:hrs|hours)\b)?",
        lambda m, x: x.clock(int(m[1]) % 24, int(m[2])),
        needs=":",
    ),
    rule(
        "24-hour time with a stop",
        r"(?=[012])(?:(?<=\bat )|(?<=\bfrom )|(?<=\buntil )|(?<=\bam ))(0\d|1\d|2[0-3])\.([0-5]\d)(?![\w.%£]|\s?[a-z])",
        lambda m, x: x.clock(int(m[1]), int(m[2])),
    ),
)
