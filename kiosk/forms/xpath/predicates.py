"""Predicates: which nodes of a step stay. Each is prepared once a step, then applied to list after list."""

from collections.abc import Callable
from typing import Protocol

from kiosk.forms.node import Node
from kiosk.forms.xpath.analyse import is_boolean, is_invariant, relative_name, uses_position
from kiosk.forms.xpath.ast import Chain, Expr, Number
from kiosk.forms.xpath.compare import equal
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import node_text, to_boolean

Closure = Callable[[Frame], Value]
Keep = Callable[[list[Node]], list[Node]]
Predicate = Callable[[Frame], Keep]


class Compiles(Protocol):
    """What paths and predicates need of the compiler."""

    def expr(self, expr: Expr) -> Closure:
        """The closure that works out ``expr``."""
        ...

    def namespace(self, prefix: str) -> str | None:
        """The namespace of a prefix; None when nobody declared it."""
        ...


def compile_predicates(exprs: tuple[Expr, ...], compiler: Compiles) -> list[Predicate]:
    """The predicates of one step, in order."""
    found: list[Predicate] = []
    for expr in exprs:
        found.extend(_compile(part, compiler) for part in _conjuncts(expr))
    return found


def _conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """``[a and b]`` means ``[a][b]`` unless positions matter; apart, each can be looked up."""
    if isinstance(expr, Chain) and expr.rest[0][0] == "and":
        parts = expr.operands
        if all(is_boolean(part) for part in parts) and not uses_position(expr):
            return parts
    return (expr,)


def _compile(expr: Expr, compiler: Compiles) -> Predicate:
    if isinstance(expr, Number):
        return _numbered(expr.value)
    if isinstance(expr, Chain) and len(expr.rest) == 1 and expr.rest[0][0] == "=":
        left, right = expr.first, expr.rest[0][1]
        for side, other in ((left, right), (right, left)):
            name = relative_name(side)
            if name is not None and is_invariant(other):
                return _lookup(name, compiler.expr(side), compiler.expr(other))
    return _general(compiler.expr(expr))


def _numbered(number: float) -> Predicate:
    place = int(number) - 1

    def keep(nodes: list[Node]) -> list[Node]:
        return nodes[place : place + 1] if place >= 0 and number == place + 1 else []

    return lambda _frame: keep


def _general(test: Closure) -> Predicate:
    def prepare(frame: Frame) -> Keep:
        inner = frame.inner(1)
        budget = frame.budget

        def keep(nodes: list[Node]) -> list[Node]:
            budget.spend(len(nodes))
            inner.size = len(nodes)
            kept: list[Node] = []
            for place, node in enumerate(nodes, 1):
                if budget.left < 0:
                    budget.spend(0)
                inner.node = node
                inner.position = place
                value = test(inner)
                if value == place if type(value) is float else to_boolean(value):
                    kept.append(node)
            return kept

        return keep

    return prepare


def _lookup(name: str, here: Closure, wanted: Closure) -> Predicate:
    """``[name = X]`` where X is the same for every node: worked out once, then a look at each name."""
    general = _general(lambda frame: equal(here(frame), wanted(frame), frame))

    def prepare(frame: Frame) -> Keep:
        value = wanted(frame)
        if isinstance(value, list):
            texts = {node_text(node, frame) for node in value}
        elif isinstance(value, str):
            texts = {value}
        else:
            return general(frame)

        def keep(nodes: list[Node]) -> list[Node]:
            frame.budget.spend(len(nodes))
            kept: list[Node] = []
            for node in nodes:
                for child in node.named(name):
                    leaf = not child.children and child.content is None
                    if (child.text if leaf else node_text(child, frame)) in texts and child.relevant:
                        kept.append(node)
                        break
            return kept

        return keep

    return prepare
