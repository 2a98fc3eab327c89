"""How was that?: one press after something is sent, and a few words for who wants to say more (K2).

Never asked of who stops, leaves or falls silent, nor in the middle of something else. The words go to the council
sealed, as a submission of their own that nothing joins to what was sent before.
"""

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from kiosk import personal
from kiosk.destinations import COUNCIL
from kiosk.errors import StoreError
from kiosk.forms.types.text import clean
from kiosk.meanwhile import sensitive
from kiosk.stage import HowWasThat, Personal, SayMore, Sent
from kiosk.submission import Submission, new_reference

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kiosk.visit import Visit

SERVICE = "how-was-that"
"""The service, and the form, of a comment."""

VERSION = "1"
LEVELS = ("very_bad", "bad", "neither", "good", "very_good")
"""From 0 on; each has its words and its face."""

LONGEST = 2000
"""Characters of a comment."""


def ask(visit: "Visit") -> None:
    """Sent: the person has the reference, and goes on. Of what nobody may know of (P6), nothing would be counted."""
    if visit.beneath is None and isinstance(visit.stage, Sent) and not sensitive(visit):
        visit.stage = HowWasThat(visit.stage)
    else:
        visit.finish()


def rate(visit: "Visit", level: int) -> None:
    """HowWasThat: one of LEVELS was pressed. Where no comment could be kept, none is asked for."""
    visit.tell_rating(level)
    if visit.means.outbox.refusal(COUNCIL):
        visit.finish()
    else:
        visit.stage = SayMore(level, visit.stage)


def send(visit: "Visit") -> "Future[str] | None":
    """SayMore: what was typed is sealed; the view follows the future with :func:`sent`.

    None where there is nothing to follow: nothing was typed, it is asked first whether something is to be taken out,
    it is too long, or it is on its way already.
    """
    stage = visit.stage
    if not isinstance(stage, SayMore) or stage.sending:
        return None
    text = clean(stage.typed).strip()
    stage.trouble = "say_more.too_long" if len(text) > LONGEST else ""
    if not text:
        visit.finish()
    elif not stage.trouble:
        stage.typed = text
        asked = (Personal(piece, stage) for piece in personal.found(text))
        if found := next((one for one in asked if one.words not in stage.kept), None):
            visit.stage = found
        else:
            stage.sending = True
            return visit.means.outbox.put(_comment(visit, stage, text))
    return None


def decide(visit: "Visit", *, take_out: bool) -> "Future[str] | None":
    """Personal: the piece is taken out, or stays; then on as with :func:`send`."""
    stage = visit.stage
    if not isinstance(stage, Personal):
        return None
    more, piece = stage.before, stage.piece
    if take_out:
        more.typed = personal.without(more.typed, piece)
    else:
        more.kept |= {stage.words}
    visit.stage = more
    return send(visit)


def sent(visit: "Visit", outcome: "Future[str]") -> None:
    """The outbox has answered. What could not be kept stays in the box, with words that say so."""
    stage = visit.stage
    if not isinstance(stage, SayMore) or not stage.sending:
        return  # the visit has ended meanwhile
    stage.sending = False
    try:
        outcome.result()
    except StoreError:
        stage.trouble = "say_more.not_kept"
        return
    visit.finish()


def _comment(visit: "Visit", stage: SayMore, text: str) -> Submission:
    """With the day and not the time, no place, nobody who helped, and a reference that nobody is told."""
    means, now = visit.means, visit.now()
    id_ = means.new_id()
    data = Element("data", {"id": SERVICE, "version": VERSION})
    said = {"service": visit.service.id if visit.service else "", "how": LEVELS[stage.level], "comment": text}
    for name, value in said.items():
        SubElement(data, name).text = value
    SubElement(SubElement(data, "meta"), "instanceID").text = f"uuid:{id_}"
    return Submission(
        id=id_,
        reference=new_reference(means.random.choice),
        service=SERVICE,
        form_id=SERVICE,
        form_version=VERSION,
        language=visit.language,
        created=now.replace(hour=0, minute=0, second=0, microsecond=0),
        instance=tostring(data),
        consent=visit.words.say("say_more.sealed"),
    )
