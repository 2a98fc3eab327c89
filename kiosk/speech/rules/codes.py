"""Codes are spelled in groups: National Insurance numbers, postcodes, references, telephone numbers, addresses."""

import re
from itertools import pairwise

from kiosk.speech.lexicon import Lexicon, after, before, rule

_REF = "[2-9BCDFGHJKMNPQRTVWXYZ]{3}"
_SHORT_CODE = 3
_LONG_NUMBER = 5
_LOWERED = {0x2080 + digit: str(digit) for digit in range(10)}
_ZONES = "uk|org|com|wales|cymru|scot|net|eu|info|london|int|edu|tv|ly"


def _cut(digits: str, at: tuple[int, int]) -> list[str]:
    return [digits[: at[0]], digits[at[0] : at[1]], digits[at[1] :]]


def _phone(match: re.Match[str], lexicon: Lexicon) -> str:
    """In the groups as written; else area code first: 3 and 4 for 02, 5 and 3 for the rest."""
    shown = match[0]
    whole, _, other = shown.partition("/")
    groups = re.findall(r"\d+", whole)
    if len(groups) == 1 and groups[0].startswith("44") and "+" in shown:
        groups = ["44", *_cut(groups[0][2:], (2, 6) if groups[0][2] == "2" else (4, 7))]
    elif len(groups) == 1:
        digits = groups[0]
        cut = (3, 7) if digits.startswith("02") else (4, 7) if digits[1] in "38" else (5, 8)
        groups = _cut(digits, cut)
    plus = f"{lexicon.signs['+']} " if shown.lstrip("(").startswith("+") else ""
    last = f" {lexicon.signs['/']} {lexicon.spell(other)}" if other else ""
    return plus + lexicon.groups(*groups) + last


def _emergency(match: re.Match[str], lexicon: Lexicon) -> str:
    alone = match[0] == "999" and not after(match)[:1].islower()
    called = before(match).strip("(“‘:,").casefold() in lexicon.calling
    rest = match.string[match.end() : match.end() + 20]
    paired = re.match(r"\s\S{2,3}\s(?:999|11[129]|10[15])\b", rest)
    return lexicon.spell(match[0]) if alone or called or paired else ""


def _address(match: re.Match[str], lexicon: Lexicon) -> str:
    """An address of the net, with its signs read: ``help at example dot gov dot U. K.``."""
    shown = re.sub(r"^https?://", "", match[0].rstrip("./"))
    return " ".join(_piece(piece, lexicon) for piece in re.findall(r"[^\W\d_]+|\d+|\W|_", shown))


def _piece(piece: str, lexicon: Lexicon) -> str:
    if piece.isalpha() and (len(piece) == 1 or piece.casefold() in {"www", "uk", "pdf", "nhs", "id"}):
        return lexicon.initials(piece)
    if piece.isdigit() and (len(piece) > _SHORT_CODE or piece[0] == "0"):
        return lexicon.spell(piece)
    return lexicon.figure(piece) if piece.isdigit() else lexicon.signs.get(piece, piece)


def _code(match: re.Match[str], lexicon: Lexicon) -> str:
    """Capitals with digits: UC50, AB/1234. Short numbers keep their value; names and long words their sound."""
    return " ".join(_part(part, lexicon) for part in re.findall(r"[A-Z]+|\d+", match[0]))


def _part(part: str, lexicon: Lexicon) -> str:
    known = lexicon.capitals
    if part.isdigit():
        plain = len(part) <= _SHORT_CODE and part[0] != "0" and not re.fullmatch(r"\d0[1-9]", part)
        return lexicon.figure(part) if plain else _in_breaths(part, lexicon)
    if part in known.words:
        return known.words[part]
    word = len(part) > _SHORT_CODE and part not in known.spelled and re.search("[AEIOU]", part) is not None
    return part if word else lexicon.spell(part)


def _long_number(match: re.Match[str], lexicon: Lexicon) -> str:
    """Groups of three or four; a number of thousands, or of things, is a number."""
    digits = match[0]
    if digits[0] != "0" and (digits.endswith("000") or after(match)[:1].islower()):
        return ""
    return _in_breaths(digits, lexicon)


def _in_breaths(digits: str, lexicon: Lexicon) -> str:
    count = 1 if len(digits) <= _LONG_NUMBER else -(-len(digits) // 4)
    cuts = [round(len(digits) * i / count) for i in range(count + 1)]
    return lexicon.groups(*(digits[a:b] for a, b in pairwise(cuts)))


def _clause(match: re.Match[str], lexicon: Lexicon) -> str:
    parts = re.findall(r"\d+|[A-Za-z]+", match[0])
    return " ".join(lexicon.spell(p) if p.isalpha() else lexicon.figure(p) for p in parts)


def _version(match: re.Match[str], lexicon: Lexicon) -> str:
    return f" {lexicon.signs['.']} ".join(lexicon.figure(part) for part in match[0].split("."))


def _subscript(match: re.Match[str], lexicon: Lexicon) -> str:
    """CO₂."""
    return f"{lexicon.spell(match[1])} {lexicon.figure(match[2].translate(_LOWERED))}"


def _plate(match: re.Match[str], lexicon: Lexicon) -> str:
    """A car's number, unless a word in capitals follows a short code."""
    return "" if match[2] in lexicon.capitals.shouted else _groups(match, lexicon)


def _with_a_point(match: re.Match[str], lexicon: Lexicon) -> str:
    return f"{_part(match[1], lexicon)} {lexicon.figure(match[2])}"


def _groups(match: re.Match[str], lexicon: Lexicon) -> str:
    return lexicon.groups(*match.groups())


def _reference(match: re.Match[str], lexicon: Lexicon) -> str:
    """Three numbers are no reference of ours."""
    return "" if match[0].replace(" ", "").isdigit() and "-" not in match[0] else _groups(match, lexicon)


WRITTEN = (
    rule(
        "National Insurance number",
        r"\b([A-CEGHJ-PR-TW-Z]{2}|QQ)[ -]?(\d\d)[ -]?(\d\d)[ -]?(\d\d)[ -]?([A-D])\b",
        _groups,
        re.IGNORECASE,
    ),
    rule("reference", rf"\b({_REF})[ -]({_REF})[ -]({_REF})\b", _reference, needs="BCDFGHJKMNPQRTVWXYZ"),
    rule(
        "postcode",
        r"\b([A-Z]{1,2}\d[A-Z\d]?|[a-z]{1,2}\d[a-z\d]?)\s?(\d(?:[A-Z]{2}|(?!am|pm)[a-z]{2}))\b",
        _groups,
    ),
    rule(
        "international account number",
        r"\b[A-Z]{2}\d\d(?: [A-Z\d]{4}){3,7}(?: [A-Z\d]{1,3})?(?!\w)",
        lambda m, x: x.groups(*m[0].split()),
    ),
    rule(
        "reference in one piece",
        rf"\b(?=[A-Z]*\d)(?=\d*[A-Z])({_REF})({_REF})({_REF})\b",
        _groups,
    ),
    rule(
        "card number",
        r"(?<![\w-])(\d{4})[ -](\d{4})[ -](\d{4})[ -](\d{4})(?![\w-])",
        _groups,
    ),
    rule(
        "letters and groups of figures",
        r"\b[A-Z]{1,4}(?: \d{3,4}){2,4}(?: \d\d)?(?![\w-]|[.,]\d)",
        lambda m, x: x.groups(*m[0].split()),
    ),
    rule(
        "code in parts",
        r"\b(?=[A-Z/-]*\d)[A-Z]{1,4}(?:[/-][A-Z\d]{1,8}){2,}(?![\w/-])",
        _code,
    ),
    rule("number plate", r"\b([A-Z]{2}\d\d)\s?([A-Z]{3})\b", _plate),
    rule("NHS number", r"(?<![\w-])([1-9]\d\d) (\d{3}) (\d{4})(?![\w-])", _groups),
    rule("sort code", r"(?<![\w-])(\d\d)-(\d\d)-(\d\d)(?![\w-])", _groups),
    rule(
        "sort code with spaces",
        r"(?<![\w£.,-])(?<!\d )(\d\d) (\d\d) (\d\d)(?![\w-]| \d|[.,]\d)",
        _groups,
    ),
    rule(
        "sort code in words",
        r"(?<=[Ss]ort code )(\d\d)[ -]?(\d\d)[ -]?(\d\d)(?![\w-])",
        _groups,
    ),
)


TELEPHONES = (
    rule(
        "phone",
        r"(?<![\w£.,/-])(?:\+\d{1,2}[ -]?(?:\(0\)[ -]?)?\d(?:[ -]?\d){6,10}|\(0\d{2,4}\) ?\d{3,4}[ -]?\d{2,4}"
        r"|18001 0\d{2,4} ?\d{3,4} ?\d{3,4}|00\d\d(?:[ -]?\d){9,10}|\(0\)\d{3,4} ?\d{3} ?\d{3,4}"
        r"|0\d{2,4}[ -]\d{3,4}[ -]?\d{2,4}(?: \d\d)?|0\d{9,10}|0800 ?1111|116 ?\d{3})"
        r"(?:/\d{1,4})?(?![\w/-])",
        _phone,
    ),
    rule("short phone", r"(?<![\w£.,/-])(?:999|10[15]|11[129]|18000|159)(?![\w/:%-]|[.,]\d)", _emergency),
)

ADDRESSES = (
    rule("e-mail address", r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", _address, needs="@"),
    rule(
        "web address",
        rf"(?<![\w@.])(?:https?://)?(?:[\w-]{{1,63}}\.){{1,6}}(?:{_ZONES}|UK)\b(?:/(?:[\w/.?=&%#~+-]*[\w/=&#~+-])?)?",
        _address,
        needs=".",
    ),
)

NUMBERS = (
    rule("version", r"(?<![\w.,£])\d{1,4}(?:\.\d{1,4}){2,}(?![\w])", _version),
    rule("long number", r"(?<![\w,.£:/])(?:0\d+|\d{5,})(?![\w,:/]|\.\d)", _long_number),
    rule(
        "road",
        r"\b([ABM])(\d{3,4})\b(?!-)",
        lambda m, x: x.spell(m[0]),
    ),
    rule("subscript", r"\b([A-Z]{1,3})([₀-₉]{1,2})(?!\w)", _subscript, needs="₀₁₂₃₄₅₆₇₈₉"),
    rule("code with a point", r"\b([A-Z]{1,3})(\d{1,2}\.\d)(?![\w.])", _with_a_point, needs="."),
    rule("code", r"\b(?=[A-Z/-]*\d)(?=[\d/-]*[A-Z])[A-Z\d]+(?:[/-][A-Z\d]+)*\b", _code),
    rule("clause", r"\b\d+(?:\([\da-z]{1,4}\))+", _clause, needs="("),
    rule("flat", r"\b\d{1,4}[a-hA-H]\b", _clause),
)
