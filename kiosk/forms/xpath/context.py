"""What an expression is evaluated against, and how much work it may do."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from kiosk.errors import EvaluationError
from kiosk.forms.node import Node
from kiosk.forms.xpath.dates import Date

Value = str | float | bool | list[Node] | Date
"""A float is always a float, never an int: the conversions look at the exact type."""

STEPS = 500_000
MAX_NESTED = 10  # texts of the form inside one another
MAX_TEXT = 1_000_000  # characters that one function may make


def _no_label(value: str, _path: str, _node: Node) -> str:
    return value


def _no_text(_key: str) -> str:
    return ""


@dataclass(frozen=True)
class Host:
    """What expressions of one form see. Make one a visit; it is cheap to keep and needs no reset.

    ``root`` is the document node of the primary instance (``/`` in a path). ``instances`` maps the id of
    a secondary instance to its document node (``instance('cities')/root/item``). ``now`` is aware; its
    zone is the kiosk's. ``choice_label(value, path, node)`` serves jr:choice-name, ``itext(key)``
    jr:itext. ``repeats`` holds the paths without indexes (``/data/person``) of repeats: an absolute path
    from inside one of their instances stays in that instance, as in ODK Collect.
    ``steps`` bounds one evaluation (about a node or a function each), unless evaluations share a ``budget``.
    """

    root: Node
    now: Callable[[], datetime]
    random: random.Random
    new_id: Callable[[], str]
    instances: Mapping[str, Node] = field(default_factory=dict)
    language: str = ""
    choice_label: Callable[[str, str, Node], str] = _no_label
    itext: Callable[[str], str] = _no_text
    repeats: frozenset[str] = frozenset()
    steps: int = STEPS
    budget: "Budget | None" = None


@dataclass(frozen=True)
class Context:
    """Where an evaluation starts. ``current`` (for current()) is ``node`` when left out."""

    node: Node
    host: Host
    position: int = 1
    size: int = 1
    current: Node | None = None


class Frame:
    """The state of one evaluation at one node. Predicates move it from node to node."""

    __slots__ = ("budget", "current", "host", "node", "position", "size")

    def __init__(
        self, node: Node, position: int, size: int, *, host: Host, current: Node, budget: "Budget"
    ) -> None:
        self.node = node
        self.position = position
        self.size = size
        self.host = host
        self.current = current
        self.budget = budget

    def inner(self, size: int) -> "Frame":
        """A frame for the nodes of a predicate."""
        return Frame(self.node, 1, size, host=self.host, current=self.current, budget=self.budget)

    @property
    def zone(self) -> tzinfo | None:
        """The kiosk's time zone."""
        return self.budget.now(self.host).tzinfo


class Budget:
    """The work left in one evaluation, or in all that share it, and their moment: now() is the same all through.

    A step takes a third of a microsecond to one, so that STEPS are half a second at most.
    """

    __slots__ = ("left", "moment", "nested", "steps")

    def __init__(self, steps: int) -> None:
        self.steps = self.left = steps
        self.moment: datetime | None = None
        self.nested = 0

    def refill(self) -> None:
        """Begin again, for the next thing that a person does."""
        self.left = self.steps
        self.moment = None

    def spend(self, steps: int) -> None:
        """Count work. Raises EvaluationError when there is too much."""
        self.left -= steps
        if self.left < 0:
            raise EvaluationError(
                "an expression of this form does too much work; make it simpler or split the list it looks through"
            )

    def inside(self, words: Callable[[], str]) -> str:
        """Words of the form that stand in others. Raises EvaluationError when they stand in themselves."""
        if self.nested >= MAX_NESTED:
            raise EvaluationError("words of this form stand in themselves; take them out of their own label")
        self.nested += 1
        try:
            return words()
        finally:
            self.nested -= 1

    def now(self, host: Host) -> datetime:
        """The moment of this evaluation."""
        if self.moment is None:
            self.moment = host.now()
        return self.moment
