"""Functions on nodes and node-sets."""

import random as randomness
from collections.abc import Callable

from kiosk.forms.node import Node, in_document_order
from kiosk.forms.table import Table
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.functions.strings import texts
from kiosk.forms.xpath.values import NAN, node_text, to_nodes, to_number, to_string

Lazy = Callable[[Frame], Value]


def last(frame: Frame) -> float:
    return float(frame.size)


def position(frame: Frame, *nodes: Value) -> float:
    """Without a value the place in the list; ``position(..)`` the number of that repeat among its like."""
    if not nodes:
        return float(frame.position)
    found = to_nodes(nodes[0], "position()")
    if not found:
        return NAN
    node = found[0]
    if node.parent is None:
        return 1.0
    alike = node.parent.named(node.key)
    frame.budget.spend(len(alike))
    return float(alike.index(node) + 1) if node in alike else 1.0


def count(frame: Frame, nodes: Value) -> float:
    found = to_nodes(nodes, "count()")
    frame.budget.spend(1)
    return float(len(found))


def count_non_empty(frame: Frame, nodes: Value) -> float:
    found = to_nodes(nodes, "count-non-empty()")
    return float(sum(1 for node in found if node_text(node, frame)))


def current(frame: Frame) -> list[Node]:
    return [frame.current]


def instance(frame: Frame, name: Value) -> list[Node]:
    """The document of a secondary instance; nothing when the form has none of that name."""
    found = frame.host.instances.get(to_string(name, frame))
    return [] if found is None else [found]


def pulldata(frame: Frame, name: Value, wanted: Value, key: Value, value: Value) -> str:
    """The ``wanted`` column of the first row of a list whose ``key`` column is ``value``; "" if none."""
    found = instance(frame, name)
    if not found:
        return ""
    column, key_column, sought = (to_string(one, frame) for one in (wanted, key, value))
    root = found[0].element
    rows = root.where(key_column, {sought}) if isinstance(root, Table) else root.children
    frame.budget.spend(1 + len(rows))
    for row in rows:
        cell = row.child(key_column)
        if cell is not None and node_text(cell, frame) == sought:
            answer = row.child(column)
            return "" if answer is None else node_text(answer, frame)
    return ""


def indexed_repeat(frame: Frame, wanted: Value, *pairs: Value) -> Value:
    """``wanted`` inside the numbered instance of each repeat, outermost first."""
    found = to_nodes(wanted, "indexed-repeat()")
    scope: Node | None = None
    for place in range(0, len(pairs) - 1, 2):
        repeats = to_nodes(pairs[place], "indexed-repeat()")
        number = to_number(pairs[place + 1], frame)
        frame.budget.spend(len(repeats))
        inside = repeats if scope is None else [node for node in repeats if _is_inside(node, scope)]
        if not 1 <= number <= len(inside):
            return []
        scope = inside[int(number) - 1]
    frame.budget.spend(len(found))
    return found if scope is None else [node for node in found if _is_inside(node, scope)]


def _is_inside(node: Node, above: Node) -> bool:
    place: Node | None = node
    while place is not None:
        if place is above:
            return True
        place = place.parent
    return False


def once(frame: Frame, value: Lazy) -> Value:
    """The question's own answer if it has one, else the value: worked out the first time only."""
    kept = node_text(frame.current, frame)
    if kept:
        return kept
    made = to_string(value(frame), frame)
    return "" if made == "NaN" else made


def local_name(frame: Frame, *nodes: Value) -> str:
    node = _first(frame, nodes, "local-name()")
    return "" if node is None else node.name


def name(frame: Frame, *nodes: Value) -> str:
    node = _first(frame, nodes, "name()")
    return "" if node is None else node.qualified_name


def namespace_uri(frame: Frame, *nodes: Value) -> str:
    node = _first(frame, nodes, "namespace-uri()")
    return "" if node is None else node.namespace


def _first(frame: Frame, nodes: tuple[Value, ...], what: str) -> Node | None:
    if not nodes:
        return frame.node
    found = to_nodes(nodes[0], what)
    return found[0] if found else None


def id_(frame: Frame, value: Value) -> list[Node]:
    """The elements whose ``id`` attribute is one of the words given."""
    words = {word for text in texts(frame, (value,)) for word in text.split()}
    found: list[Node] = []
    for node in frame.host.root.top.walk():
        frame.budget.spend(1)
        if node.attributes.get("id") in words:
            found.append(node)
    return in_document_order(found)


def lang(frame: Frame, value: Value) -> bool:
    wanted = to_string(value, frame).lower()
    node: Node | None = frame.node
    while node is not None:
        found = node.attributes.get("xml:lang")
        if found is not None:
            return found.lower() == wanted or found.lower().startswith(f"{wanted}-")
        node = node.parent
    return False


def randomize(frame: Frame, nodes: Value, *seed: Value) -> list[Node]:
    """The nodes in another order; the same order for the same seed."""
    shuffled = list(to_nodes(nodes, "randomize()"))
    frame.budget.spend(len(shuffled))
    source = randomness.Random(to_string(seed[0], frame)) if seed else frame.host.random  # noqa: S311 - an order, no secret
    source.shuffle(shuffled)
    return shuffled
