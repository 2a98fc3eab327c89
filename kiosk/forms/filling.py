"""One person filling in one form: pages, answers, problems, and the instance to send. Pure: no screen, no disk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from kiosk.attachments.attachment import Attachment
from kiosk.forms.form import Control, Form
from kiosk.forms.node import Node
from kiosk.forms.page import Given, Page, Question, Raw, Row, is_owed
from kiosk.forms.problem import Problem
from kiosk.forms.running.adding import NO, REMOVE, YES, Adding
from kiosk.forms.running.as_if_asked import as_if_asked
from kiosk.forms.running.attached import Attached, in_words
from kiosk.forms.running.checking import problem_with
from kiosk.forms.running.instance import Instance
from kiosk.forms.running.pages import MORE, Place, outline
from kiosk.forms.running.questions import Questions, Say
from kiosk.forms.running.route import Route
from kiosk.forms.running.writing import finish, write
from kiosk.forms.tree import uncollected
from kiosk.forms.types.attached import ATTACHED
from kiosk.forms.types.kind import is_empty
from kiosk.forms.widgets import kind_of
from kiosk.forms.words import english
from kiosk.forms.xpath import Host
from kiosk.forms.xpath.context import Budget

MAX_STEPS = 1_000_000
"""What a form may work for one call of a method: a second at most, and 40 times what the largest of 161 forms takes."""

__all__ = ["NO", "YES", "Filling"]

Found = tuple[tuple[Question, Problem], ...]


class Filling:
    """The answers of one visit to one form. Answers live here alone; :meth:`forget` drops them.

    ``language`` is one of ``form.languages``; ``now`` gives aware times; ``new_id`` gives uuid4 texts;
    ``say`` is Words.say of the visit and may be set again when the language changes (before ``language``).
    ``refuse`` gives the problem with what no question may be answered with: that is not even kept as it was typed.
    Every method may raise EvaluationError, when an expression of the form does too much work.
    """

    def __init__(
        self,
        form: Form,
        *,
        language: str,
        now: Callable[[], datetime],
        random: Random,
        new_id: Callable[[], str],
        say: Say = english,
        refuse: Callable[[Given], Problem | None] = lambda _given: None,
    ) -> None:
        self.form = form
        self._language = language
        self.now = now
        self._random = random
        self._new_id = new_id
        self._say = say
        self._refuse = refuse
        self._budget = Budget(MAX_STEPS)
        with uncollected():
            self._start()

    def _start(self) -> None:
        self._budget.refill()
        self._raw: dict[Node, Raw] = {}
        self._wrong: dict[Node, Problem] = {}
        self._checked: set[Node | str] = set()
        self._attached = Attached(self._new_id)
        self._outlined = -1
        self._places: dict[str, Place] = {}
        self._asked: dict[str, tuple[Control, Node]] = {}
        root = self.form.primary.copy()
        host = Host(
            root=root,
            now=self.now,
            random=self._random,
            new_id=self._new_id,
            instances=self._lists(root),
            budget=self._budget,
            language=self._language,
            repeats=frozenset(self.form.repeats),
        )
        self._instance = Instance(self.form, host)
        self._questions = Questions(self._instance, self._language, self._say)
        self._adding = Adding(self._questions)
        self.route = Route(self._instance, self._adding, self._outline)
        words = self._questions
        self._instance.host = replace(host, choice_label=words.choice_label, itext=words.itext)
        self._instance.begin(self._new_id(), self.now())

    def _lists(self, root: Node) -> dict[str, Node]:
        """The form's lists; one may be the answers themselves, by the id of their instance."""
        return {
            name: root if list_ is self.form.primary else list_ for name, list_ in self.form.instances.items()
        }

    @property
    def language(self) -> str:
        """The language of the form that pages are made in."""
        return self._language

    @language.setter
    def language(self, label: str) -> None:
        self._budget.refill()
        self._language = self._questions.language = label
        self._instance.retranslate(label)

    @property
    def say(self) -> Say:
        """The words of the interface."""
        return self._say

    @say.setter
    def say(self, say: Say) -> None:
        self._say = self._questions.say = say

    def forget(self) -> None:
        """Drop every answer (promise 2); what is left is an empty form."""
        self._start()

    # Pages

    def _outline(self) -> dict[str, Place]:
        if self._outlined != self._instance.changes:
            self._places = {place.key: place for place in outline(self.form, self._instance)}
            asked = [pair for place in self._places.values() for pair in place.questions]
            self._asked = {self._instance.name(node): (control, node) for control, node in asked}
            self._outlined = self._instance.changes
        return self._places

    def page_keys(self) -> tuple[str, ...]:
        """The keys of the pages to show now, in order."""
        self._budget.refill()
        return self._keys()

    def _keys(self) -> tuple[str, ...]:
        return tuple(key for key, place in self._outline().items() if place.relevant(self._instance))

    def asking_keys(self) -> tuple[str, ...]:
        """Those of page_keys that ask something: not the pages that only say something."""
        self._budget.refill()
        places = self._outline()
        return tuple(key for key in self._keys() if self._asks(places[key]))

    def progress(self, key: str) -> tuple[int, int]:
        """A page's number among those that ask something now, and how many there are (C17).

        The number is 0 for a page that only says something.
        """
        keys = self.asking_keys()
        return keys.index(key) + 1 if key in keys else 0, len(keys)

    def _asks(self, place: Place) -> bool:
        return place.more is not None or any(
            control.type != "note"
            and self._instance.relevant(node)
            and not self._questions.read_only(control, node)
            for control, node in place.questions
        )

    def next_key(self, key: str | None) -> str | None:
        """The page that Continue leads to from ``key`` (the first for None); None after the last."""
        self._budget.refill()
        return self.route.next(key)

    def previous_key(self, key: str | None) -> str | None:
        """The page before ``key`` (the last for None); None before the first."""
        self._budget.refill()
        return self.route.previous(key)

    def put_off(self, key: str) -> None:
        """Back from the page ``key``: if it asks for another and Yes was answered, there will be none."""
        self._budget.refill()
        self.route.put_off(key)

    def remove(self, key: str) -> None:
        """Continue from the page that asks whether to take an entry out: do as was answered."""
        self._budget.refill()
        entry = self.route.removable(key)[1]
        self.route.remove(key)
        self._checked = {each for each in self._checked if isinstance(each, Node)}
        for node in entry.walk() if entry.parent is None else ():
            self._raw.pop(node, None)
            self._wrong.pop(node, None)
            self._attached.drop(node)

    def page(self, key: str) -> Page:
        """A page with all its text worked out. Raises KeyError for a key that the form has not now."""
        self._budget.refill()
        return self._page(key)

    def _page(self, key: str) -> Page:
        if key.endswith(REMOVE):
            return self._adding.removal(*self.route.removable(key), checked=key in self._checked)
        places = self._outline()
        place = places[key]
        sections = [*filter(None, map(self._adding.section, place.sections))]
        section = " – ".join(sections)
        if place.more:
            checked = key in self._checked
            return self._adding.page(place.more, key, section, places.values(), checked=checked)
        asked = [(control, node) for control, node in place.questions if self._instance.relevant(node)]
        questions = tuple(self._question(control, node) for control, node in asked)
        spoken = self._spoken(place)
        if len(questions) == 1:
            (asked_now,) = questions
            around = [*sections, self._adding.section(place.heading) if place.heading else ""]
            section = " – ".join(one for one in around if one and one != asked_now.label)
            return Page(key, asked_now.label, questions, section, asked_now.easy, spoken=spoken)
        first, *others = questions
        if not place.heading and first.type == "note" and not (first.hint or first.guidance or first.answer):
            spoken |= first.recordings
            return Page(key, first.label, tuple(others), section, first.easy, spoken=spoken)
        easy = self._questions.easy(place.heading.node) if place.heading else None
        heading = self._adding.section(place.heading) if place.heading else section or self.form.title
        return Page(key, heading, questions, section if place.heading else "", easy, spoken=spoken)

    def _spoken(self, place: Place) -> frozenset[tuple[str, str]]:
        """The labels of the groups around a page, with the files that say them."""
        around = (*place.sections, *([place.heading] if place.heading else []))
        said = (self._questions.spoken((one.label,), one.node) for one in around if not one.number)
        return frozenset().union(*said)

    def _question(self, control: Control, node: Node) -> Question:
        question = self._questions.question(control, node)
        if (given := self._attached.of(node)) is not None:
            answer = in_words(given, control.type, self._say)
            question = replace(question, attachment=given, answer=answer)
        if node in self._wrong:
            question = replace(question, raw=self._raw[node])
        return (
            replace(question, problem=self._problem(control, node, question))
            if node in self._checked
            else question
        )

    def _problem(self, control: Control, node: Node, question: Question) -> Problem | None:
        return problem_with(self._questions, control, node, question, self._wrong.get(node))

    # Answers

    def answer(self, path: str, raw: Given) -> Problem | None:
        """Take an answer as typed, or a file; ``path`` is a Question's.

        What can be read is stored, and all that follows from it is worked out. A Problem keeps what was
        typed; pages show it from the next check on (C5). Raises KeyError for a path that no question has.
        """
        self._budget.refill()
        if path.endswith((MORE, REMOVE)):
            self._answer_more(path, str(raw))
            return None
        self._outline()
        control, node = self._asked[path]
        self._checked.discard(node)
        self._wrong.pop(node, None)
        self._raw.pop(node, None)
        if self._questions.read_only(control, node):
            return None
        refused = self._refuse(raw)
        stored: str | Problem = refused or ""
        if refused is not None:
            raw = ""
        elif control.type in ATTACHED:
            stored = self._attach(control, node, raw)
        elif not isinstance(raw, Attachment) and not is_empty(raw):
            kind = kind_of(control.type, control.appearance)
            question = Question(path, control.type, kind.input, self._questions.label(control, node))
            question = replace(
                question, choices=self._questions.choices(control, node), appearance=control.appearance
            )
            stored = kind.parse(raw, question)
        if isinstance(stored, Problem):
            self._raw[node], self._wrong[node] = "" if isinstance(raw, Attachment) else raw, stored
            self._instance.put(node, "")
            return stored
        self._instance.put(node, stored)
        return None

    def told_once(self, *, sent: bool = False) -> tuple[tuple[str, Question], ...]:
        """The questions that other forms ask too, each after its ``once``; with ``sent`` those answered now.

        Without it those are among them that are not asked yet, with what waits for them.
        """
        self._budget.refill()
        self._outline()
        marked = [
            pair for pair in self._asked.values() if pair[0].once and not self._questions.read_only(*pair)
        ]
        if sent:
            marked = [(c, node) for c, node in marked if node.text and self._instance.relevant(node)]
        return tuple((control.once, self._as_if_asked(control, node)[0]) for control, node in marked)

    def take(self, path: str, raw: Raw) -> bool:
        """An answer from another form: kept, for when it is asked, if this form takes it; else nothing stays of it."""
        readable = self.answer(path, raw) is None
        question, problem = self._as_if_asked(*self._asked[path])
        if readable and question.answer and problem is None:
            return True
        self.answer(path, "")
        return False

    def _as_if_asked(self, control: Control, node: Node) -> tuple[Question, Problem | None]:
        with as_if_asked(node, self._instance):
            question = self._question(control, node)
            return question, self._problem(control, node, question)

    def _attach(self, control: Control, node: Node, given: Given) -> str | Problem:
        """A file is kept and its name stored; any other answer takes away the one that was there."""
        if not isinstance(given, Attachment):
            self._attached.drop(node)
            return ""
        return self._attached.take(node, given, self._questions.question(control, node))

    def _files(self) -> list[tuple[Control, Node]]:
        """The questions that can be answered with a file now."""
        self._outline()
        asked = self._asked.values()
        return [(c, node) for c, node in asked if c.type in ATTACHED and self._instance.relevant(node)]

    def attachments(self) -> tuple[Attachment, ...]:
        """The files that :meth:`instance` names, in the order asked."""
        self._budget.refill()
        found = {node: self._attached.of(node) for _, node in self._files() if node.text}
        return tuple(given for given in found.values() if given is not None)

    def _answer_more(self, key: str, raw: str) -> None:
        self._checked.discard(key)
        if key.endswith(REMOVE):
            self.route.removable(key)
            self._adding.make_sure(key, raw)
            return
        more = self._outline()[key].more
        if more is None:
            raise KeyError(key)
        self._adding.answer(more, raw)

    # Checks

    def check(self, key: str) -> Found:
        """The problems of a page now, and from now on page(key) shows them. Call on Continue only (C5)."""
        self._budget.refill()
        found = self._check(key)
        places = self._outline()
        if not found and key in places:
            self._adding.leave(places[key], places.values())
        if not found:  # whether there is another is asked anew
            self._checked = {each for each in self._checked if isinstance(each, Node)}
        return found

    def leave(self, key: str) -> None:
        """Leave a page for later, whatever is wrong on it: no problem shows there until the next check."""
        self._budget.refill()
        places = self._outline()
        self._checked -= {key, *(node for _, node in places[key].questions)}
        self._adding.leave(places[key], places.values())

    def _check(self, key: str) -> Found:
        if key.endswith(REMOVE):
            self._checked.add(key)
            return self._page(key).problems
        place = self._outline()[key]
        self._checked.update(node for _, node in place.questions)
        self._checked.add(key)
        return self._page(key).problems

    def check_all(self) -> str | None:
        """The key of the first page with a problem, which then shows it; None when all can be sent."""
        self._budget.refill()
        return next((key for key in self._keys() if self._check(key)), None)

    def rows(self) -> tuple[Row, ...]:
        """Check answers: a line for each question that can be answered now."""
        self._budget.refill()
        made: list[Row] = []
        places = self._outline()
        for key in self._keys():
            page = self._page(key)
            if more := places[key].more:
                made.append(Row(key, key, self._adding.label(more), self._adding.count(more), page.section))
                continue
            asked = [question for question in page.questions if question.input != "note"]
            made += [
                Row(key, each.path, each.label, each.answer, page.section, owed=is_owed(each))
                for each in asked
            ]
        return tuple(made)

    def instance(self) -> bytes:
        """The OpenRosa instance XML: what is not relevant is left out, and meta/instanceID is there."""
        self._budget.refill()
        finish(self._instance, self._new_id, self.now())
        return write(self._instance)
