"""The comparisons of XPath 1.0 (3.4), with dates compared as dates."""

import operator
from collections.abc import Callable, Iterable

from kiosk.forms.node import Node
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.dates import Date, read_date
from kiosk.forms.xpath.values import HIDDEN, node_text, text_number, to_boolean, to_number, to_string

Comparison = Callable[[Value, Value, Frame], bool]


def equal(left: Value, right: Value, frame: Frame) -> bool:
    """``=``: node-sets are equal to anything that one of their nodes equals."""
    left, right = _read(left), _read(right)
    if isinstance(right, list):
        left, right = right, left
    if not isinstance(left, list):
        return _same(left, right, frame)
    if isinstance(right, bool):
        return bool(left) is right
    if isinstance(right, list):
        texts = _texts(right, frame)
        return any(node_text(node, frame) in texts for node in left)
    if isinstance(right, str):
        return any(node_text(node, frame) == right for node in left)
    return any(_same(node_text(node, frame), right, frame) for node in left)


def unequal(left: Value, right: Value, frame: Frame) -> bool:
    """``!=``: not the opposite of ``=`` for node-sets."""
    left, right = _read(left), _read(right)
    if isinstance(right, list):
        left, right = right, left
    if not isinstance(left, list):
        return not _same(left, right, frame)
    if isinstance(right, bool):
        return bool(left) is not right
    if isinstance(right, list):
        lefts, rights = _texts(left, frame), _texts(right, frame)
        return bool(lefts and rights) and (len(lefts) > 1 or len(rights) > 1 or lefts != rights)
    return any(not _same(node_text(node, frame), right, frame) for node in left)


def _read(value: Value) -> Value:
    """A question that is there but not relevant compares as "" (ODK Collect); one that is not there does not."""
    return "" if value is HIDDEN else value


def _texts(nodes: list[Node], frame: Frame) -> set[str]:
    frame.budget.spend(len(nodes))
    return {node_text(node, frame) for node in nodes}


def _same(left: Value, right: Value, frame: Frame) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) is to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, frame) == to_number(right, frame)
    if isinstance(left, Date) or isinstance(right, Date):
        first, second = _date(left, frame), _date(right, frame)
        return first is not None and second is not None and first.at == second.at
    return to_string(left, frame) == to_string(right, frame)


def _date(value: Value, frame: Frame) -> Date | None:
    return value if isinstance(value, Date) else read_date(to_string(value, frame), frame.zone)


def ordering(compare: Callable[[float, float], bool], *, less: bool) -> Comparison:
    """The comparison for one of < <= > >=; ``less`` for the first two."""

    def apply(left: Value, right: Value, frame: Frame) -> bool:
        # One node, the usual case, compares as its text.
        if isinstance(left, list) and len(left) == 1:
            left = node_text(left[0], frame)
        if isinstance(right, list) and len(right) == 1:
            right = node_text(right[0], frame)
        if not isinstance(left, list) and not isinstance(right, list):
            return compare(*_measures(left, right, frame))
        if isinstance(left, list) and isinstance(right, list):
            # Some pair is in order exactly when the extremes are: linear where pairs would be quadratic.
            lefts, rights = _numbers(left, frame), _numbers(right, frame)
            if not lefts or not rights:
                return False
            return compare(min(lefts), max(rights)) if less else compare(max(lefts), min(rights))
        pairs = ((one, other) for one in _singles(left, frame) for other in _singles(right, frame))
        return any(compare(*_measures(one, other, frame)) for one, other in pairs)

    return apply


def _singles(value: Value, frame: Frame) -> Iterable[Value]:
    """The single values that stand for one side of a comparison."""
    return (node_text(node, frame) for node in value) if isinstance(value, list) else (value,)


def _measures(left: Value, right: Value, frame: Frame) -> tuple[float, float]:
    """The numbers to compare: moments when both are dates, else what number() makes of them."""
    if not isinstance(left, (float, bool)) and not isinstance(right, (float, bool)):
        first, second = _date(left, frame), _date(right, frame)
        if first is not None and second is not None:
            return first.at.timestamp(), second.at.timestamp()
    return to_number(left, frame), to_number(right, frame)


def _numbers(nodes: list[Node], frame: Frame) -> list[float]:
    frame.budget.spend(len(nodes))
    numbers = (text_number(node_text(node, frame), frame) for node in nodes)
    return [number for number in numbers if number == number]  # noqa: PLR0124 - NaN is not itself


COMPARISONS: dict[str, Comparison] = {
    "=": equal,
    "!=": unequal,
    "<": ordering(operator.lt, less=True),
    "<=": ordering(operator.le, less=True),
    ">": ordering(operator.gt, less=False),
    ">=": ordering(operator.ge, less=False),
}
