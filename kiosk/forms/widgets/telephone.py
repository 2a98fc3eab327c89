"""A telephone number: ``+447700900123`` (E.164), shown as ``07700 900 123``; those of other countries as ``+353 …``.

An extension is kept as ``+441632960001;ext=12`` (RFC 3966), and the prefix of Relay UK, 18001 or 18002, before it.
"""

import re
from random import Random
from typing import TYPE_CHECKING

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import QuestionType, problem
from kiosk.forms.widgets.tidy import numerals, plain

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_COUNTRY = "GB"
_CODE = 44
_DIGITS = 10
"""Of a number in the United Kingdom, without its 0."""
_FIRST = frozenset("1235789")
"""What follows the 0: 01 and 02 a place, 03 07 08 and so on; no number begins with 04 or 06."""
_RELAY = re.compile(r"(1800[12])[ -]?(?=[0+(])")
_PLUS_LEFT_OUT = re.compile(r"44[1-9]\d{9}")
_EXTENSION = re.compile(
    r"[ ,;.]*(?:extension|extn|ext|estyniad|est|wewnętrzny|wewn|wew|x|#)[ .:=#]*(\d{1,7})$"
)
_EXTENSION_WORDS = {"cy": "estyniad", "pl": "wewnętrzny"}
_TWO = re.compile(r"\d.*(?:\bor\b|\bneu\b|\blub\b|\band\b|&|;|یا).*\d|\d{6}.*[,/].*\d{6}")
_CALLED = re.compile(r"^(?:tel(?:ephone)?|phone|mobile|mob|ff[oô]n|nr)[ .:]*(?=[\d+(o])")
_LONGEST = 40


def parse(raw: Raw, question: Question) -> str | Problem:
    """The number with its country, whatever stands between its digits."""
    text = _CALLED.sub("", plain(raw).lower())
    if len(text) > _LONGEST or _TWO.search(text):
        return problem("telephone.two" if _TWO.search(text[:200]) else "telephone.long", question)
    relay = _RELAY.match(text)
    text = text[relay.end() :] if relay else text
    extension = _EXTENSION.search(text)
    text = text[: extension.start()] if extension else text
    found = _read(numerals(text.upper()))
    if isinstance(found, str):
        return problem(f"telephone.{found}", question)
    stored = f"+{found.country_code}{'0' * _zeros(found)}{found.national_number}"
    return f"{relay[1] + ' ' if relay else ''}{stored}{';ext=' + extension[1] if extension else ''}"


def _zeros(found: "PhoneNumber") -> int:
    return (found.number_of_leading_zeros or 1) if found.italian_leading_zero else 0


def _read(text: str) -> "PhoneNumber | str":
    """The number, or what is wrong with it."""
    import phonenumbers  # noqa: PLC0415 the first paint does not wait for it

    if re.search(r"[^\d\s+()\[\]\-./]", text):
        return "letters"
    bare = re.sub(r"\D", "", text)
    try:
        found = phonenumbers.parse(f"+{bare}" if _PLUS_LEFT_OUT.fullmatch(bare) else text, _COUNTRY)
    except phonenumbers.NumberParseException as error:
        codes = {error.INVALID_COUNTRY_CODE: "country", error.TOO_LONG: "long"}
        return codes.get(error.error_type, "short")
    if found.country_code == _CODE:
        wrong = _wrong_at_home(
            str(found.national_number), valid=phonenumbers.is_valid_number(found), typed=text
        )
        return wrong or found
    length = phonenumbers.ValidationResult
    wrong = {length.TOO_LONG: "long", length.TOO_SHORT: "short", length.INVALID_LENGTH: "short"}.get(
        phonenumbers.is_possible_number_with_reason(found), ""
    )
    return wrong or ("area" if not phonenumbers.is_possible_number(found) else found)


def _wrong_at_home(digits: str, *, valid: bool, typed: str) -> str:
    """What is wrong in the United Kingdom. A number of the right length is taken: new ones come every month."""
    if valid:
        return ""
    if len(digits) > _DIGITS:
        return "long"
    if len(digits) == _DIGITS:
        return "" if digits[0] in _FIRST else "start"
    local = re.sub(r"\D", "", typed)
    if len(local) > _DIGITS:
        return "start"
    return "area" if local[:1] not in {"", "0"} and "+" not in typed else "short"


def _parts(stored: str) -> tuple[str, str, str]:
    """Relay prefix, number, extension."""
    rest, _, extension = stored.partition(";ext=")
    relay, _, digits = rest.rpartition(" ")
    return relay, digits, extension


def edit(stored: str) -> Raw:
    """As people here write it: ``07700 900 123``, ``01632 960 001 ext 12``, ``+353 1 234 5678``."""
    return _written(stored, "ext")


def _written(stored: str, extension_word: str) -> str:
    import phonenumbers  # noqa: PLC0415 the first paint does not wait for it

    relay, digits, extension = _parts(stored)
    try:
        found = phonenumbers.parse(digits, _COUNTRY)
    except phonenumbers.NumberParseException:
        return stored
    home = found.country_code == _CODE
    way = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(found, way.NATIONAL if home else way.INTERNATIONAL)
    shown = " ".join(re.findall(r"\+?\d+", shown))
    shown = re.sub(r"(?<=\d )(\d{3})(\d{3})$", r"\1 \2", shown) if home else shown
    return " ".join(filter(None, (relay, shown, f"{extension_word} {extension}" if extension else "")))


def show(stored: str, _question: Question, language: str) -> str:
    """The same, in the groups that it is said in."""
    return _written(stored, _EXTENSION_WORDS.get(language, "ext"))


def plausible(random: Random, _question: Question) -> Raw:
    """A number kept for drama, so nobody's, as people write it."""
    return random.choice(
        ["07700 900123", "01632 960 001", "029 2018 0391", "+44 7700 900 456", "0113-496-0101"]
    )


TELEPHONE = QuestionType(
    "text",
    "telephone",
    parse,
    edit,
    show,
    plausible,
    required="required.telephone",
    hint="hint.telephone",
)
