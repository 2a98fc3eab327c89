"""What can be known of an expression before it runs; it decides which faster form compile may take."""

from kiosk.forms.xpath.ast import (
    BOOLEAN_OPERATORS,
    Call,
    Chain,
    Expr,
    Filter,
    NameTest,
    Negative,
    Number,
    Path,
    Step,
    Text,
)

_BOOLEAN_CALLS = frozenset(
    {
        "boolean",
        "boolean-from-string",
        "checklist",
        "contains",
        "ends-with",
        "false",
        "lang",
        "not",
        "regex",
        "selected",
        "starts-with",
        "true",
        "weighted-checklist",
    }
)
# Their value changes from node to node, or from call to call, though nothing in their brackets does.
_VARYING_CALLS = frozenset({"id", "lang", "last", "once", "position", "random", "randomize", "uuid"})
_CONSTANT_CALLS = frozenset({"current", "false", "now", "pi", "today", "true"})


def inner(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside, those in predicates left out (they have a context of their own)."""
    if isinstance(expr, Chain):
        return expr.operands
    if isinstance(expr, Call):
        return expr.args
    if isinstance(expr, Negative):
        return (expr.operand,)
    if isinstance(expr, Filter):
        return (expr.base,)
    if isinstance(expr, Path) and expr.start is not None:
        return (expr.start,)
    return ()


def is_boolean(expr: Expr) -> bool:
    """True when the value is surely a boolean or a node-set, so that a predicate never means a position."""
    if isinstance(expr, Chain):
        return expr.rest[0][0] in BOOLEAN_OPERATORS or expr.rest[0][0] == "|"
    if isinstance(expr, Call):
        return expr.name in _BOOLEAN_CALLS
    return isinstance(expr, Path | Text)


def uses_position(expr: Expr) -> bool:
    """True when the value depends on where its node stands among the others."""
    stack = [expr]
    while stack:
        part = stack.pop()
        if isinstance(part, Call) and part.name in ("position", "last") and not part.args:
            return True
        stack.extend(inner(part))
    return False


def is_invariant(expr: Expr) -> bool:
    """True when the value is the same for every node of a predicate."""
    if isinstance(expr, Path):
        return expr.absolute or (expr.start is not None and is_invariant(expr.start))
    if isinstance(expr, Call):
        if expr.name in _VARYING_CALLS or (not expr.args and expr.name not in _CONSTANT_CALLS):
            return False
        return expr.name != "jr:choice-name" and all(is_invariant(arg) for arg in expr.args)
    if isinstance(expr, Number | Text):
        return True
    return all(is_invariant(part) for part in inner(expr))


def plain_name(step: Step) -> str | None:
    """The name of a step that is nothing but a child's name without prefix (or ``.`` or ``..``), else None."""
    if step.predicates:
        return None
    if step.axis == "child" and isinstance(step.test, NameTest) and not step.test.prefix:
        return step.test.name if step.test.name != "*" else None
    if isinstance(step.test, NameTest) or step.test.kind != "node":
        return None
    return {"self": ".", "parent": ".."}.get(step.axis)


def relative_name(expr: Expr) -> str | None:
    """The name when the expression is a single plain child step (a choice filter's left side), else None."""
    if isinstance(expr, Path) and not expr.absolute and expr.start is None and len(expr.steps) == 1:
        name = plain_name(expr.steps[0])
        return None if name in (".", "..") else name
    return None
