"""Whether a form is needed at all: the questions before it.

What is answered is part of the stage alone, and gone when the person goes on: nothing of it is counted or sent, and
no more is kept than that what they were told they may not need is not offered to them again in this visit.
"""

from typing import TYPE_CHECKING

from kiosk.stage import Before, Deciding, Instead

if TYPE_CHECKING:
    from kiosk.eligibility import Check, Choice
    from kiosk.visit import Visit


def begin(visit: "Visit") -> None:
    """Before: Start now. To the first question, or to the form where there is none."""
    if visit.offered.check:
        visit.stage = Deciding(0, visit.stage)
    else:
        visit.start()


def check_of(visit: "Visit") -> "Check":
    """The question that shows, or that led here."""
    assert isinstance(visit.stage, Deciding | Instead), "nothing is asked before the form"  # noqa: S101 a fault of ours
    return visit.offered.check[visit.stage.number]


def choice_of(visit: "Visit") -> "Choice":
    """Instead: the answer that led here."""
    assert isinstance(visit.stage, Instead), "nothing is told instead"  # noqa: S101 a fault of ours
    return check_of(visit).choices[visit.stage.choice]


def answer(visit: "Visit", choice: int) -> None:
    """Deciding: the person chose one of the answers, counted from 0."""
    assert isinstance(visit.stage, Deciding), "nothing is asked before the form"  # noqa: S101 a fault of ours
    number, go = visit.stage.number, check_of(visit).choices[choice].go
    if go == "instead":
        visit.earlier.not_for |= {visit.offered.id}
        visit.stage = Instead(choice, visit.stage)
    elif go == "on" and number + 1 < len(visit.offered.check):
        visit.stage = Deciding(number + 1, visit.stage)
    else:
        to_form(visit)


def to_form(visit: "Visit") -> None:
    """To the form, whatever was answered: the last word is the person's."""
    visit.earlier.not_for -= {visit.offered.id}
    visit.stage = Before()
    visit.start()
