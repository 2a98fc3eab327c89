"""Which nodes an expression reads: the edges of a form's dependency graph."""

from dataclasses import dataclass

from kiosk.errors import ExpressionError
from kiosk.forms.xpath.analyse import inner
from kiosk.forms.xpath.ast import Call, Chain, Expr, Filter, NameTest, Path, Step, Text
from kiosk.forms.xpath.parse import DESCEND, parse


@dataclass(frozen=True)
class Reference:
    """A path that an expression reads.

    ``steps`` are names, with ``..`` for a parent, ``*`` for any element, ``//`` for any depth, ``@name``
    for an attribute, ``axis::test`` for the other axes; no step at all is the starting node itself (``.``);
    ``a/../b`` is given as ``b``. It
    starts at the root of the primary instance (``absolute``), at the root of the secondary ``instance``,
    or at the node that the expression belongs to. Paths inside predicates are written out from there:
    ``/data/person[age > 3]`` reads ``/data/person`` and ``/data/person/age``.
    """

    absolute: bool
    steps: tuple[str, ...]
    instance: str | None = None


_HERE = Reference(absolute=False, steps=())
_ROOT = Reference(absolute=True, steps=())
_MAX_VISITS = 50_000
# Without anything in their brackets these read the node they stand at.
_OF_CONTEXT = frozenset(
    {"local-name", "name", "namespace-uri", "normalize-space", "number", "string", "string-length"}
)
# Their value may be the nodes of any of their arguments.
_PASSING = frozenset({"coalesce", "if", "once", "randomize"})


def find_references(expr: Expr, source: str) -> tuple[Reference, ...]:
    """Every reference in the expression, each once, in the order written.

    Raises ExpressionError when there are more than any form has.
    """
    finder = _Finder(source)
    finder.visit(expr, _HERE)
    return tuple(finder.found)


class _Finder:
    """Walks the tree with the place that relative paths start from."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: dict[Reference, int] = {}  # and the visit that found it first
        self.visits = 0

    def visit(self, expr: Expr, here: Reference) -> tuple[Reference, ...]:
        """Collect what ``expr`` reads at ``here``; the answer is the places where its nodes are, if it has any."""
        self.visits += 1
        if self.visits > _MAX_VISITS:
            raise ExpressionError("the expression reads too many places; split it", self.source, 1)
        if isinstance(expr, Path):
            return self.path(expr, here)
        if isinstance(expr, Filter):
            places = self.visit(expr.base, here)
            self.predicates(expr.predicates, places)
            return places
        if isinstance(expr, Call):
            return self.call(expr, here)
        places = tuple(place for part in inner(expr) for place in self.visit(part, here))
        return places if isinstance(expr, Chain) and expr.rest[0][0] == "|" else ()

    def path(self, path: Path, here: Reference) -> tuple[Reference, ...]:
        if path.start is None:
            places: tuple[Reference, ...] = (_ROOT if path.absolute else here,)
        else:
            mark = self.visits
            in_call = isinstance(path.start, Call) and path.start.name in _PASSING
            places = self.visit(path.start, here)
            for place in places:  # where a path starts is no reading of its own
                if not in_call and self.found.get(place, 0) > mark:
                    del self.found[place]
        for step in path.steps:
            places = tuple(_after(place, step) for place in places)
            self.predicates(step.predicates, places)
        self.record(places)
        return places

    def record(self, places: tuple[Reference, ...]) -> None:
        for place in places:
            self.found.setdefault(place, self.visits)

    def predicates(self, predicates: tuple[Expr, ...], places: tuple[Reference, ...]) -> None:
        for predicate in predicates:
            for place in places:
                self.visit(predicate, place)

    def call(self, call: Call, here: Reference) -> tuple[Reference, ...]:
        if call.name == "position" and all(_is_here(arg) for arg in call.args):
            return ()  # which of its like a node is, not what it holds
        places = tuple(place for arg in call.args for place in self.visit(arg, here))
        read = self.read(call, here)
        self.record(read)
        if call.name in _PASSING:
            return places
        return read if call.name in ("current", "instance") else ()

    def read(self, call: Call, here: Reference) -> tuple[Reference, ...]:
        """What a function reads besides its arguments."""
        first = call.args[0] if call.args else None
        if call.name in ("current", "once"):
            return (_HERE,)
        if call.name in ("instance", "pulldata") and isinstance(first, Text):
            return (Reference(absolute=True, steps=(), instance=first.value),)
        last = call.args[-1] if call.args else None
        if call.name == "jr:choice-name" and isinstance(last, Text):
            return self.quoted(last.value, here)
        return (here,) if not call.args and call.name in _OF_CONTEXT else ()

    def quoted(self, source: str, here: Reference) -> tuple[Reference, ...]:
        """The path that jr:choice-name has in quotes."""
        try:
            return self.visit(parse(source), here)
        except ExpressionError:
            return ()


def _is_here(expr: Expr) -> bool:
    return isinstance(expr, Path) and expr.start is None and [_step_text(s) for s in expr.steps] == ["."]


def _after(place: Reference, step: Step) -> Reference:
    name = "//" if step == DESCEND else _step_text(step)
    if name == ".":
        return place
    last = place.steps[-1] if place.steps else ".."
    if name == ".." and last not in ("..", "//") and "::" not in last:
        return Reference(place.absolute, place.steps[:-1], place.instance)
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
