"""Words that are not read as they are written: joined by a slash, in capitals, single letters, Roman numerals."""

import re

from kiosk.speech.lexicon import Lexicon, after, before, rule

_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_SURELY_ROMAN = re.compile("I{2,3}|VI{2,3}|XI{1,3}|XIV|XVI{1,3}")
_SHORT = 3
_HARD = re.compile(
    "(?!(?:GHT|[NRLDGP]TH|[RSN]ST|ST[RS]|THR|CHR|SCR|SP[RL]|SHR|SCH|[NTRL]CH|[NRL][TDKM]S|[NC]KS|NGS|NDR|MPT|MPL|FFR|DDR))"
    "[BCDFGHJKLMNPQRSTVXZ]{3}"
)
"""Three consonants that no word of up to five letters has side by side."""
_VOWEL = re.compile("[AEIOUYÂÊÎÔÛŴŶĄĘÓ]")


def _roman(numeral: str) -> int:
    found = _ROMAN.fullmatch(numeral)
    return len(found[1]) * 10 + _ROMAN_ONES.index(found[2]) if found else 0


def _ordinal_of_a_ruler(match: re.Match[str], lexicon: Lexicon) -> str:
    ordinal, number = lexicon.rulers.get(match[1]), _roman(match[2])
    if not ordinal or not number or (match[2] == "I" and after(match)[:1].islower()):
        return ""
    return f"{match[1]} {ordinal(number)}"


def _goes_on(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a word follows of which "I" may be the subject."""
    then = after(match)
    return then[:1].islower() and then not in {lexicon.either, lexicon.both, lexicon.to}


def _numbered(match: re.Match[str], lexicon: Lexicon) -> str:
    word, number = match[1], _roman(match[2])
    if (
        word.casefold() not in lexicon.numbered
        or not number
        or (match[2] == "I" and _goes_on(match, lexicon))
    ):
        return ""
    return f"{match[0][: match.start(2) - match.start()].rstrip()} {lexicon.figure(str(number))}"


def _shouting(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a plain word in capitals stands right beside it, so that both are said with force."""
    sides = (before(match).lstrip("“‘(\"'"), after(match).rstrip("\"'.,;:!?)”’"))
    return any(
        len(side) > 1 and side.isalpha() and side.isupper() and _plain(side, lexicon) for side in sides
    )


def _plain(word: str, lexicon: Lexicon) -> bool:
    known = lexicon.capitals
    if word in known.words or word in known.spelled:
        return False
    return word in known.shouted or (len(word) > _SHORT and _VOWEL.search(word) is not None)


def _capitals(match: re.Match[str], lexicon: Lexicon) -> str:
    """NHS by its letters, PIN as a word, DO NOT as the plain words they are."""
    word, known = match[1], lexicon.capitals
    mark = match[2] or ""
    if not word.isupper():
        return ""
    if _SURELY_ROMAN.fullmatch(word) and not mark:
        return lexicon.figure(str(_roman(word)))
    meant = known.words.get(word) or lexicon.abbreviations.get(word)
    if meant:
        return meant + mark
    if word in known.shouted or (
        _shouting(match, lexicon) and word not in known.spelled and _VOWEL.search(word)
    ):
        return "" if mark else word.lower()
    if word in known.spelled or len(word) <= _SHORT or _HARD.search(word) or not _VOWEL.search(word):
        plural = mark in {"s", "’s", "'s"} and (len(word) == len("UK") or not _VOWEL.search(word))
        return "" if plural else lexicon.initials(word) + mark
    return "" if mark else word.lower()


def _letter(match: re.Match[str], lexicon: Lexicon) -> str:
    """A capital alone is a letter, unless it is a word of the language: then only after a word such as Flat."""
    letter = match[0]
    then = re.match(r"[,;]?\s+(\S+)", match.string[match.end() : match.end() + 20])
    sides = (before(match).strip("(“‘,;"), then[1].strip(",.)”’;") if then else "")
    label = sides[0].casefold() in lexicon.labels or any(len(s) == 1 and s.isupper() for s in sides)
    if letter.islower():
        return f"{letter.upper()}." if label and letter not in lexicon.little else ""
    return f"{letter}." if label or letter not in lexicon.little else ""


def _either(match: re.Match[str], lexicon: Lexicon) -> str:
    """Words between slashes are a choice: he or she."""
    shown = match[0].split("/")
    if all(part in lexicon.weekdays for part in shown):
        return ", ".join(lexicon.weekdays[part] for part in shown)
    parts = [lexicon.abbreviations.get(part, part) for part in shown]
    if lexicon.abbreviations.get(match[0]) or all(part.isupper() and len(part) > 1 for part in parts):
        return lexicon.abbreviations.get(
            match[0], f" {lexicon.either} ".join(lexicon.initials(p) for p in parts)
        )
    return f" {lexicon.either} ".join(parts)


def _either_letter(match: re.Match[str], lexicon: Lexicon) -> str:
    return "" if match[0] in lexicon.abbreviations else f"{match[1]}. {lexicon.either} {match[2]}."


def _letters_and(match: re.Match[str], lexicon: Lexicon) -> str:
    return f"{match[1]}. {lexicon.both} {match[2]}."


def _from_and_to(match: re.Match[str], lexicon: Lexicon) -> str:
    """Two days, two months or two letters with a dash between them."""
    first, last = (_day_or_month(name, lexicon) for name in match.groups())
    return lexicon.between(first, last) if first and last else ""


def _day_or_month(name: str, lexicon: Lexicon) -> str:
    if len(name) == 1:
        return f"{name}."
    if name in lexicon.weekdays or name in lexicon.weekdays.values():
        return lexicon.weekdays.get(name, name)
    months = (month.capitalize() for month in lexicon.month_names if month)
    return next((month for month in months if len(name) >= _SHORT and month.startswith(name)), "")


def _weekday(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.weekdays.get(match[1], "")


JOINED = (
    rule("and or", r"\b(and|a|i|اور)\s?/\s?(or|neu|lub|یا)\b", lambda m, _x: f"{m[1]} {m[2]}", needs="/"),
    rule(
        "little Roman numeral",
        r"(?<=\()(i{1,3}|iv|vi{0,3}|ix|x)(?=\))",
        lambda m, x: x.figure(str(_roman(m[1].upper()))),
        needs="(",
    ),
    rule(
        "days from and to", r"\b([A-Z][^\W\d_A-Z]*)\s?[–-]\s?([A-Z][^\W\d_A-Z]*)\b(?![\w’'-])", _from_and_to
    ),
    rule("letters and", r"(?<![\w&])([A-Z])\s?&\s?([A-Z])(?![\w&])", _letters_and, needs="&"),
    rule("choice of letters", r"(?<![\w/.])([A-Z])/([A-Z])(?![\w/])", _either_letter, needs="/"),
    rule(
        "letter in brackets",
        r"(?<![\w)])\(([a-hj-uwyz])\)",
        lambda m, x: f"({x.spell(m[1])})",
        needs="(",
    ),
    rule(
        "choice of words",
        r"(?<![\w/.:@-])[^\W\d_]{2,}(?:/[^\W\d_]{2,})+(?![\w/.@-]*[/@]|\.\w|-)",
        _either,
        needs="/",
    ),
    rule("either", r"(?<=[^\W\d_])\s/\s(?=[^\W\d_])", lambda _m, x: x.either, needs="/"),
    rule(
        "weekday",
        r"\b([A-Z][a-zźśń]{1,4})\b\.?(?=\s?[–-]\s?[A-Z\d]|\s\d|,\s?\d|\s(?:to|and|or|i|a|neu|&)\s[A-Z]|:(?:\s\d|$)|[,.;)]|$)",
        _weekday,
    ),
    rule("words from and to", r"(?<=[^\W\d_])–(?=[^\W_])", lambda _m, x: x.to, needs="–"),
    rule(
        "dates from and to",
        r"(?:(?<=\d)|(?<=[a-z]))\s–\s(?=\d{1,2}(?:st|nd|rd|th)?\s[A-Z])",
        lambda _m, x: x.until,
    ),
)

RULES = (
    rule("ruler", r"\b([^\W\d_]+) ([IVX]{1,6})\b(?![\w’'-])", _ordinal_of_a_ruler, needs="IVX"),
    rule("Roman numeral", r"\b(\w+)(?:\s|-)([IVX]{1,6})\b(?![\w’'.]\w)", _numbered, needs="IVX"),
    rule("letter", r"(?<![\w’'.&@/-])[^\W\d_](?![\w’'&@/-]|\.\w)", _letter),
    rule("capitals", r"(?<![\w’'&@.-])([^\W\d_a-z]{2,5})(s|’s|'s|’|')?(?![\w’'&@]|[.-]\w)", _capitals),
    rule(
        "shouted words",
        r"(?<![\w’'&@.-])([^\W\d_a-z]{6,})(?![\w’'&@]|[.-]\w)",
        lambda m, _x: m[1].lower() if m[1].isupper() else "",
    ),
)
