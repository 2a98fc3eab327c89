"""The answers of a visit that was put aside, put into its form of today, which may have changed (T3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.errors import EvaluationError
from kiosk.forms.filling import NO, YES, Filling
from kiosk.forms.page import Question, Raw
from kiosk.forms.running import snapshot
from kiosk.forms.running.pages import MORE
from kiosk.forms.types.attached import ATTACHED
from kiosk.forms.types.choice import SELECT_ONE
from kiosk.forms.types.number import DECIMAL, INTEGER
from kiosk.forms.types.text import TEXT
from kiosk.pausing.saved import Asked, Saved
from kiosk.stage import Asking, Before, CheckAnswers, Stage

TYPED = frozenset(kind.name for kind in (TEXT, INTEGER, DECIMAL, SELECT_ONE))
"""Types that read one text: an answer may go over from one of them to another, if it can be read there."""

_UNASKED = Asked("", "", "", "")
_MOST_STEPS = 10_000
"""Pages looked at, so that a form that grows for ever ends."""


@dataclass
class Changes:
    """What is no more as it was, by the labels of the questions.

    ``again`` must be answered again, ``fresh`` were not there before, ``other`` have new words (their answers are
    kept), ``gone`` are not asked any more.
    """

    again: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.again or self.fresh or self.other or self.gone)


@dataclass(frozen=True)
class Refilled:
    """``filling`` has the answers, ``stage`` is where the person goes on, ``changes`` what to tell them before."""

    filling: Filling
    stage: Stage
    changes: Changes


def refill(saved: Saved, new_filling: Callable[[], Filling]) -> Refilled:
    """As it was, where the form is the same; else answer by answer.

    ``new_filling`` gives an empty one of the form of today. Raises EvaluationError as that does.
    """
    draft = saved.draft
    filling = new_filling()
    if (filling.form.id, filling.form.version) == draft.form:
        try:
            snapshot.restore(filling, draft.answers, {file.name: file for file in draft.files})
            if isinstance(draft.stage, Asking):
                filling.page(draft.stage.key)
        except (EvaluationError, ValueError, KeyError, IndexError, TypeError):
            filling = new_filling()  # the same version by name alone
        else:
            return Refilled(filling, draft.stage, Changes())
    return _Refilling(saved, filling).run()


class _Refilling:
    """Goes through the pages in order, as often as answers bring up new ones."""

    def __init__(self, saved: Saved, filling: Filling) -> None:
        self._saved = saved
        self._filling = filling
        self._old = {each.path: each for each in saved.asked}
        self._met: set[str] = set()
        self._changes = Changes()
        self._stop: str | None = None
        """The first page that something is to be answered on."""

    def run(self) -> Refilled:
        done: list[str] = []
        stage = self._saved.draft.stage
        here = stage.key if isinstance(stage, Asking) else None
        reached = not isinstance(stage, Before)
        for _ in range(_MOST_STEPS):
            key = next((key for key in self._filling.page_keys() if key not in done), None)
            if key is None:
                break
            reached = reached and key != here
            if not self._page(key, reached=reached):
                done.append(key)
        gone = (each for each in self._saved.asked if each.answered and each.path not in self._met)
        self._changes.gone += [each.label for each in gone if not each.path.endswith(MORE)]
        return Refilled(self._filling, self._stage(here), self._changes)

    def _stage(self, here: str | None) -> Stage:
        stage = self._saved.draft.stage
        if self._stop is not None:
            return Asking(self._stop, changing=True)
        if isinstance(stage, Before):
            return stage
        keys = self._filling.page_keys()
        if here in keys:
            return Asking(here or "")
        if isinstance(stage, CheckAnswers):
            return CheckAnswers()
        fresh = self._filling.route.fresh()
        return Asking(fresh, changing=True) if fresh else CheckAnswers()

    def _page(self, key: str, *, reached: bool) -> bool:
        """Fill one page in. True when it has to be looked at again, since another entry was added."""
        for question in self._questions(key):
            if question.path.endswith(MORE):
                more = self._wants_more(question.path)
                if more or self._old.get(question.path, _UNASKED).raw == NO:
                    self._filling.answer(question.path, YES if more else NO)
                if more:
                    return True
        if reached:
            self._check(key)
        return False

    def _questions(self, key: str) -> Sequence[Question]:
        """Those of the page, and those that come up as it is answered."""
        seen: dict[str, Question] = {}
        for _ in range(_MOST_STEPS):
            fresh = next((q for q in self._filling.page(key).questions if q.path not in seen), None)
            if fresh is None:
                break
            seen[fresh.path] = fresh
            self._fill(fresh)
        return tuple(seen.values())

    def _wants_more(self, path: str) -> bool:
        """Whether an entry was answered that the form does not have yet."""
        repeat = path.removesuffix(MORE)
        there = len(self._filling.page(path).entries)
        return any(each.startswith(f"{repeat}[{there + 1}]/") for each in self._old)

    def _fill(self, question: Question) -> None:
        old = self._old.get(question.path)
        if old is None or question.input == "note" or question.read_only or question.path in self._met:
            return
        self._met.add(question.path)
        if not old.answered or question.path.endswith(MORE):
            return
        if not _fits(old, question) or self._filling.answer(question.path, self._saved.given(old)):
            self._filling.answer(question.path, "")
            self._changes.again.append(question.label)
        elif old.label != question.label:
            self._changes.other.append(question.label)

    def _check(self, key: str) -> None:
        """A page that had been left by Continue: it counts as left again when nothing is to be answered on it."""
        again, fresh = self._changes.again, self._changes.fresh
        asked = [q for q in self._filling.page(key).questions if q.input != "note" and not q.read_only]
        new = [q.label for q in asked if q.path not in self._old and not q.path.endswith(MORE)]
        fresh += [label for label in new if label not in fresh]
        for question, _problem in () if new else self._filling.check(key):
            old = self._old.get(question.path)
            if old is not None and old.answered and question.label not in again:
                again.append(question.label)
            raw: Raw = "" if old is None or old.answered else question.raw
            self._filling.answer(question.path, raw)  # a problem is told on Continue, and not before (C5)
            new.append(question.label)
        if any(q.label in again for q in asked) or new:
            self._stop = self._stop or key


def _fits(old: Asked, question: Question) -> bool:
    """Whether the old answer is of a kind that the question of today can take."""
    if bool(old.file) != (question.attachment is not None or question.type in ATTACHED):
        return False
    if old.file:
        return old.type == question.type
    if old.type != question.type and (isinstance(old.raw, tuple) or question.type not in TYPED):
        return False
    if not question.choices:
        return True
    chosen = old.raw if isinstance(old.raw, tuple) else (old.raw,)
    return set(chosen) <= {choice.value for choice in question.choices}
