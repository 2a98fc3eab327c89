"""Which values of a form must be worked out again when one changes, and in what order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush

from kiosk.errors import FormError
from kiosk.forms.form import Bind, Element, Group, Reader, Repeat, Unit
from kiosk.forms.loading.drafting import Draft
from kiosk.forms.xpath import Expression, Reference

MAX_UNITS = 5_000
"""Ten times what the largest of 690 real forms has."""

MAX_SEARCHED = 1_000_000
_ANYWHERE = "(?:/[^/]+)*"
_ONE = "/[^/]+"
_SIDEWAYS = {"following-sibling", "preceding-sibling"}
_DOWN = {"descendant", "descendant-or-self"}
_FIRST = {"count", "relevant"}
_ALL_INSTANCES = {"indexed-repeat"}


def repeats_in(elements: tuple[Element, ...]) -> Iterable[Repeat]:
    """Every repeat, outer ones first."""
    for element in elements:
        if isinstance(element, Repeat):
            yield element
        if isinstance(element, Repeat | Group):
            yield from repeats_in(element.children)


def above(path: str) -> list[str]:
    """The path and the paths of everything around it, innermost first."""
    steps = path.split("/")
    return ["/".join(steps[:end]) for end in range(len(steps), 1, -1)]


@dataclass
class Graph:
    """The graph while it is built: units, and for each unit which paths it reads."""

    draft: Draft
    units: list[Unit] = field(default_factory=list)
    reads: list[dict[str, str]] = field(default_factory=list)
    left: int = MAX_SEARCHED

    def add(self, kind: str, path: str, expression: Expression | None) -> None:
        """Take in one expression of a bind or repeat."""
        if expression is None:
            return
        self.units.append(Unit(kind, path, expression))
        if len(self.units) > MAX_UNITS:
            raise FormError(f"the form has more than {MAX_UNITS} calculations and conditions; split it", path)
        found: dict[str, str] = {}
        for reference in expression.references:
            for target in self._targets(reference, path):
                scope = self._scope(reference, path, target, expression)
                found[target] = scope if found.get(target, scope) == scope else ""
        if kind == "calculate" and "once" in expression.functions:
            found.pop(path, None)
        self.reads.append(found)

    def waits_inside(self, path: str, expression: Expression | None) -> bool:
        """Whether the relevance of a group reads, by ``./``, a question inside it, so that it could never begin."""
        read = [one for one in expression.references if not one.absolute] if expression else []
        return any(target.startswith(f"{path}/") for one in read for target in self._targets(one, path))

    def _targets(self, reference: Reference, base: str) -> list[str]:
        if reference.instance is not None and reference.instance != self.draft.own:
            return []
        pattern = [] if reference.absolute else [re.escape("/" + step) for step in base.split("/")[1:]]
        plain = True
        for step in reference.steps:
            axis, double, test = step.rpartition("::")
            if step == ".." or axis in _SIDEWAYS:
                pattern = pattern[:-1]
            elif step == "//" or axis in _DOWN:
                pattern.append(_ANYWHERE)
            elif double and axis not in ("self", "child"):
                pattern = [_ANYWHERE]
            if step not in ("..", "//") and axis != "self":
                any_name = test.endswith(("*", "()"))
                pattern.append(_ONE if any_name else re.escape("/" + test))
            plain = plain and not double and step not in ("//", "*")
        whole = "".join(pattern)
        if plain:
            target = re.sub(r"\\(.)", r"\1", whole)
            if target.partition("/@")[0] not in self.draft.paths and target:
                self.draft.warn(
                    base, f"its expression reads {target}, but the form has no such node; correct it"
                )
                return []
            return [target.partition("/@")[0]] if target else []
        matches = re.compile(whole).fullmatch
        found = [path for path in self.draft.paths if matches(path)]
        self.left -= len(self.draft.paths) + len(found)
        if self.left < 0:
            raise FormError(
                "the form's expressions search all of it with * and // too often; name the nodes", base
            )
        return found

    def _scope(self, reference: Reference, base: str, target: str, expression: Expression) -> str:
        """The innermost repeat whose one entry the reading stays in; "" when it may read any entry."""
        if "[" in expression.source or expression.functions & _ALL_INSTANCES:
            return ""
        shared = [p for p in above(base) if p in self.draft.repeats and (target.startswith(p + "/"))]
        if not shared or any("::" in step or step in ("//", "*") for step in reference.steps):
            return ""
        if not reference.absolute:
            depth = base.count("/") - sum(step == ".." for step in reference.steps)
            shared = [p for p in shared if p.count("/") <= depth]
        return shared[0] if shared else ""


def begun(binds: Mapping[str, Bind], draft: Draft) -> dict[str, Bind]:
    """The binds without the relevance that a group of CHT’s forms has: ``./source = 'user'``. Each is told."""
    graph, kept = Graph(draft), dict(binds)
    for path, bind in binds.items():
        if bind.relevant and "/@" not in path and graph.waits_inside(path, bind.relevant):
            draft.warn(path, "a group cannot wait for a question inside it, so its relevance is left out")
            kept[path] = replace(bind, relevant=None)
    return kept


def build(
    binds: Mapping[str, Bind], body: tuple[Element, ...], draft: Draft
) -> tuple[tuple[Unit, ...], dict[str, tuple[Reader, ...]]]:
    """The units in an order in which each comes after what it reads, and the readers of each path.

    Raises FormError that names two nodes of a cycle.
    """
    graph = Graph(draft)
    for repeat in repeats_in(body):
        graph.add("count", repeat.path, repeat.count)
    for path, bind in binds.items():
        if "/@" not in path:
            graph.add("relevant", path, bind.relevant)
            graph.add("calculate", path, bind.calculate)
    order = _sorted(graph)
    place = {number: at for at, number in enumerate(order)}
    readers: dict[str, set[Reader]] = {}
    for number in order:
        for target, scope in graph.reads[number].items():
            readers.setdefault(target, set()).add(Reader(place[number], scope))
    units = tuple(graph.units[number] for number in order)
    return units, {path: tuple(sorted(found, key=lambda r: r.unit)) for path, found in readers.items()}


def _sorted(graph: Graph) -> list[int]:
    """The numbers of the units so that each comes after those it needs (Kahn), else in the form's order."""
    makers: dict[str, list[int]] = {}
    for number, unit in enumerate(graph.units):
        makers.setdefault(unit.path, []).append(number)
    needs = [_needs(number, graph, makers) for number in range(len(graph.units))]
    followers: dict[int, list[int]] = {}
    for number, needed in enumerate(needs):
        for other in needed:
            followers.setdefault(other, []).append(number)
    left = [len(needed) for needed in needs]
    ready = [number for number, count in enumerate(left) if count == 0]
    heapify(ready)
    order: list[int] = []
    while ready:
        number = heappop(ready)
        order.append(number)
        for follower in followers.get(number, ()):
            left[follower] -= 1
            if left[follower] == 0:
                heappush(ready, follower)
    if len(order) < len(graph.units):
        _refuse(graph, needs, set(range(len(graph.units))) - set(order))
    return order


def _needs(number: int, graph: Graph, makers: Mapping[str, list[int]]) -> set[int]:
    """The units that must be worked out before one: they make what it reads, or whether that is relevant."""
    unit = graph.units[number]
    needed: set[int] = set()
    for target in graph.reads[number]:
        for path in above(target):
            for other in makers.get(path, ()):
                kind = graph.units[other].kind
                if kind == "calculate" and path != target:
                    continue
                if other == number and unit.kind == "calculate" and _own_repeat(target, graph):
                    continue
                needed.add(other)
    for path in above(unit.path)[1 if unit.kind == "count" else 0 :]:
        makes = [other for other in makers.get(path, ()) if other != number]
        needed.update(other for other in makes if graph.units[other].kind in _FIRST)
    return needed


def _own_repeat(target: str, graph: Graph) -> bool:
    """Inside a repeat a value may be made from the same value of another entry."""
    return any(path in graph.draft.repeats for path in above(target))


def _refuse(graph: Graph, needs: list[set[int]], stuck: set[int]) -> None:
    """Raise the FormError for a cycle: walk back along needs until a unit comes again."""
    number = min(stuck)
    seen: list[int] = []
    while number not in seen:
        seen.append(number)
        number = min(needs[number] & stuck)
    cycle = seen[seen.index(number) :]
    first, last = graph.units[cycle[0]], graph.units[cycle[-1]]
    kinds = {"calculate": "calculation", "relevant": "relevance", "count": "number of entries"}
    if len(cycle) == 1:
        sentence = f"its {kinds[first.kind]} depends on itself; take {first.path} out of its own expression"
    else:
        sentence = (
            f"its {kinds[first.kind]} and the {kinds[last.kind]} of {last.path} depend on each other; "
            "take one of the two out of the other's expression"
        )
    raise FormError(sentence, first.path)
