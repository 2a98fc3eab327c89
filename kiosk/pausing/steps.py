"""The steps of a visit that is put aside, and of one that is gone on with."""

from dataclasses import replace

from kiosk.catalogue import Service
from kiosk.errors import HandrailError
from kiosk.meanwhile import UnderWay
from kiosk.pausing.cupboard import Kept
from kiosk.pausing.refilling import refill
from kiosk.pausing.saved import Saved
from kiosk.stage import Asking, CheckAnswers, Consent, FormChanged, Paused
from kiosk.visit import Visit


def can_pause(visit: Visit) -> bool:
    """Whether there is something to put aside now. Not while a short form lies over another (kiosk/meanwhile.py)."""
    return visit.beneath is None and isinstance(visit.stage, Asking | CheckAnswers | Consent | FormChanged)


def put_away(visit: Visit, kept: Kept) -> None:
    """Keeping: it lies on the disk. The answers are forgotten here, and the code shows.

    The draft of the visit goes with that page and not before: when the program stops while the code is copied, the
    person goes on from the draft, and loses nothing but this code.
    """
    visit.filling.forget()
    visit.earlier.forget()
    visit.under_way = UnderWay(Paused(kept), visit.service)


def take_up(visit: Visit, saved: Saved) -> bool:
    """EnterCode: on with what was put aside, as it was, or first to what has changed. False when its form is gone.

    The language, the looks and who it is filled in for come back, too. Nothing is changed where it is False.
    """
    draft = saved.draft
    service = _service(visit, draft.service)
    if service is None:
        return False
    before = visit.language
    if draft.language in visit.languages:
        visit.speak(draft.language)
    try:
        found = refill(saved, lambda: visit.new_filling(service))
    except (HandrailError, ValueError, KeyError, IndexError, TypeError):
        visit.speak(before)  # the answers stay where they are, for a kiosk that can use them
        return False
    visit.earlier.forget()
    stage = FormChanged(found.changes, found.stage) if found.changes else found.stage
    visit.under_way = UnderWay(stage, service, filling=found.filling)
    now = visit.helped  # agreed to before the code was typed
    visit.helpers = draft.helpers if now is None else (*draft.helpers, now)
    visit.speak(visit.language)  # the form may have other words for who acts
    visit.show(replace(draft.display))
    return True


def go_on(visit: Visit) -> None:
    """FormChanged: the person knows, and goes on."""
    assert isinstance(visit.stage, FormChanged)  # noqa: S101 only its page calls it
    visit.stage = visit.stage.then


def _service(visit: Visit, id_: str) -> Service | None:
    return next((each for each in visit.catalogue.services if each.id == id_), None)
