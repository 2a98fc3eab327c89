"""Truth, choice between values, and what the kiosk itself supplies."""

from collections.abc import Callable

from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import to_boolean, to_number, to_string

_LONGEST_ID = 1000  # characters

Lazy = Callable[[Frame], Value]


def true(_frame: Frame) -> bool:
    return True


def false(_frame: Frame) -> bool:
    return False


def boolean(_frame: Frame, value: Value) -> bool:
    return to_boolean(value)


def not_(_frame: Frame, value: Value) -> bool:
    return not to_boolean(value)


def boolean_from_string(frame: Frame, value: Value) -> bool:
    return to_string(value, frame) in ("true", "1")


def if_(frame: Frame, test: Lazy, then: Lazy, otherwise: Lazy) -> Value:
    """One of two values; the other is never worked out."""
    return then(frame) if to_boolean(test(frame)) else otherwise(frame)


def coalesce(frame: Frame, first: Lazy, *others: Lazy) -> Value:
    """The first value that is not empty; NaN is, since it would be stored as ""."""
    value = first(frame)
    for other in others:
        if to_string(value, frame) not in ("", "NaN"):
            return value
        value = other(frame)
    return value


def uuid(frame: Frame, *length: Value) -> str:
    """A new id; with a number, so many random letters and digits."""
    if not length:
        return frame.host.new_id()
    count = to_number(length[0], frame)
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    size = int(min(count, _LONGEST_ID)) if count > 0 else 0
    frame.budget.spend(size)
    return "".join(frame.host.random.choice(signs) for _ in range(size))


def itext(frame: Frame, key: Value) -> str:
    name = to_string(key, frame)
    return frame.budget.inside(lambda: frame.host.itext(name))


def version(frame: Frame) -> str:
    """The version of the form, from the root element of its instance."""
    return frame.host.root.element.attributes.get("version", "")


def property_(_frame: Frame, _name: Value) -> str:
    """The device, its number or its owner: a kiosk is nobody's own, so all of them are blank."""
    return ""
