"""Adding another: the list of what was added to a repeat, the question for one more, and taking one out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kiosk.forms.node import Node
from kiosk.forms.page import Choice, Entry, Page, Question
from kiosk.forms.problem import Problem
from kiosk.forms.running.entry_name import entry_name
from kiosk.forms.running.pages import More, Place, Section
from kiosk.forms.running.questions import Questions

REMOVE = "/@remove"
"""Ends the key of the page that asks whether to take an entry out."""
YES, NO = "yes", "no"
_Mark = tuple[Node, str]


@dataclass
class Adding:
    """What the person has done with the repeats of a form that have no end of their own.

    A page that Continue has left is ``passed``; an entry that was added by Yes is ``pending`` until all of its pages
    are passed, and is not listed before.
    """

    questions: Questions
    passed: set[Node | _Mark] = field(default_factory=set)
    _pending: dict[_Mark, Node] = field(default_factory=dict)
    _ended: set[_Mark] = field(default_factory=set)
    _removed: dict[_Mark, tuple[str, str]] = field(default_factory=dict)
    _sure: dict[str, str] = field(default_factory=dict)

    # Where one is.

    def pending(self, more: More) -> Node | None:
        """The entry that is being added."""
        return self._pending.get(more.mark)

    def _entries_around(self, places: Iterable[Place]) -> Iterator[tuple[Place, set[Node]]]:
        """Each page with the entries of open-ended repeats that it stands in."""
        instance = self.questions.instance
        open_ended = [repeat for repeat in instance.form.repeats.values() if repeat.open_ended]
        entries = {node for repeat in open_ended for node in instance.nodes(repeat.path)}
        for place in places:
            yield place, entries.intersection(place.around())

    def settled(self, places: Iterable[Place]) -> set[Node]:
        """The entries that a person going forward passes by: all of their pages are passed, or they are pending."""
        instance = self.questions.instance
        every: set[Node] = set()
        unfinished: set[Node] = set()
        for place, around in self._entries_around(places):
            every |= around
            if place.mark not in self.passed and place.relevant(instance):
                unfinished |= around
        return (every - unfinished) | set(self._pending.values())

    def leave(self, place: Place, places: Iterable[Place]) -> None:
        """Continue has left a page: an entry all of whose pages are passed is pending no longer."""
        self.passed.add(place.mark)
        self._removed.clear()
        if not self._pending:
            return
        instance = self.questions.instance
        waiting: set[Node] = set()
        for each, around in self._entries_around(places):
            if each.mark not in self.passed and each.relevant(instance):
                waiting |= around
        self._pending = {mark: entry for mark, entry in self._pending.items() if entry in waiting}

    # The page that lists them.

    def page(self, more: More, key: str, section: str, places: Iterable[Place], *, checked: bool) -> Page:
        """What was added so far, and whether there is another."""
        say, instance = self.questions.say, self.questions.instance
        entries = tuple(self._entries(more, places))
        label = self.label(more)
        if not entries:
            asked = say("form.add_first", label=label)
            return self._told(
                Page(key, asked, (self._question(more, key, asked, checked=checked),), section), more
            )
        heading = say("form.added", label=label, count=len(entries))
        if instance.full(more.repeat, more.parent) and self.pending(more) is None:
            question = Question(key, "note", "note", say("form.most", count=len(entries)))
        else:
            question = self._question(more, key, say("form.add_another"), checked=checked)
        return self._told(Page(key, heading, (question,), section, entries=entries), more)

    def count(self, more: More) -> str:
        """How many there are, for check answers."""
        added = len(self._listed(more))
        return self.questions.say("form.count", count=added) if added else self.questions.say("form.none")

    def label(self, more: More) -> str:
        """What the repeat is called, as its last entry has it, or the first would."""
        entries = self._listed(more)
        if entries:
            node = entries[-1]
        else:
            node = more.repeat.template.copy()
            node.parent = more.parent
        return self.questions.words(more.repeat.label, node) or self.questions.readable(node)

    def _told(self, page: Page, more: More) -> Page:
        if more.mark not in self._removed:
            return page
        name, label = self._removed[more.mark]
        notice = self.questions.say("form.removed", label=name or label)
        return Page(
            page.key, page.heading, page.questions, page.section, None, page.entries, notice, (name, label)
        )

    def _question(self, more: More, key: str, asked: str, *, checked: bool) -> Question:
        raw = YES if more.mark in self._pending else NO if more.mark in self._ended else ""
        question = self._yes_or_no(key, asked, raw, checked=checked)
        if checked and raw == NO and len(self._listed(more)) < more.repeat.least:
            few = Problem("required.entries", {"label": asked, "count": more.repeat.least})
            return replace(question, problem=few)
        return question

    def _yes_or_no(self, key: str, asked: str, raw: str, *, checked: bool) -> Question:
        say = self.questions.say
        choices = (Choice(YES, say("form.yes")), Choice(NO, say("form.no")))
        return Question(
            key,
            "select_one",
            "choice_one",
            asked,
            required=True,
            raw=raw,
            answer=next((choice.label for choice in choices if choice.value == raw), ""),
            choices=choices,
            problem=Problem("required.choice", {"label": asked}) if checked and not raw else None,
        )

    def _listed(self, more: More) -> list[Node]:
        entries = self.questions.instance.entries(more.repeat, more.parent)
        return [entry for entry in entries if entry is not self.pending(more)]

    def _entries(self, more: More, places: Iterable[Place]) -> Iterator[Entry]:
        instance = self.questions.instance
        pages: dict[Node, str] = {}
        for place, around in self._entries_around(places):
            for node in around if place.relevant(instance) else ():
                pages.setdefault(node, place.key)
        entries = self._listed(more)
        may_go = len(entries) > 1 or instance.began_empty(more.repeat, more.parent)
        for number, node in enumerate(entries, 1):
            removal = instance.name(node) + REMOVE if may_go else ""
            label = self.section(Section(more.repeat.label, node, number))
            yield Entry(pages.get(node, ""), removal, label, entry_name(more.repeat, node, self.questions))

    def section(self, section: Section) -> str:
        """The label of a group, or of an entry with its number."""
        label = self.questions.words(section.label, section.node)
        if not section.number:
            return label
        label = label or self.questions.readable(section.node)
        return self.questions.say("form.entry", label=label, number=section.number)

    def answer(self, more: More, raw: str) -> None:
        """Yes adds an entry, which is listed once its pages are done; No takes that one out again."""
        self._removed.clear()
        instance = self.questions.instance
        self._ended.discard(more.mark)
        if raw == YES:
            if more.mark not in self._pending:
                added = instance.add(more.repeat, more.parent)
                if added is not None:
                    self._pending[more.mark] = added
            return
        if self._pending.pop(more.mark, None) is not None:
            instance.cut(more.repeat, more.parent, len(instance.entries(more.repeat, more.parent)) - 1)
        if raw == NO:
            self._ended.add(more.mark)

    def put_off(self, more: More) -> None:
        """A Yes that the person did not go on with: its entry goes, and the question is open again."""
        if more.mark in self._pending:
            self.answer(more, "")

    # Taking one out.

    def removal(self, more: More, entry: Node, *, checked: bool) -> Page:
        """The page that asks whether to take an entry out."""
        key = self.questions.instance.name(entry) + REMOVE
        name, label = self._called(more, entry)
        asked = self.questions.say("form.remove", label=name or label)
        question = self._yes_or_no(key, asked, self._sure.get(key, ""), checked=checked)
        return Page(key, asked, (question,), named=(name, label))

    def _called(self, more: More, entry: Node) -> tuple[str, str]:
        number = self._listed(more).index(entry) + 1
        label = self.section(Section(more.repeat.label, entry, number))
        return entry_name(more.repeat, entry, self.questions), label

    def make_sure(self, key: str, raw: str) -> None:
        """The answer to the question whether to take an entry out."""
        self._sure = {key: raw}

    def sure(self, key: str) -> str:
        """What was answered to it, "" when nothing."""
        return self._sure.get(key, "")

    def remove(self, more: More, entry: Node) -> None:
        """Do as was answered: on Yes the entry goes for good."""
        key = self.questions.instance.name(entry) + REMOVE
        answered = self._sure.pop(key, "")
        self._ended.discard(more.mark)
        if answered == YES:
            self._removed = {more.mark: self._called(more, entry)}
            self.questions.instance.remove(entry)
