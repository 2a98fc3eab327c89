"""An expression into Python closures, checked before it ever runs."""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.errors import EvaluationError, ExpressionError
from kiosk.forms.node import XHTML, Node, in_document_order
from kiosk.forms.xpath.ast import Call, Chain, Expr, Filter, Negative, Number, Path, Text
from kiosk.forms.xpath.compare import COMPARISONS
from kiosk.forms.xpath.context import Budget, Context, Frame, Value
from kiosk.forms.xpath.functions import FUNCTIONS, Function
from kiosk.forms.xpath.functions.strings import read_pattern
from kiosk.forms.xpath.parse import parse
from kiosk.forms.xpath.paths import compile_path
from kiosk.forms.xpath.predicates import Closure, compile_predicates
from kiosk.forms.xpath.references import Reference, find_references
from kiosk.forms.xpath.values import NAN, to_boolean, to_nodes, to_number, to_string

# Prefixes that forms use without declaring them where the expression can see it.
_PREFIXES = {
    "h": XHTML,
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
    "xhtml": XHTML,
}


@dataclass(frozen=True)
class Expression:
    """A compiled expression; use it as often as needed. Evaluation raises EvaluationError only.

    ``references`` are the nodes it reads, ``functions`` the names it calls. ``faults`` are the calls that cannot be
    made: each raises when it is reached, and not before.
    """

    source: str
    references: tuple[Reference, ...]
    functions: frozenset[str]
    run: Closure
    faults: tuple[ExpressionError, ...] = ()

    def value(self, context: Context) -> Value:
        """The value as it is: text, a number, true or false, nodes, or a date."""
        return self.run(_frame(context))

    def boolean(self, context: Context) -> bool:
        """Whether it is true (XPath 1.0, 4.3)."""
        return to_boolean(self.run(_frame(context)))

    def number(self, context: Context) -> float:
        """Its number, NaN when it is none (XPath 1.0, 4.4)."""
        frame = _frame(context)
        return to_number(self.run(frame), frame)

    def string(self, context: Context) -> str:
        """Its text (XPath 1.0, 4.2)."""
        frame = _frame(context)
        return to_string(self.run(frame), frame)

    def nodes(self, context: Context) -> list[Node]:
        """The nodes of a path, relevant ones only, in document order."""
        return to_nodes(self.run(_frame(context)), "this list")


def compile(  # noqa: A001 - the word for it
    source: str, namespaces: Mapping[str, str] | None = None, *, strict: bool = True
) -> Expression:
    """Compile an expression. ``namespaces`` maps the prefixes that the form declares.

    Raises ExpressionError: one sentence and the character, counted from 1. ``strict`` (as forms are loaded) raises for
    the first of its ``faults`` too; without it an expression may hold calls that it never makes, as elsewhere.
    """
    tree = parse(source)
    compiler = _Compiler(source, {**_PREFIXES, **(namespaces or {})})
    run = compiler.expr(tree)
    if strict and compiler.faults:
        raise compiler.faults[0]
    return Expression(
        source, find_references(tree, source), frozenset(compiler.calls), run, tuple(compiler.faults)
    )


def _frame(context: Context) -> Frame:
    node, host = context.node, context.host
    current = context.current or node
    budget = host.budget or Budget(host.steps)
    return Frame(node, context.position, context.size, host=host, current=current, budget=budget)


class _Compiler:
    def __init__(self, source: str, namespaces: Mapping[str, str]) -> None:
        self.source = source
        self.namespaces = namespaces
        self.faults: list[ExpressionError] = []
        self.calls: set[str] = set()

    def namespace(self, prefix: str) -> str | None:
        return self.namespaces.get(prefix)

    def expr(self, expr: Expr) -> Closure:
        if isinstance(expr, Number | Text):
            value = expr.value
            return lambda _frame: value
        if isinstance(expr, Path):
            return compile_path(expr, self)
        if isinstance(expr, Call):
            return self.call(expr)
        if isinstance(expr, Chain):
            return self.chain(expr)
        if isinstance(expr, Filter):
            return self.filter(expr)
        return self.negative(expr)

    def negative(self, expr: Negative) -> Closure:
        operand = self.expr(expr.operand)
        return lambda frame: -to_number(operand(frame), frame)

    def filter(self, expr: Filter) -> Closure:
        base = self.expr(expr.base)
        predicates = compile_predicates(expr.predicates, self)

        def run(frame: Frame) -> Value:
            nodes = to_nodes(base(frame), "a filter in [ ]")
            for prepare in predicates:
                nodes = prepare(frame)(nodes)
            return nodes

        return run

    # Operators

    def chain(self, expr: Chain) -> Closure:
        sign = expr.rest[0][0]
        operands = [self.expr(operand) for operand in expr.operands]
        if sign in ("or", "and"):
            return _logic(operands, stop=sign == "or")
        if sign == "|":
            return _union(operands)
        signs = [sign for sign, _ in expr.rest]
        if sign in COMPARISONS:
            return _comparisons(signs, operands)
        return _arithmetic(signs, operands)

    # Functions

    def call(self, call: Call) -> Closure:
        self.calls.add(call.name)
        fault = self.fault(call)
        if fault:
            self.faults.append(ExpressionError(fault, self.source, call.at))
            for arg in call.args:  # they may have faults of their own
                self.expr(arg)
            return _never(fault)
        function = FUNCTIONS[call.name]
        # indexed-repeat chooses the instance itself, so its paths must see all of them.
        args = [
            compile_path(arg, self, stays=False)
            if call.name == "indexed-repeat" and isinstance(arg, Path)
            else self.expr(arg)
            for arg in call.args
        ]
        return _lazy_call(function, args) if function.lazy else _call(function, args)

    @staticmethod
    def fault(call: Call) -> str:
        """Why a call cannot be made; "" when it can."""
        function = FUNCTIONS.get(call.name)
        if function is None:
            small = call.name.lower()
            advice = f"write {small}() in small letters" if small in FUNCTIONS else "check its spelling"
            return f"there is no function {call.name}(); {advice}"
        # A pattern written in the expression is read now, so that nobody meets it broken at the kiosk.
        pattern = call.args[1] if call.name == "regex" and len(call.args) > 1 else None
        if isinstance(pattern, Text) and read_pattern(pattern.value) is None:
            return f"the pattern '{pattern.value[:60]}' cannot be read; look at its brackets, and use no lookaround"
        return _wrong_count(call, function)


def _wrong_count(call: Call, function: Function) -> str:
    count = len(call.args)
    if count < function.least:
        wanted = f"at least {function.least}" if function.most != function.least else f"{function.least}"
    elif function.most is not None and count > function.most:
        wanted = f"at most {function.most}" if function.most != function.least else f"{function.most}"
    else:
        return ""
    values = "value" if wanted.endswith(" 1") or wanted == "1" else "values"
    return f"{call.name}() needs {wanted} {values} in its brackets, but has {count}"


def _never(fault: str) -> Closure:
    def run(_frame: Frame) -> Value:
        raise EvaluationError(fault)

    return run


def _lazy_call(function: Function, args: list[Closure]) -> Closure:
    run = function.run

    def lazy(frame: Frame) -> Value:
        frame.budget.left -= 1
        return run(frame, *args)

    return lazy


def _call(function: Function, args: list[Closure]) -> Closure:
    run = function.run
    if not args:
        return run

    def call(frame: Frame) -> Value:
        frame.budget.spend(len(args))
        return run(frame, *[arg(frame) for arg in args])

    return call


def _logic(operands: list[Closure], *, stop: bool) -> Closure:
    """``or`` stops at the first true, ``and`` at the first false."""

    def run(frame: Frame) -> bool:
        for operand in operands:
            frame.budget.left -= 1
            value = operand(frame)
            if (value if value is True or value is False else to_boolean(value)) is stop:
                return stop
        return not stop

    return run


def _union(operands: list[Closure]) -> Closure:
    def run(frame: Frame) -> Value:
        nodes: list[Node] = []
        for operand in operands:
            nodes.extend(to_nodes(operand(frame), "'|'"))
        frame.budget.spend(len(nodes))
        return in_document_order(nodes)

    return run


def _comparisons(signs: list[str], operands: list[Closure]) -> Closure:
    first = operands[0]
    if len(signs) == 1:
        compare_two, second = COMPARISONS[signs[0]], operands[1]

        def pair(frame: Frame) -> bool:
            frame.budget.left -= 1
            return compare_two(first(frame), second(frame), frame)

        return pair
    rest = [(COMPARISONS[sign], operand) for sign, operand in zip(signs, operands[1:], strict=True)]

    def run(frame: Frame) -> Value:
        value = first(frame)
        frame.budget.spend(len(rest))
        for compare, operand in rest:
            value = compare(value, operand(frame), frame)
        return value

    return run


def _arithmetic(signs: list[str], operands: list[Closure]) -> Closure:
    first = operands[0]
    rest = [(_OPERATIONS[sign], operand) for sign, operand in zip(signs, operands[1:], strict=True)]

    def run(frame: Frame) -> float:
        frame.budget.left -= len(rest)
        total = to_number(first(frame), frame)
        for operation, operand in rest:
            total = operation(total, to_number(operand(frame), frame))
        return total

    return run


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if not right or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}
