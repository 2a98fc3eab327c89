"""Which pages a form has now: its questions in order, repeats unrolled, each field-list group as one page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.forms.form import Control, Element, Form, Group, Repeat
from kiosk.forms.node import Node
from kiosk.forms.running.instance import Instance
from kiosk.forms.wording import Text

MORE = "/@more"
"""Ends the key of the page that lists the entries of a repeat and asks whether to add another."""


@dataclass(frozen=True)
class Section:
    """A group or repeat entry around a page; ``number`` is the entry's, from 1, or 0 for a group."""

    label: Text | None
    node: Node
    number: int = 0


@dataclass(frozen=True)
class More:
    """The page after the entries of a repeat: what was added, and whether there is another."""

    repeat: Repeat
    parent: Node

    @property
    def mark(self) -> tuple[Node, str]:
        """Names it for the whole visit, whatever its key is."""
        return self.parent, self.repeat.path

    def relevant(self, instance: Instance) -> bool:
        """Whether it can be asked now: after an entry that is not relevant no other can come."""
        entries = instance.entries(self.repeat, self.parent)
        if entries:
            return instance.relevant(entries[-1])
        return instance.would_be_relevant(self.repeat, self.parent)


@dataclass(frozen=True)
class Place:
    """A page where it stands in the form, with the live nodes of its questions."""

    key: str
    questions: tuple[tuple[Control, Node], ...] = ()
    sections: tuple[Section, ...] = ()
    heading: Section | None = None
    more: More | None = None

    @property
    def mark(self) -> Node | tuple[Node, str]:
        """Names it for the whole visit, whatever its key is."""
        return self.more.mark if self.more else self.questions[0][1]

    def around(self) -> Iterator[Node]:
        """Its node and all that it stands in, innermost first."""
        at = self.more.parent if self.more else self.questions[0][1]
        while True:
            yield at
            if at.parent is None:
                return
            at = at.parent

    def relevant(self, instance: Instance) -> bool:
        """Whether the page is to be shown now."""
        return (
            self.more.relevant(instance)
            if self.more
            else any(instance.relevant(node) for _, node in self.questions)
        )


@dataclass
class Outline:
    """Walks the body once and collects every page, relevant or not."""

    instance: Instance
    places: list[Place] = field(default_factory=list)
    _keys: dict[str, int] = field(default_factory=dict)

    def elements(self, elements: tuple[Element, ...], entry: Node, sections: tuple[Section, ...]) -> None:
        """Collect the pages of ``elements`` inside a repeat's ``entry`` (or the root)."""
        for element in elements:
            if isinstance(element, Control):
                node = self._node(element.path, entry)
                if node is not None:
                    self._add(self.instance.name(node), ((element, node),), sections)
            elif isinstance(element, Repeat):
                self._repeat(element, entry, sections)
            else:
                self._group(element, entry, sections)

    def _node(self, path: str, entry: Node) -> Node | None:
        return next(self.instance.within(path, entry), None)

    def _add(
        self,
        key: str,
        questions: tuple[tuple[Control, Node], ...],
        sections: tuple[Section, ...],
        heading: Section | None = None,
        more: More | None = None,
    ) -> None:
        copies = self._keys[key] = self._keys.get(key, 0) + 1
        unique = f"{key}#{copies}" if copies > 1 else key
        self.places.append(Place(unique, questions, sections, heading, more))

    def _group(self, group: Group, entry: Node, sections: tuple[Section, ...]) -> None:
        node = (self._node(group.path, entry) if group.path else None) or entry
        section = Section(group.label, node) if group.label else None
        if group.field_list:
            self._flat(
                group.children, entry, sections, section, self.instance.name(node) if group.path else ""
            )
        else:
            self.elements(group.children, entry, (*sections, section) if section else sections)

    def _flat(
        self,
        elements: tuple[Element, ...],
        entry: Node,
        sections: tuple[Section, ...],
        heading: Section | None,
        key: str,
    ) -> None:
        """One page of all questions in ``elements``; repeats among them follow as pages of their own."""
        questions: list[tuple[Control, Node]] = []
        repeats: list[Repeat] = []
        waiting = list(elements)
        while waiting:
            element = waiting.pop(0)
            if isinstance(element, Control):
                node = self._node(element.path, entry)
                if node is not None:
                    questions.append((element, node))
            elif isinstance(element, Repeat):
                repeats.append(element)
            else:
                waiting[:0] = element.children
        if questions:
            self._add(key or self.instance.name(questions[0][1]), tuple(questions), sections, heading)
        for repeat in repeats:
            self._repeat(repeat, entry, (*sections, heading) if heading else sections)

    def _repeat(self, repeat: Repeat, entry: Node, sections: tuple[Section, ...]) -> None:
        parent = self._node(repeat.path.rpartition("/")[0], entry)
        if parent is None:
            return
        for number, node in enumerate(self.instance.entries(repeat, parent), 1):
            section = Section(repeat.label, node, number)
            if repeat.field_list:
                self._flat(repeat.children, node, sections, section, self.instance.name(node))
            else:
                self.elements(repeat.children, node, (*sections, section))
        if repeat.open_ended:
            key = f"{self.instance.name(parent)}/{repeat.path.rpartition('/')[2]}{MORE}"
            self._add(key, (), sections, more=More(repeat, parent))


def outline(form: Form, instance: Instance) -> tuple[Place, ...]:
    """Every page of the form as it stands, in order, relevant or not."""
    made = Outline(instance)
    made.elements(form.body, instance.host.root.element, ())
    return tuple(made.places)
