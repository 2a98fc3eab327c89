"""An expression's text into its syntax tree: precedence climbing over the tokens."""

from kiosk.errors import ExpressionError
from kiosk.forms.xpath.ast import (
    Call,
    Chain,
    Expr,
    Filter,
    KindTest,
    NameTest,
    Negative,
    Number,
    Path,
    Step,
    Text,
)
from kiosk.forms.xpath.tokens import Token, tokenize

AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
KINDS = frozenset({"node", "text", "comment", "processing-instruction"})
ANY_NODE = KindTest("node")
DESCEND = Step("descendant-or-self", ANY_NODE)

_POWERS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNARY = 8
# Each bracket and each change of strength costs two, and up to six Python frames.
_MAX_DEPTH = 200
_MAX_STEPS = 500


def parse(source: str) -> Expr:
    """The syntax tree of ``source``. Raises ExpressionError with the character."""
    parser = _Parser(source)
    if parser.token.kind == "end":
        raise ExpressionError("the expression is empty", source, 1)
    expr = parser.expression(0)
    if parser.token.kind != "end":
        raise parser.unexpected("the end")
    return expr


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.place = 0
        self.depth = 0
        self.token: Token = self.tokens[0]

    # Tokens

    def advance(self) -> Token:
        token = self.token
        self.place += 1
        self.token = self.tokens[self.place]
        return token

    def peek(self) -> Token:
        return self.tokens[min(self.place + 1, len(self.tokens) - 1)]

    def at(self, *signs: str) -> bool:
        return self.token.kind == "sign" and self.token.text in signs

    def take(self, sign: str) -> None:
        if not self.at(sign):
            raise self.unexpected(f"'{sign}'")
        self.advance()

    def unexpected(self, wanted: str) -> ExpressionError:
        token = self.token
        if token.kind == "end":
            return ExpressionError(f"expected {wanted} but the expression ended", self.source, token.at)
        if token.kind == "name" and token.operator and token.text not in _POWERS:
            return ExpressionError(
                f"'{token.text}' stands where 'and', 'or', '=' or another operator should join two values",
                self.source,
                token.at,
            )
        return ExpressionError(f"expected {wanted} but found '{token.text}'", self.source, token.at)

    def deeper(self) -> None:
        self.depth += 2
        if self.depth > _MAX_DEPTH:
            raise ExpressionError(
                "the brackets are nested too deep; split the expression", self.source, self.token.at
            )

    # Expressions

    def expression(self, power: int) -> Expr:
        self.deeper()
        left = self.prefix()
        while (strength := self.strength()) > power:
            rest: list[tuple[str, Expr]] = []
            while self.strength() == strength:
                operator = self.advance().text
                rest.append((operator, self.expression(strength)))
            left = Chain(left, tuple(rest))
        self.depth -= 2
        return left

    def strength(self) -> int:
        return _POWERS.get(self.token.text, 0) if self.token.operator else 0

    def prefix(self) -> Expr:
        negative = False
        signed = False
        while self.at("-"):
            self.advance()
            negative = not negative
            signed = True
        operand = self.expression(_UNARY - 1) if signed else self.path()
        if not signed:
            return operand
        return Negative(operand) if negative else Negative(Negative(operand))

    # Paths

    def path(self) -> Expr:
        if self.at("/"):
            self.advance()
            steps = self.steps() if self.starts_step() else ()
            return Path(absolute=True, start=None, steps=steps)
        if self.at("//"):
            self.advance()
            return Path(absolute=True, start=None, steps=(DESCEND, *self.steps()))
        if self.starts_step():
            return Path(absolute=False, start=None, steps=self.steps())
        base = self.primary()
        predicates = self.predicates()
        if predicates:
            base = Filter(base, predicates)
        if self.at("/", "//"):
            before = (DESCEND,) if self.advance().text == "//" else ()
            return Path(absolute=False, start=base, steps=(*before, *self.steps()))
        return base

    def starts_step(self) -> bool:
        token = self.token
        if token.kind == "sign":
            return token.text in (".", "..", "@") or (token.text == "*" and not token.operator)
        if token.kind != "name" or token.operator:
            return False
        after = self.peek()
        return token.text in KINDS or not (after.kind == "sign" and after.text == "(")

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.at("/", "//"):
            if self.advance().text == "//":
                steps.append(DESCEND)
            steps.append(self.step())
            self.check_length(len(steps))
        return tuple(steps)

    def check_length(self, length: int) -> None:
        if length > _MAX_STEPS:
            raise ExpressionError(f"the path has more than {_MAX_STEPS} parts", self.source, self.token.at)

    def step(self) -> Step:
        if self.at("."):
            self.advance()
            return Step("self", ANY_NODE, self.predicates())
        if self.at(".."):
            self.advance()
            return Step("parent", ANY_NODE, self.predicates())
        axis = "child"
        if self.at("@"):
            self.advance()
            axis = "attribute"
        elif self.peek().kind == "sign" and self.peek().text == "::":
            axis = self.token.text
            if axis not in AXES:
                raise ExpressionError(f"'{axis}::' is no direction in XPath 1.0", self.source, self.token.at)
            self.advance()
            self.advance()
        test = self.test()
        return Step(axis, test, self.predicates())

    def test(self) -> NameTest | KindTest:
        token = self.token
        if self.at("*"):
            self.advance()
            return NameTest("", "*")
        if token.kind != "name":
            raise self.unexpected("the name of a question or a value")
        self.advance()
        if token.text in KINDS and self.at("("):
            return self.kind(token.text)
        prefix, _, name = token.text.rpartition(":")
        return NameTest(prefix, name)

    def kind(self, kind: str) -> KindTest:
        self.take("(")
        target = ""
        if kind == "processing-instruction" and self.token.kind == "text":
            target = self.advance().text
        self.take(")")
        return KindTest(kind, target)

    def predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self.at("["):
            self.advance()
            self.deeper()  # a predicate costs more Python frames than a bracket
            found.append(self.expression(0))
            self.depth -= 2
            self.take("]")
            self.check_length(len(found))
        return tuple(found)

    # Values

    def primary(self) -> Expr:
        token = self.token
        if token.kind == "number":
            self.advance()
            return Number(float(token.text))
        if token.kind == "text":
            self.advance()
            return Text(token.text)
        if token.kind == "name" and not token.operator:
            return self.call()
        if self.at("("):
            self.advance()
            inner = self.expression(0)
            self.take(")")
            return inner
        raise self.unexpected("a value")

    def call(self) -> Call:
        name = self.advance()
        self.take("(")
        args: list[Expr] = []
        if not self.at(")"):
            args.append(self.expression(0))
            while self.at(","):
                self.advance()
                args.append(self.expression(0))
        self.take(")")
        return Call(name.text, tuple(args), name.at)
