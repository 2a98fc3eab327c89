"""A list of rows that never changes: each row becomes a node only when an expression looks at it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kiosk.forms.long_list import LongList
from kiosk.forms.node import Node

Row = Sequence[str | None]


class Table(Node):
    """The root element of a list (``instance('places')/root``) whose items have nothing but texts in them.

    ``item`` is the name of its items.

    Make one of a list that is only read: 50,000 rows take a fifth of the memory of their nodes, and `where` finds
    rows by what a column holds without a look at the others. To everything else it is a Node with children.
    """

    __slots__ = ("_all", "_choices", "_columns", "_found", "_made", "_rows", "item")

    def __init__(self, name: str, item: str, columns: Iterable[str], rows: Sequence[Row]) -> None:
        """``rows`` hold a text a column, None where the item has no such element. A column without name is left out."""
        super().__init__(name)
        self.item = item
        self._columns = {column: place for place, column in enumerate(columns) if column}
        self._rows = rows
        self._made: dict[int, Node] = {}
        self._all: list[Node] | None = None
        self._found: dict[str, dict[str | None, list[int]]] = {}
        self._choices: dict[tuple[str, str], LongList] = {}

    @property
    def children(self) -> list[Node]:
        """Every item as a node."""
        if self._all is None:
            self._all = [self._node(number) for number in range(len(self._rows))]
        return self._all

    @children.setter
    def children(self, _nodes: list[Node]) -> None:
        """Node begins with none; a list has its own."""

    def named(self, key: str) -> list[Node]:
        return self.children if key == self.item else []

    def prepare(self, columns: set[str]) -> None:
        """Make the indexes of these columns now, so that the first look through them is quick too."""
        for column in columns & self._columns.keys():
            self._found[column] = self._numbers(column)

    def where(self, column: str, texts: set[str]) -> list[Node]:
        """The items whose element ``column`` has one of ``texts``, in order."""
        index = self._found.get(column)
        if index is None:
            index = self._found[column] = self._numbers(column)
        if len(texts) == 1:
            return [self._node(number) for number in index.get(next(iter(texts)), ())]
        return [self._node(number) for number in sorted(n for text in texts for n in index.get(text, ()))]

    def choices(self, value: str, label: str) -> LongList:
        """Every item as a choice, made once, of what these two columns hold."""
        made = self._choices.get((value, label))
        if made is None:
            made = self._choices[value, label] = LongList(self.column(value), self.column(label))
        return made

    @property
    def columns(self) -> Iterable[str]:
        """The names of its columns."""
        return self._columns

    def column(self, name: str) -> list[str | None]:
        """What a column holds, row by row."""
        place = self._columns.get(name)
        return [None] * len(self._rows) if place is None else [row[place] for row in self._rows]

    def _numbers(self, column: str) -> dict[str | None, list[int]]:
        made: dict[str | None, list[int]] = defaultdict(list)
        place = self._columns.get(column)
        if place is None:
            return made
        for number, row in enumerate(self._rows):
            made[row[place]].append(number)
        made.pop(None, None)
        return made

    def texts(self, items: Iterable[Node], column: str) -> list[str | None]:
        """What ``column`` holds of each of these items of the list."""
        place = self._columns.get(column)
        numbers = [item.number for item in items if isinstance(item, Item)]
        return [None if place is None else self._rows[number][place] for number in numbers]

    def item_nodes(self, number: int) -> list[Node]:
        """The elements of an item."""
        made = [
            Node(column, text)
            for column, place in self._columns.items()
            if (text := self._rows[number][place]) is not None
        ]
        for node in made:
            node.parent = self._made[number]
        return made

    def _node(self, number: int) -> Node:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = Item(self, number)
        return made


class Item(Node):
    """One row of a Table as a node; its elements are made when somebody looks inside."""

    __slots__ = ("_inside", "number")

    def __init__(self, table: Table, number: int) -> None:
        super().__init__(table.item)
        self.parent: Node | None = table
        self.number = number
        self._inside: list[Node] | None = None

    @property
    def children(self) -> list[Node]:
        """Its elements."""
        if self._inside is None and isinstance(self.parent, Table):
            self._inside = self.parent.item_nodes(self.number)
        return self._inside or []

    @children.setter
    def children(self, _nodes: list[Node]) -> None:
        """Node begins with none; an item has its own."""
