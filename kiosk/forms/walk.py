"""Fills a form in as a person would, page by page, with plausible answers: proof that it can be finished."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from kiosk.forms.filling import NO, YES, Filling
from kiosk.forms.page import Page, Question, Raw
from kiosk.forms.running.pages import MORE
from kiosk.forms.walking.sample_files import as_given
from kiosk.forms.walking.samples import samples

MAX_PAGES = 5_000
_ROUNDS = 4
_MANY = 100
_SKIPPED = 0.15
_ANOTHER = 0.35
_POSITIONS = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Walk:
    """A form filled in: the keys of its pages in order, the answers given by path, and what would be sent."""

    pages: tuple[str, ...]
    answers: dict[str, Raw]
    instance: bytes


@dataclass(frozen=True)
class Stuck:
    """A question that no answer was found for; ``sentence`` says why, and ``pages`` were opened till there."""

    path: str
    sentence: str
    pages: tuple[str, ...] = ()


class _Walker:
    def __init__(self, filling: Filling, random: Random, steer: Mapping[str, Sequence[Raw]]) -> None:
        self._filling = filling
        self._steer = steer
        self._random = random
        self._constraints = {
            control.path: control.bind.constraint.source
            for control in filling.form.controls
            if control.bind.constraint is not None
        }
        self.pages: list[str] = []
        self.answers: dict[str, Raw] = {}

    def go(self) -> Walk | Stuck:
        key = self._filling.next_key(None)
        for _ in range(_ROUNDS):
            stuck = self._pages(key)
            if stuck:
                return stuck
            key = self._filling.check_all()
            if key is None:
                return Walk(tuple(dict.fromkeys(self.pages)), self.answers, self._filling.instance())
        return self._stuck(self._filling.page(key)) if key else Stuck("", "the form never ends")

    def _pages(self, key: str | None) -> Stuck | None:
        for _ in range(MAX_PAGES):
            if key is None:
                return None
            self.pages.append(key)
            stuck = self._page(key)
            if stuck:
                return stuck
            key = self._filling.next_key(key)
        return Stuck(self.pages[-1], f"the form has more than {MAX_PAGES} pages; make its repeats shorter")

    def _page(self, key: str) -> Stuck | None:
        seen: set[str] = set()
        for _ in range(MAX_PAGES):
            left = [q for q in self._filling.page(key).questions if q.path not in seen]
            if not left:
                break
            # To make the page anew after each answer would take the square of its questions.
            for question in left if len(left) > _MANY else left[:1]:
                seen.add(question.path)
                self._first_answer(question)
        for _ in range(_ROUNDS):
            problems = self._filling.check(key)
            for question, _problem in problems:
                self._mend(key, question)
            if not problems or not self._filling.check(key):
                return None
        return self._stuck(self._filling.page(key))

    def _first_answer(self, question: Question) -> None:
        led = self._steer.get(_POSITIONS.sub("", question.path), ())
        if led and question.input != "note":
            self._give(question, led[0])
            return
        if question.input == "note" or (question.answer and self._random.random() > _SKIPPED):
            return
        if question.required or self._random.random() > _SKIPPED:
            self._give(question, next(iter(self._samples(question)), ""))

    def _samples(self, question: Question) -> list[Raw]:
        if question.path.endswith(MORE):
            return [YES if self._random.random() < _ANOTHER else NO, YES]
        source = self._constraints.get(_POSITIONS.sub("", question.path), "")
        today = self._filling.now().date()
        return samples(self._random, question, source, list(self.answers.values()), today)

    def _give(self, question: Question, raw: Raw) -> None:
        self._filling.answer(question.path, as_given(raw, question))
        self.answers[question.path] = raw

    def _mend(self, key: str, question: Question) -> None:
        """Try answers until the question has no problem; an optional one may stay blank."""
        for raw in [*self._samples(question), *([] if question.required else [""])]:
            self._give(question, raw)
            if question.path not in {other.path for other, _ in self._filling.check(key)}:
                return

    def _stuck(self, page: Page) -> Stuck:
        question, problem = page.problems[0]
        why = problem.message or problem.code
        pages = tuple(dict.fromkeys(self.pages))
        label = " ".join(question.label.split())[:60]
        said = f"no answer was found for '{label}' ({' '.join(why.split())}): check its constraint and its choices"
        return Stuck(question.path, said, pages)


def walk(filling: Filling, random: Random, steer: Mapping[str, Sequence[Raw]] | None = None) -> Walk | Stuck:
    """Fill in a form until it can be sent. The same seed gives the same walk.

    ``steer`` has answers to try first, by the path of their question without positions.
    """
    return _Walker(filling, random, steer or {}).go()
