"""Which nodes an expression reads: the edges of a form's dependency graph."""

from dataclasses import dataclass

from kiosk.errors import ExpressionError
from kiosk.forms.xpath.analyse import inner
from kiosk.forms.xpath.ast import Call, Expr, Filter, NameTest, Path, Step, Text
from kiosk.forms.xpath.parse import DESCEND, parse


@dataclass(frozen=True)
class Reference:
    """A path that an expression reads.

    ``steps`` are names, with ``..`` for a parent, ``*`` for any element, ``//`` for any depth, ``@name``
    for an attribute, ``axis::test`` for the other axes; no step at all is the starting node itself. It
    starts at the root of the primary instance (``absolute``), at the root of the secondary ``instance``,
    or at the node that the expression belongs to. Paths inside predicates are written out from there:
    ``/data/person[age > 3]`` reads ``/data/person`` and ``/data/person/age``.
    """

    absolute: bool
    steps: tuple[str, ...]
    instance: str | None = None


_HERE = Reference(absolute=False, steps=())


def find_references(expr: Expr) -> tuple[Reference, ...]:
    """Every reference in the expression, each once, in the order written."""
    found: dict[Reference, None] = {}
    _visit(expr, _HERE, found)
    return tuple(found)


def _visit(expr: Expr, here: Reference, found: dict[Reference, None]) -> Reference | None:
    """Collect the references of ``expr`` read at ``here``; the answer is where it leads, if it is a path."""
    if isinstance(expr, Path):
        place = Reference(absolute=True, steps=()) if expr.absolute else here
        if expr.start is not None:
            place = _base(expr.start, here, found)
        for step in expr.steps:
            place = _after(place, step)
            for predicate in step.predicates:
                _visit(predicate, place, found)
        found[place] = None
        return place
    if isinstance(expr, Filter):
        place = _base(expr.base, here, found)
        for predicate in expr.predicates:
            _visit(predicate, place, found)
        found[place] = None
        return place
    if isinstance(expr, Call):
        return _call(expr, here, found)
    for part in inner(expr):
        _visit(part, here, found)
    return None


def _call(call: Call, here: Reference, found: dict[Reference, None]) -> Reference | None:
    for arg in call.args:
        _visit(arg, here, found)
    if call.name == "current":
        found[_HERE] = None
        return _HERE
    first = call.args[0] if call.args else None
    if call.name in ("instance", "pulldata") and isinstance(first, Text):
        place = Reference(absolute=True, steps=(), instance=first.value)
        found[place] = None
        return place
    if call.name == "jr:choice-name" and len(call.args) > 1 and isinstance(call.args[1], Text):
        _quoted(call.args[1].value, here, found)
    if not call.args and call.name in _OF_CONTEXT:
        found[here] = None
    return _visit(call.args[0], here, found) if call.name == "randomize" else None


# Without anything in their brackets these read the node they stand at.
_OF_CONTEXT = frozenset(
    {"local-name", "name", "namespace-uri", "normalize-space", "number", "string", "string-length"}
)


def _quoted(source: str, here: Reference, found: dict[Reference, None]) -> None:
    """The path that jr:choice-name has in quotes."""
    try:
        _visit(parse(source), here, found)
    except ExpressionError:
        return


def _base(start: Expr, here: Reference, found: dict[Reference, None]) -> Reference:
    """Where a path with a start begins; a start is no reading of its own."""
    own: dict[Reference, None] = {}
    place = _visit(start, here, own)
    if place is None:
        found.update(own)
        return here
    own.pop(place, None)
    found.update(own)
    return place


def _after(place: Reference, step: Step) -> Reference:
    if step == DESCEND:
        return Reference(place.absolute, (*place.steps, "//"), place.instance)
    name = _step_text(step)
    if name == ".":
        return place
    return Reference(place.absolute, (*place.steps, name), place.instance)


def _step_text(step: Step) -> str:
    test = step.test
    if isinstance(test, NameTest):
        text = f"{test.prefix}:{test.name}" if test.prefix else test.name
    else:
        text = f"{test.kind}()"
    if step.axis == "child":
        return text
    if step.axis == "attribute":
        return f"@{text}"
    if text == "node()" and step.axis in ("self", "parent"):
        return "." if step.axis == "self" else ".."
    return f"{step.axis}::{text}"
