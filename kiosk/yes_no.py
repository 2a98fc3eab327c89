"""Yes/no mode: the choices of a question asked one at a time (C16). Answers stay where they always are."""

from dataclasses import dataclass, replace

from kiosk.forms.page import Choice, Page, Question, Raw
from kiosk.stage import Asking
from kiosk.visit import Visit

_ALREADY = {"yes", "no"}
"""The values of choices that are a Yes and a No themselves, by the custom of forms."""


@dataclass(frozen=True)
class Turn:
    """Where the person is in a question's choices: ``at`` is which one is asked, or past the last when all were."""

    question: Question
    at: int

    @property
    def many(self) -> bool:
        """Whether several can be chosen."""
        return self.question.input == "choice_many"

    @property
    def over(self) -> bool:
        """Whether there is no choice left to ask."""
        return self.at >= len(self.question.choices)

    @property
    def choice(self) -> Choice:
        """The choice that is asked now."""
        return self.question.choices[self.at]

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """What the answer is so far."""
        raw = self.question.raw
        taken = (raw,) if isinstance(raw, str) else raw
        return tuple(choice for choice in self.question.choices if choice.value in taken)

    def answered(self, *, yes: bool) -> tuple[Raw, int]:
        """The answer, and where to go on, when the choice is taken or not. One of several ends at the first Yes."""
        value = self.choice.value
        others = tuple(choice.value for choice in self.chosen if choice.value != value)
        last = len(self.question.choices)
        if self.many:
            taken = {*others, value} if yes else set(others)
            return tuple(c.value for c in self.question.choices if c.value in taken), self.at + 1
        if yes:
            return value, last
        return next(iter(others), ""), self.at + 1

    @property
    def before(self) -> int:
        """The choice that was asked before, for Back."""
        if self.over and not self.many and self.chosen:
            return self.question.choices.index(self.chosen[0])
        return self.at - 1


def turn_of(page: Page, at: int | None) -> Turn | None:
    """The turn on a page, None when its choices are not asked singly.

    With ``at`` None the page has just been opened: an answer that is there already is shown first.
    """
    only = page.questions[0] if len(page.questions) == 1 else None
    if only is None or only.input not in {"choice_one", "choice_many"} or len(only.choices) <= 1:
        return None
    if only.type == "boolean" or {choice.value for choice in only.choices} >= _ALREADY:
        return None
    if at is None:
        at = len(only.choices) if only.raw else 0
    return Turn(only, min(at, len(only.choices)))


def turn_now(visit: Visit) -> Turn | None:
    """The choice that is asked now; None where the person asked for lists, or a page is asked as a whole."""
    stage = visit.stage
    if not visit.display.yes_no or not isinstance(stage, Asking):
        return None
    return turn_of(visit.page, stage.turn)


def ask(visit: Visit, at: int) -> None:
    """On to the choice ``at`` of the question."""
    assert isinstance(visit.stage, Asking)  # noqa: S101 only question pages call it
    visit.stage = replace(visit.stage, turn=at)
