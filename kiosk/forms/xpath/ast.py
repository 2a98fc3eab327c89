"""What an expression is made of: frozen values, made by parse, read by compile and references."""

from dataclasses import dataclass

BOOLEAN_OPERATORS = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """Text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one strength, left to right: ``a or b or c``. Flat, so that its length costs no depth."""

    first: "Expr"
    rest: tuple[tuple[str, "Expr"], ...]

    @property
    def operands(self) -> tuple["Expr", ...]:
        """Everything between the operators."""
        return (self.first, *(operand for _, operand in self.rest))


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign in front."""

    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its values; ``at`` is the character of its name, counted from 1."""

    name: str
    args: tuple["Expr", ...]
    at: int


@dataclass(frozen=True, slots=True)
class NameTest:
    """A name in a step; ``*`` stands for any name."""

    prefix: str
    name: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """``node()``, ``text()``, ``comment()`` or ``processing-instruction('target')``."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path."""

    axis: str
    test: NameTest | KindTest
    predicates: tuple["Expr", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. It starts at the root (``absolute``), at ``start``, or at the context node."""

    absolute: bool
    start: "Expr | None"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates: ``instance('a')[1]``."""

    base: "Expr"
    predicates: tuple["Expr", ...]


Expr = Number | Text | Chain | Negative | Call | Path | Filter
