"""A form, read once and never changed: what xform.load gives and Filling runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kiosk.forms.long_list import LongList
from kiosk.forms.node import Node
from kiosk.forms.wording import Text
from kiosk.forms.xpath import Expression


@dataclass(frozen=True)
class Bind:
    """What a form says about one node. ``path`` has no positions: ``/data/person/name``."""

    path: str
    type: str = "string"
    relevant: Expression | None = None
    read_only: Expression | None = None
    required: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    required_message: Text | None = None
    constraint_message: Text | None = None
    preload: str = ""


@dataclass(frozen=True)
class Item:
    """A choice written out in the form. ``label_id`` is that of its text, where it has one."""

    value: str
    label: Text
    label_id: str = ""


@dataclass(frozen=True)
class Itemset:
    """Choices taken from the nodes of ``nodes``; ``value`` and ``label`` are read from each node.

    With ``label_is_id`` the label is the id of a text in itext. ``columns`` are the names of the value and of the
    label where each is a child of the node; ``whole`` is the id of the list, the name of its root and of its items
    where the choices are all of it.
    """

    nodes: Expression
    value: Expression
    label: Expression
    label_is_id: bool = False
    columns: tuple[str, str] | None = None
    whole: tuple[str, ...] = ()


@dataclass(frozen=True)
class Range:
    """The numbers that a range question allows."""

    start: float
    end: float
    step: float


@dataclass(frozen=True)
class Control:
    """A question as the form writes it. ``type`` is a key of types.TYPES; ``bind`` says the rest.

    ``accept`` is as in Question. ``label_id`` is the id of the label's text, where it has one. ``once`` names what it
    asks for where other forms ask the same (kiosk/forms/loading/once.py), "" for most.
    """

    bind: Bind
    type: str
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    range: Range | None = None
    appearance: frozenset[str] = field(default_factory=frozenset)
    accept: frozenset[str] = field(default_factory=frozenset)
    label_id: str = ""
    once: str = ""

    @property
    def path(self) -> str:
        """Where the answer goes, without positions."""
        return self.bind.path


@dataclass(frozen=True)
class Group:
    """Questions under one label; with ``field_list`` they are one page. ``path`` is "" without a node."""

    path: str
    label: Text | None
    field_list: bool
    children: tuple["Element", ...]


@dataclass(frozen=True)
class Repeat:
    """Questions asked several times. ``template`` is a new entry, which goes after the elements ``before``.

    ``count`` or ``fixed`` close the number; without either the person is asked whether to add another, and must add
    ``least`` and can add ``most`` (0: as many as the kiosk lets). ``size`` is how many nodes an entry has.
    """

    path: str
    label: Text | None
    field_list: bool
    children: tuple["Element", ...]
    template: Node
    before: frozenset[str]
    count: Expression | None = None
    fixed: bool = False
    size: int = 1
    least: int = 0
    most: int = 0

    @property
    def open_ended(self) -> bool:
        """Whether the person says how many there are."""
        return self.count is None and not self.fixed


Element = Control | Group | Repeat


@dataclass(frozen=True)
class Action:
    """A setvalue: when one of ``events`` happens, ``target`` becomes ``value``.

    ``trigger`` is the path of the question it stands in ("" in the model). A target may be an attribute:
    ``/data/meta/entity/@id``.
    """

    events: frozenset[str]
    target: str
    value: Expression | str
    trigger: str = ""


@dataclass(frozen=True)
class Unit:
    """One thing that is worked out again when what it reads changes: ``kind`` of the nodes at ``path``."""

    kind: str
    path: str
    expression: Expression


@dataclass(frozen=True, order=True)
class Reader:
    """A unit that reads a path. ``scope`` is the repeat whose own entry it reads; "" for all entries."""

    unit: int
    scope: str = ""


@dataclass(frozen=True)
class Form:
    """A form that can be filled in.

    ``languages`` are the form's own labels (``Welsh (cy)``; ``default`` when it has none). ``units`` are in
    the order in which they can be worked out, and ``readers`` gives the units that read each path
    (without positions). ``media`` names the picture of a text by its id and language.
    ``primary`` is the document with the empty answers; ``instances`` are
    the lists that choices and expressions read. ``warnings`` are sentences for the author. ``missing`` are
    files of lists that were not there: those lists are empty, and nobody should be asked to fill the form in.
    ``places`` are what questions for a point on a map are answered with.
    ``public_key`` is that of an ODK encrypted form (RSA, base64 of DER).
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    primary: Node
    instances: Mapping[str, Node]
    binds: Mapping[str, Bind]
    body: tuple[Element, ...]
    actions: tuple[Action, ...]
    units: tuple[Unit, ...]
    readers: Mapping[str, tuple[Reader, ...]]
    repeats: Mapping[str, Repeat]
    itext: Mapping[str, Text]
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    places: LongList | None = None
    public_key: str = ""

    @cached_property
    def recorded(self) -> bool:
        """Whether a person has recorded any of its texts."""
        return any(text.recordings for text in self.itext.values())

    @property
    def controls(self) -> Iterator[Control]:
        """Every question, in the order asked."""
        return controls_in(self.body)


def controls_in(elements: tuple[Element, ...]) -> Iterator[Control]:
    """Every question in ``elements`` and the groups and repeats inside."""
    for element in elements:
        if isinstance(element, Control):
            yield element
        else:
            yield from controls_in(element.children)
