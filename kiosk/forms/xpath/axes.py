"""The thirteen axes: from a node, the nodes in that direction, nearest first."""

from collections.abc import Callable

from kiosk.forms.node import ATTRIBUTE, ELEMENT, NAMESPACE, Node

Axis = Callable[[Node], list[Node]]

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})


def child(node: Node) -> list[Node]:
    return node.child_nodes()


def parent(node: Node) -> list[Node]:
    return [] if node.parent is None else [node.parent]


def self_(node: Node) -> list[Node]:
    return [node]


def attribute(node: Node) -> list[Node]:
    return node.attribute_nodes()


def namespace(node: Node) -> list[Node]:
    return node.namespace_nodes() if node.kind == ELEMENT else []


def descendant(node: Node) -> list[Node]:
    found: list[Node] = []
    stack = list(reversed(node.child_nodes()))
    while stack:
        below = stack.pop()
        found.append(below)
        stack.extend(reversed(below.child_nodes()))
    return found


def descendant_or_self(node: Node) -> list[Node]:
    return [node, *descendant(node)]


def ancestor(node: Node) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def ancestor_or_self(node: Node) -> list[Node]:
    return [node, *ancestor(node)]


def following_sibling(node: Node) -> list[Node]:
    siblings, place = _siblings(node)
    return siblings[place + 1 :]


def preceding_sibling(node: Node) -> list[Node]:
    siblings, place = _siblings(node)
    return siblings[:place][::-1] if place > 0 else []


def following(node: Node) -> list[Node]:
    found: list[Node] = []
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        found.extend(descendant(node.parent))
        node = node.parent
    for place in ancestor_or_self(node):
        for sibling in following_sibling(place):
            found.extend(descendant_or_self(sibling))
    return found


def preceding(node: Node) -> list[Node]:
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        node = node.parent
    found: list[Node] = []
    for place in ancestor_or_self(node):
        for sibling in preceding_sibling(place):
            found.extend(reversed(descendant_or_self(sibling)))
    return found


def _siblings(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return [], -1
    siblings = node.parent.child_nodes()
    return siblings, siblings.index(node)


AXES: dict[str, Axis] = {
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "attribute": attribute,
    "child": child,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespace,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": self_,
}
