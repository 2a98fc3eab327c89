"""Leaving a question for later: it is asked for again before anything is sent, and stands as owed until then."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import adding
from kiosk.forms.running.adding import REMOVE
from kiosk.forms.running.pages import MORE
from kiosk.stage import Asking

if TYPE_CHECKING:
    from kiosk.visit import Visit


def offered(visit: "Visit") -> bool:
    """Whether the page that shows could be left for later: Continue would not lead on as it stands."""
    stage = visit.stage
    if not isinstance(stage, Asking) or stage.key.endswith((MORE, REMOVE)):
        return False
    asked = visit.page.questions
    return any(q.problem is not None or (q.required and not q.answer) for q in asked)


def skip(visit: "Visit") -> None:
    """On to the next page, as by Continue, with whatever is wrong or missing here. Only where it is offered."""
    stage = visit.stage
    assert isinstance(stage, Asking)  # noqa: S101 only question pages can be left so
    visit.filling.leave(stage.key)
    visit.stage = adding.onward(replace(stage, turn=None), visit.filling)


def owed(visit: "Visit") -> int:
    """How many questions still wait for an answer that is needed."""
    return sum(row.owed for row in visit.rows)
