"""What an answer must be: the builder's schema and options as an XForm constraint, and the words when it is not."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import re2

from kiosk.forms.readers.digital_form_builder.comparing import NUMBER
from kiosk.forms.readers.digital_form_builder.pairing import Both
from kiosk.forms.readers.digital_form_builder.phrases import phrase
from kiosk.forms.readers.json_document import Json
from kiosk.forms.readers.xform_writer import NOTHING, Said, literal

LONGEST_NUMBER = 15  # digits
MOST_COUNTED = 1_000  # what RE2 counts up to
REQUIRED = ("any.required", "string.empty", "number.base", "dayMonthYear", "any.empty", "array.base")
BROKEN = (
    *("string.pattern.base", "string.regex.base", "string.email", "string.uri", "string.max", "string.min"),
    *("string.length", "number.max", "number.min", "number.integer", "date.max", "date.min", "maxWords"),
)
ONE_FOR_ALL = "customValidationMessage"  # of version 1
EMAIL = r"^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$"
PHONE = r"^[0-9\s+().#/-]{5,40}$"
WEBSITE = r"^(https?://)?[^\s/]+\.[^\s]+$"
GRID = r"^[A-Za-z]{2}\s*(\d\s*){4,10}$"
Label = Callable[[Both], Said]


@dataclass(frozen=True)
class Rule:
    """A constraint and its words; ``untold`` names what could not be taken over, ``loose`` a pattern without ends."""

    constraint: str = ""
    message: Said = field(default_factory=dict)
    untold: str = ""
    loose: str = ""


def rule(component: Both, kind: str, languages: tuple[str, ...], label: Label) -> Rule:
    """The rule for one component. ``kind`` is as in fields.py, or email, phone, website, grid."""
    made = [one for one in _rules(component.first, kind, languages) if one.constraint or one.untold]
    own = _own(component, BROKEN, label)
    message = own or next((one.message for one in made if one.message), NOTHING)
    constraints = [one.constraint for one in made if one.constraint]
    loose = next((one.loose for one in made if one.loose), "")
    return Rule(
        " and ".join(constraints), message, "; ".join(one.untold for one in made if one.untold), loose
    )


def required_message(component: Both, label: Label) -> Said:
    """The author's words for an answer that is missing."""
    return _own(component, REQUIRED, label)


def _own(component: Both, keys: tuple[str, ...], label: Label) -> Said:
    written = component.get("options").get("customValidationMessages")
    for key in keys:
        one = Both(written.first.get(key), written.other.get(key) if written.other else None)
        if one.first.value and "{" not in str(one.first.value):
            return label(one)
    return label(component.get("options").get(ONE_FOR_ALL)) if keys is BROKEN else NOTHING


def _rules(component: Json, kind: str, languages: tuple[str, ...]) -> list[Rule]:
    schema, options = component.get("schema"), component.get("options")
    low, high = schema.text("min"), schema.text("max")
    if kind == "number":
        return [_range(".", low, high, "number", languages)]
    if kind == "date":
        return [_days(options, languages)]
    if kind == "choices":
        return [_range("count-selected(.)", low, high, "choices", languages)]
    if kind in ("yes_no", "choice", "many"):
        return []
    exact = schema.text("length")
    patterns = {"email": EMAIL, "phone": PHONE, "website": WEBSITE, "grid": GRID}
    made = [_range("string-length(.)", exact or low, exact or high, "text", languages)]
    if written := schema.text("regex"):
        made.append(_pattern(written, languages))
    if kind in patterns and not any(one.constraint and "regex" in one.constraint for one in made):
        made.append(Rule(f"regex(., {literal(patterns[kind])})", phrase(kind, languages)))
    if words := options.text("maxWords"):
        made.append(_words(words, languages))
    return made


def _range(what: str, low: str, high: str, key: str, languages: tuple[str, ...]) -> Rule:
    low, high = (text if _is_number(text) else "" for text in (low, high))
    parts = ([f"{what} >= {low}"] if low else []) + ([f"{what} <= {high}"] if high else [])
    if not parts:
        return Rule()
    which = "range" if low and high else "least" if low else "most"
    return Rule(" and ".join(parts), phrase(f"{key}.{which}", languages, low=low, high=high))


def _days(options: Json, languages: tuple[str, ...]) -> Rule:
    past, future = options.text("maxDaysInPast"), options.text("maxDaysInFuture")
    parts = []
    if _is_number(past):
        parts.append(f"decimal-date-time(.) >= decimal-date-time(today()) - {past}")
    if _is_number(future):
        parts.append(f"decimal-date-time(.) <= decimal-date-time(today()) + {future}")
    return Rule(" and ".join(parts), phrase("date.range", languages)) if parts else Rule()


def _pattern(written: str, languages: tuple[str, ...]) -> Rule:
    """The builder finds a pattern anywhere in an answer; here it is held against the whole of it."""
    pattern = written if _anchored(written) else rf"^[\s\S]*(?:{written})[\s\S]*$"
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return Rule(untold=f"the pattern “{written[:60]}” is of a kind that is not known here")
    loose = "" if pattern == written else written
    return Rule(f"regex(., {literal(pattern)})", phrase("pattern", languages), loose=loose)


def _words(most: str, languages: tuple[str, ...]) -> Rule:
    if not most.isdecimal() or not 0 < int(most) <= MOST_COUNTED:
        return Rule(untold=f"“maxWords” is {most}")
    pattern = rf"^\s*(\S+\s+){{0,{int(most) - 1}}}\S*\s*$"
    return Rule(f"regex(., '{pattern}')", phrase("words.most", languages, high=most))


def _anchored(pattern: str) -> bool:
    """Whether it can only match the whole: ^ and $ at its ends, and no alternative outside all brackets."""
    if not pattern.startswith("^") or not pattern.endswith("$") or pattern.endswith(r"\$"):
        return False
    bare = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    depth = 0
    for letter in bare:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            return False
    return True


def _is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and len(text) <= LONGEST_NUMBER
