"""Location paths into closures: a quick walk for plain names, step by step for the rest."""

from collections.abc import Callable

from kiosk.forms.node import ATTRIBUTE, ELEMENT, INSTRUCTION, NAMESPACE, XHTML, Node, in_document_order
from kiosk.forms.table import Table
from kiosk.forms.xpath.analyse import is_boolean, plain_name, uses_position
from kiosk.forms.xpath.ast import KindTest, NameTest, Path, Step
from kiosk.forms.xpath.axes import AXES, REVERSE
from kiosk.forms.xpath.context import Frame
from kiosk.forms.xpath.parse import DESCEND
from kiosk.forms.xpath.predicates import Closure, Compiles, Lookup, Predicate, compile_predicates
from kiosk.forms.xpath.values import HIDDEN, to_nodes

Nodes = Callable[[Frame], list[Node]]
_Run = Callable[[Frame, list[Node]], list[Node]]
_Gather = Callable[[Frame, Node], list[Node]]


def compile_path(path: Path, compiler: Compiles, *, stays: bool = True) -> Closure:
    """The closure of a location path: its relevant nodes, each once, in document order.

    ``stays``: inside an instance of a repeat an absolute path stays in that instance (see Host).
    """
    names: list[str] = []
    if path.start is None:
        for step in path.steps:
            name = plain_name(step)
            if name is None:
                break
            names.append(name)
    start = _start(path, compiler)
    more = len(names) < len(path.steps)
    lead = _Lead(tuple(name for name in names if name != "."), path.absolute and stays, more=more)
    if path.start is None and not more:
        return _plain(lead, path.absolute)
    runs = [_step(step, compiler) for step in _joined(path.steps[len(names) :])]

    def run(frame: Frame) -> list[Node]:
        nodes = start(frame)
        if lead.names:
            nodes = lead.walk(frame, nodes[0])
        for step in runs:
            if not nodes:
                return nodes
            nodes = step(frame, nodes)
        return relevant(nodes)

    return run


def _plain(lead: "_Lead", absolute: bool) -> Closure:
    """A path of nothing but plain names, as most are."""
    if not lead.names and not absolute:
        return lambda frame: [frame.node] if frame.node.relevant else []

    def run(frame: Frame) -> list[Node]:
        return relevant(lead.walk(frame, frame.host.root if absolute else frame.node))

    return run


def relevant(nodes: list[Node]) -> list[Node]:
    """A copy of the nodes without those that are not relevant; HIDDEN when that leaves none of them."""
    return [node for node in nodes if node.relevant] or (HIDDEN if nodes else [])


def _start(path: Path, compiler: Compiles) -> Nodes:
    if path.absolute:
        return lambda frame: [frame.host.root]
    if path.start is None:
        return lambda frame: [frame.node]
    base = compiler.expr(path.start)
    return lambda frame: to_nodes(base(frame), "a path with '/'")


class _Lead:
    """The steps at the front of a path that are plain names or ``..``."""

    def __init__(self, names: tuple[str, ...], stays: bool, *, more: bool) -> None:
        self.names = names
        # The places at which a path may pass through a repeat, and go on inside it.
        through = len(names) - (0 if more else 1) if stays else 0
        self.prefixes = tuple("/" + "/".join(names[: place + 1]) for place in range(through))

    def walk(self, frame: Frame, node: Node) -> list[Node]:
        """Go down from one node, as most paths do, for as long as each name finds one child."""
        frame.budget.spend(len(self.names))
        for place, name in enumerate(self.names):
            if name == "..":
                if node.parent is None:
                    return []
                node = node.parent
                continue
            found = node.named(name)
            if len(found) > 1:
                found = self._narrowed(frame, found, place)
            if len(found) != 1:
                frame.budget.spend(len(found))
                return self._spread(frame, found, place + 1)
            node = found[0]
        return [node]

    def _spread(self, frame: Frame, nodes: list[Node], start: int) -> list[Node]:
        for place in range(start, len(self.names)):
            if self.names[place] == "..":
                nodes = in_document_order([node.parent for node in nodes if node.parent is not None])
            else:
                found = [child for node in nodes for child in node.named(self.names[place])]
                nodes = self._narrowed(frame, found, place)
            frame.budget.spend(len(nodes))
        return nodes

    def _narrowed(self, frame: Frame, nodes: list[Node], place: int) -> list[Node]:
        repeats = frame.host.repeats
        if len(nodes) > 1 and repeats and place < len(self.prefixes) and self.prefixes[place] in repeats:
            return _own_instance(nodes, frame)
        return nodes


def _own_instance(instances: list[Node], frame: Frame) -> list[Node]:
    """The instance of a repeat that the expression stands in, when it stands in one of them.

    In a predicate on the repeat that is the instance looked at: ``count(${person}[${age} < 5])``.
    """
    for start in dict.fromkeys((frame.node, frame.current)):
        node: Node | None = start
        while node is not None:
            if node.parent is instances[0].parent and node in instances:
                return [node]
            node = node.parent
    return instances


def _joined(steps: tuple[Step, ...]) -> list[Step]:
    """``//name`` as one step, where no predicate counts positions."""
    joined: list[Step] = []
    for step in steps:
        quick = all(is_boolean(predicate) and not uses_position(predicate) for predicate in step.predicates)
        if joined and joined[-1] == DESCEND and step.axis == "child" and quick:
            joined[-1] = Step("descendant", step.test, step.predicates)
        else:
            joined.append(step)
    return joined


def _step(step: Step, compiler: Compiles) -> _Run:
    gather = _gather(step, compiler)
    predicates = compile_predicates(step.predicates, compiler)
    backwards = step.axis in REVERSE
    level = step.axis in ("child", "attribute", "self")
    look_up = _look_up(step, predicates)

    def run(frame: Frame, nodes: list[Node]) -> list[Node]:
        if look_up is not None and len(nodes) == 1 and isinstance(nodes[0], Table):
            looked_up = look_up(frame, nodes[0])
            if looked_up is not None:
                return looked_up
        keeps = [prepare(frame) for prepare in predicates]
        found: list[Node] = []
        for node in nodes:
            some = gather(frame, node)
            for keep in keeps:
                some = keep(some)
            found.extend(some)
        if len(nodes) == 1:
            return found[::-1] if backwards else found
        frame.budget.spend(len(found))
        return found if level and _side_by_side(nodes) else in_document_order(found)

    return run


def _look_up(step: Step, predicates: list[Predicate]) -> Callable[[Frame, Table], list[Node] | None] | None:
    """``item[name = X][…]`` on a list, by its index; None when the step is another."""
    item = plain_name(Step(step.axis, step.test))
    first = predicates[0] if predicates else None
    if item is None or not isinstance(first, Lookup):
        return None

    def run(frame: Frame, table: Table) -> list[Node] | None:
        texts = first.texts(frame) if table.item == item else None
        if texts is None:
            return None
        found = table.where(first.name, texts)
        frame.budget.spend(1 + len(found))
        for prepare in predicates[1:]:
            found = prepare(frame)(found)
        return found

    return run


def _side_by_side(nodes: list[Node]) -> bool:
    """True when the nodes share a parent, so that their children come in document order, each once."""
    parent = nodes[0].parent if nodes else None
    return all(node.parent is parent for node in nodes)


def _gather(step: Step, compiler: Compiles) -> _Gather:
    test = step.test
    axis = AXES[step.axis]
    if isinstance(test, NameTest) and not test.prefix and test.name != "*" and step.axis == "child":
        name = test.name

        def named(frame: Frame, node: Node) -> list[Node]:
            found = node.named(name)
            frame.budget.spend(1 + len(found))
            return found

        return named
    fits = _test(test, step.axis, compiler)

    def along(frame: Frame, node: Node) -> list[Node]:
        found = axis(node)
        frame.budget.spend(1 + len(found))
        return [one for one in found if fits(one)]

    return along


def _test(test: NameTest | KindTest, axis: str, compiler: Compiles) -> Callable[[Node], bool]:
    if isinstance(test, KindTest):
        return _kind_test(test)
    principal = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(axis, ELEMENT)
    prefix, name = test.prefix, test.name
    if not prefix and name == "*":
        return lambda node: node.kind == principal
    if not prefix:
        return lambda node: (
            node.name == name and node.kind == principal and not node.prefix and node.namespace != XHTML
        )
    namespace = compiler.namespace(prefix)

    def fits(node: Node) -> bool:
        if node.kind != principal or name not in ("*", node.name):
            return False
        return node.prefix == prefix or (namespace is not None and node.namespace == namespace)

    return fits


def _kind_test(test: KindTest) -> Callable[[Node], bool]:
    if test.kind == "node":
        return lambda _node: True
    if test.target:
        return lambda node: node.kind == INSTRUCTION and node.name == test.target
    return lambda node: node.kind == test.kind
