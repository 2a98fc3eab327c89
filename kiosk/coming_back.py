"""After a crash in the middle of a visit: the same person goes on where they were, or nothing is left."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.catalogue import Service
from kiosk.draft import Draft
from kiosk.errors import HandrailError
from kiosk.forms.filling import Filling
from kiosk.forms.running import snapshot
from kiosk.meanwhile import UnderWay
from kiosk.speech.voice import Settings
from kiosk.stage import Asking, Before, CheckAnswers, ComingBack, Consent, FormChanged, Keeping, Sending
from kiosk.visit import Visit


def draft_of(visit: Visit, voice: Settings, switches: tuple[str, str] = ("", "")) -> Draft | None:
    """The visit as it stands, with its voice and its switches; None when there is nothing to come back to.

    While a short form lies over another, it is the other that is come back to. While a visit is put aside there is
    nothing new: the draft from before stands.
    """
    found = visit.beneath or visit.under_way
    stage = found.stage
    if isinstance(stage, FormChanged):
        stage = stage.then
    elif isinstance(stage, Consent | Sending) and not isinstance(stage, Keeping):
        stage = Consent()
    service, filling = found.service, found.filling
    if service is None or filling is None or not isinstance(stage, Before | Asking | CheckAnswers | Consent):
        return None
    return Draft(
        service=service.id,
        form=(filling.form.id, filling.form.version),
        submission=found.submission,
        language=visit.language,
        display=visit.display,
        voice=voice,
        switches=switches,
        stage=stage,
        answers=snapshot.take(filling),
        files=snapshot.files(filling),
        stopped_at=found.stopped_at,
        helpers=visit.helpers,
    )


def offer(visit: Visit, draft: Draft, left: Callable[[], float]) -> Draft | None:
    """At the start: ask whether it is the same person, in the way in which they read and listen.

    Gives the draft as it is to be kept until they answer. None is given, and the visit is over, where the program has
    stopped on this page before, since it would again, and where the language is no longer offered. The screen is not
    hidden while it asks, whoever stands there.
    """
    if draft.language not in visit.languages:
        visit.end()
        return None
    visit.show(replace(draft.display, curtain=False))
    visit.speak(draft.language)
    if draft.page in draft.stopped_at:
        visit.fail("unusable.stopped")
        return None
    draft = replace(draft, stopped_at=(*draft.stopped_at, draft.page))
    visit.stage = ComingBack(draft, left)
    return draft


def go_on(visit: Visit) -> bool:
    """It is the same person. Whether the outbox must now be asked if it has the answers (Visit.find_sent).

    A draft that is of no use any more leaves nothing, and no question.
    """
    stage = visit.stage
    if not isinstance(stage, ComingBack) or stage.left() <= 0:
        visit.end()
        return False
    draft = stage.draft
    try:
        _resume(visit, draft)
    except (HandrailError, ValueError, KeyError, IndexError, TypeError):
        visit.end()
        return False
    visit.show(replace(visit.display, curtain=draft.display.curtain))
    if visit.language != draft.language:
        visit.speak(visit.language)  # it was changed while we asked
    return isinstance(draft.stage, Consent)


def _resume(visit: Visit, draft: Draft) -> None:
    """On the page and with the answers of before the crash."""
    service = visit.catalogue.service(draft.service)
    filling = visit.new_filling(service)
    fill(filling, draft)
    stopped_at = draft.stopped_at
    visit.under_way = UnderWay(draft.stage, service, draft.submission, stopped_at=stopped_at, filling=filling)
    visit.helpers = draft.helpers
    visit.speak(visit.language)  # the form may have other words for who acts


def fill(filling: Filling, draft: Draft) -> None:
    """Put the answers of ``draft`` into a new filling.

    Raises ValueError, KeyError, IndexError or TypeError when it is of another form; the filling is of no use then.
    """
    if (filling.form.id, filling.form.version) != draft.form:
        raise ValueError("the form has another version now")
    snapshot.restore(filling, draft.answers, {file.name: file for file in draft.files})
    if isinstance(draft.stage, Asking):
        filling.page(draft.stage.key)


def called(visit: Visit, service_id: str) -> str:
    """What the page that asks may call the form before whoever stands there: "" where its name alone says too much."""
    service: Service | None = next((s for s in visit.catalogue.services if s.id == service_id), None)
    return "" if service is None or service.sensitive else service.text("title", visit.language)
