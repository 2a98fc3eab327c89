"""Functions on numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import NAN, node_text, text_number, to_nodes, to_number


def numbers(frame: Frame, values: tuple[Value, ...]) -> list[float]:
    """The values as numbers; every node of a node-set counts as one."""
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            frame.budget.spend(len(value))
            found.extend(text_number(node_text(node, frame), frame) for node in value)
        else:
            found.append(to_number(value, frame))
    return found


def number(frame: Frame, *value: Value) -> float:
    return to_number(value[0] if value else [frame.node], frame)


def sum_(frame: Frame, nodes: Value) -> float:
    found = numbers(frame, (to_nodes(nodes, "sum()"),))
    return math.fsum(found) if all(math.isfinite(one) for one in found) else sum(found)


def min_(frame: Frame, *values: Value) -> float:
    """NaN when there is nothing, or one of them is no number."""
    found = numbers(frame, values)
    return NAN if not found or any(math.isnan(one) for one in found) else min(found)


def max_(frame: Frame, *values: Value) -> float:
    found = numbers(frame, values)
    return NAN if not found or any(math.isnan(one) for one in found) else max(found)


def floor(frame: Frame, value: Value) -> float:
    return _whole(to_number(value, frame), math.floor)


def ceiling(frame: Frame, value: Value) -> float:
    return _whole(to_number(value, frame), math.ceil)


def int_(frame: Frame, value: Value) -> float:
    return _whole(to_number(value, frame), math.trunc)


def _whole(value: float, way: Callable[[float], int]) -> float:
    return float(way(value)) if math.isfinite(value) else value


def round_(frame: Frame, value: Value, *places: Value) -> float:
    """Halves go away from zero, as ODK's clients agree; decimal places may be negative (tens, hundreds)."""
    exact = to_number(value, frame)
    digits = to_number(places[0], frame) if places else 0.0
    if not math.isfinite(exact) or math.isnan(digits):
        return NAN if math.isnan(digits) else exact
    try:
        step = Decimal(1).scaleb(-int(max(-300.0, min(300.0, digits))))
        return float(Decimal(repr(exact)).quantize(step, ROUND_HALF_UP))
    except InvalidOperation:
        return exact if digits >= 0 else 0.0


def pow_(frame: Frame, base: Value, exponent: Value) -> float:
    return _guarded(math.pow, to_number(base, frame), to_number(exponent, frame))


def abs_(frame: Frame, value: Value) -> float:
    return abs(to_number(value, frame))


def log(frame: Frame, value: Value) -> float:
    exact = to_number(value, frame)
    return -math.inf if exact == 0 else _guarded(math.log, exact)


def log10(frame: Frame, value: Value) -> float:
    exact = to_number(value, frame)
    return -math.inf if exact == 0 else _guarded(math.log10, exact)


def exp10(frame: Frame, value: Value) -> float:
    return _guarded(math.pow, 10.0, to_number(value, frame))


def atan2(frame: Frame, y: Value, x: Value) -> float:
    return math.atan2(to_number(y, frame), to_number(x, frame))


def of_one(function: Callable[[float], float]) -> Callable[[Frame, Value], float]:
    """A function of mathematics on one number: NaN outside its range."""

    def run(frame: Frame, value: Value) -> float:
        return _guarded(function, to_number(value, frame))

    return run


def _guarded(function: Callable[..., float], *values: float) -> float:
    try:
        return function(*values)
    except ValueError:
        return NAN
    except OverflowError:
        return math.inf


def pi(_frame: Frame) -> float:
    return math.pi


def random(frame: Frame) -> float:
    return frame.host.random.random()
