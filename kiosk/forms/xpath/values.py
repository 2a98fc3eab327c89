"""Conversions between the kinds of value, by the rules of XPath 1.0 (4.2 to 4.4) and of ODK for dates."""

import math
import re
from decimal import Decimal

from kiosk.errors import EvaluationError
from kiosk.forms.node import Node
from kiosk.forms.xpath.context import MAX_TEXT, Frame, Value
from kiosk.forms.xpath.dates import Date, from_days, read_date

NAN = float("nan")
HIDDEN: list[Node] = []
"""What a path gives when its nodes are there but none is relevant. Never changed; known by ``is``."""

_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]{1,3})?\s*")
_SHORT = 64  # characters that count as no work
_DATE = 3  # steps that reading a date takes
_EXACT = 2.0**53  # above it floats skip whole numbers


def node_text(node: Node, frame: Frame) -> str:
    """The string value of a node."""
    if not node.children and node.content is None:
        text = node.text
    else:
        parts = node.text_parts()
        frame.budget.spend(len(parts))
        text = "".join(parts)
    if len(text) > _SHORT:
        frame.budget.spend(len(text) // _SHORT)
    return text


def to_string(value: Value, frame: Frame) -> str:
    """XPath's string()."""
    if isinstance(value, str):
        if len(value) > _SHORT:
            frame.budget.spend(len(value) // _SHORT)
        return value
    if isinstance(value, list):
        return node_text(value[0], frame) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no ``.0``, no minus before zero."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < _EXACT:
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f").removesuffix(".0") if "e" in text else text.removesuffix(".0")


def text_number(text: str, frame: Frame) -> float:
    """The number that a text is; a date is its days since 1970; else NaN."""
    if len(text) > _SHORT:
        frame.budget.spend(len(text) // _SHORT)
    if _NUMBER.fullmatch(text):
        return float(text)
    if len(text) > 7 and "-" in text:  # noqa: PLR2004 - the shortest date has 8 characters
        frame.budget.spend(_DATE)
        found = read_date(text, frame.zone)
        if found is not None:
            return found.days
    return NAN


def to_number(value: Value, frame: Frame) -> float:
    """XPath's number(), with ODK's dates as days since 1970."""
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_number(value, frame)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, list):
        return text_number(node_text(value[0], frame), frame) if value else NAN
    return value.days


def to_boolean(value: Value) -> bool:
    """XPath's boolean()."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and value == value  # noqa: PLR0124 - NaN is not itself
    if isinstance(value, Date):
        return True
    return len(value) > 0


def to_date(value: Value, frame: Frame) -> Date | None:
    """The date that a value stands for: a date, a text in ISO form, or days since 1970."""
    if isinstance(value, Date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return from_days(value, frame.zone) if math.isfinite(value) else None
    text = to_string(value, frame)
    frame.budget.spend(_DATE)
    if _NUMBER.fullmatch(text):
        return from_days(float(text), frame.zone)
    return read_date(text, frame.zone)


def to_nodes(value: Value, what: str) -> list[Node]:
    """A node-set; ``what`` names the function that needs it. Raises EvaluationError for anything else."""
    if isinstance(value, list):
        return value
    raise EvaluationError(f"{what} needs a question or a list in its brackets, not a single value")


def bounded(text: str) -> str:
    """The text, unless an expression has grown it past all use. Raises EvaluationError."""
    if len(text) > MAX_TEXT:
        raise EvaluationError(f"an expression of this form makes a text longer than {MAX_TEXT} characters")
    return text
