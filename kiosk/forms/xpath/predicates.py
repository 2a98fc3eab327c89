"""Predicates: which nodes of a step stay. Each is prepared once a step, then applied to list after list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.forms.node import Node
from kiosk.forms.xpath.analyse import is_boolean, is_invariant, relative_name, uses_position
from kiosk.forms.xpath.ast import Chain, Expr, Number
from kiosk.forms.xpath.compare import equal
from kiosk.forms.xpath.context import Frame, Value
from kiosk.forms.xpath.values import HIDDEN, node_text, to_boolean

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
                return Lookup(name, compiler.expr(side), compiler.expr(other))
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


@dataclass(frozen=True)
class Lookup:
    """``[name = X]`` where X is the same for every node: worked out once, then a look at each name."""

    name: str
    here: Closure
    wanted: Closure

    def texts(self, frame: Frame) -> set[str] | None:
        """The texts to look for; None when X is no text, so that each node must be compared."""
        value = self.wanted(frame)
        if value is HIDDEN:
            return {""}
        if isinstance(value, list):
            frame.budget.spend(len(value))
            return {node_text(node, frame) for node in value}
        return {value} if isinstance(value, str) else None

    def __call__(self, frame: Frame) -> Keep:
        texts = self.texts(frame)
        if texts is None:
            return _general(lambda inner: equal(self.here(inner), self.wanted(inner), inner))(frame)

        def keep(nodes: list[Node]) -> list[Node]:
            frame.budget.spend(len(nodes))
            return [node for node in nodes if self._fits(node, texts, frame)]

        return keep

    def _fits(self, node: Node, texts: set[str], frame: Frame) -> bool:
        for child in node.named(self.name):
            leaf = not child.children and child.content is None
            if (child.text if leaf else node_text(child, frame)) in texts and child.relevant:
                return True
        return False
