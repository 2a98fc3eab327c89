"""A short form in the middle of another thing: what was under way lies beneath it, and comes back just as it was (S1).

It is how somebody who found nobody asks to be called back, and loses no answer by it.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.stage import (
    ComingBack,
    CouncilAnswers,
    Detour,
    Goodbye,
    Keeping,
    Paused,
    SayMore,
    Sending,
    Stage,
    Unusable,
)

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from kiosk.catalogue import Service
    from kiosk.forms.filling import Filling
    from kiosk.visit import Visit

CALL_BACK = "call-back"
"""The id of the service with which people ask to be called back, or for an appointment."""


@dataclass(frozen=True)
class UnderWay:
    """What is filled in, as the fields of the Visit of the same names. Its answers stay alive: nothing is copied."""

    stage: Stage
    service: "Service | None" = None
    submission: str = ""
    confirm: str = ""
    stopped_at: tuple[str, ...] = ()
    filling: "Filling | None" = field(default=None, repr=False)


def offered(visit: "Visit") -> bool:
    """Whether the form can be begun now: it is in the catalogue, and no other form lies over one already."""
    known = any(service.id == CALL_BACK for service in visit.catalogue.services)
    busy = isinstance(visit.stage, ComingBack | Sending | Keeping | Goodbye) or sealing(visit)
    asked = isinstance(visit.stage, Detour) and visit.under_way.filling is None  # of the council, over a form
    return known and (visit.beneath is None or asked) and not busy


def sealing(visit: "Visit") -> bool:
    """Whether a comment is being sealed: what came of it shows on its own page, so nothing comes between."""
    return isinstance(visit.stage, SayMore) and visit.stage.sending


def begin(visit: "Visit") -> None:
    """To the first page of the form, with what was under way beneath it. Only where it is offered.

    A question that was asked over a form is forgotten: Back leads to that form.
    """
    if visit.beneath is not None:
        end(visit)
    visit.beneath, visit.under_way = visit.under_way, UnderWay(visit.stage)
    visit.close()
    visit.choose(CALL_BACK)


def end(visit: "Visit") -> None:
    """The form is sent, or was left: back to the very same place, in the language of now."""
    assert visit.beneath is not None, "nothing lies beneath"  # noqa: S101 a fault of ours
    _forget(visit)
    visit.under_way, visit.beneath = visit.beneath, None
    visit.speak(visit.language)


def failed(visit: "Visit") -> bool:
    """Something unexpected happened: whether it was in a form that lies over another, which alone is lost then."""
    if visit.beneath is None:
        return False
    _forget(visit)
    visit.under_way = UnderWay(Unusable("unusable.form"))
    visit.close()
    return True


def has_answers(visit: "Visit") -> bool:
    """Whether answers lie beneath."""
    return visit.beneath is not None and visit.beneath.filling is not None


def services(visit: "Visit") -> "tuple[Service, ...]":
    """Those that are used now: the one on the page first, then the one beneath. What keeps people safe is of both."""
    both = (visit.service, visit.beneath.service if visit.beneath is not None else None)
    return tuple(service for service in both if service is not None)


def sensitive(visit: "Visit") -> bool:
    """Whether who is seen here may be in danger: of a form that lies over a sensitive one, too (P6).

    And of what was found for somebody who asked about a danger, and all that is read from there.
    """
    stage = visit.stage
    while isinstance(stage, Detour):
        if isinstance(stage, CouncilAnswers) and stage.outcome == "danger":
            return True
        stage = stage.before
    return any(service.sensitive for service in services(visit))


def over_a_code(visit: "Visit") -> bool:
    """Whether the code of a paused visit shows, or lies beneath: it is not shown again."""
    return isinstance(visit.stage if visit.beneath is None else visit.beneath.stage, Paused)


def _forget(visit: "Visit") -> None:
    filling = visit.under_way.filling
    if filling is not None:
        filling.forget()
