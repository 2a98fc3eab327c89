"""How a question is asked in a visit: opened, answered, and where each answer leads."""

from typing import TYPE_CHECKING

from kiosk import meanwhile, reading
from kiosk.meanwhile import UnderWay
from kiosk.stage import (
    AskCouncil,
    ComingBack,
    CouncilAnswers,
    Goodbye,
    Keeping,
    Paused,
    Reading,
    Sending,
    Welcome,
)

if TYPE_CHECKING:
    from kiosk.asking.answering import Answer
    from kiosk.asking.entry import Entry
    from kiosk.help_numbers import HelpNumber
    from kiosk.visit import Visit

_BUSY = (AskCouncil, ComingBack, CouncilAnswers, Goodbye, Keeping, Paused, Sending, Welcome)


def offered(visit: "Visit") -> bool:
    """Whether a question can be asked now: not before a language is chosen, and not while nothing may come between."""
    busy = isinstance(visit.stage, _BUSY) or meanwhile.sealing(visit)
    return visit.means.ask is not None and visit.beneath is None and not busy


def begin(visit: "Visit") -> None:
    """To the page that asks; Back leads to where the person was. A form under way lies beneath, with its answers."""
    before = visit.stage
    if visit.service is not None:
        visit.beneath, visit.under_way = visit.under_way, UnderWay(before)
    visit.close()
    visit.stage = AskCouncil(before)


def back(visit: "Visit") -> None:
    """AskCouncil: nothing was asked, or it was answered. What was typed is forgotten."""
    assert isinstance(visit.stage, AskCouncil)  # noqa: S101 only its page calls it
    if visit.beneath is not None:
        meanwhile.end(visit)
    else:
        visit.stage = visit.stage.before


def ask(visit: "Visit", question: str) -> None:
    """AskCouncil: Continue, with what was typed."""
    stage = visit.stage
    assert isinstance(stage, AskCouncil)  # noqa: S101 only its page calls it
    asked = AskCouncil(stage.before, question, missing=not question.strip())
    visit.stage = asked
    if not asked.missing:
        visit.stage = CouncilAnswers(asked, found(visit, question).outcome)


def found(visit: "Visit", question: str) -> "Answer":
    """What there is to show for it now, in the language of the visit."""
    assert visit.means.ask is not None, "nothing can be asked here"  # noqa: S101 a fault of ours
    return visit.means.ask(question, visit.language)


def follow(visit: "Visit", entry: "Entry") -> None:
    """CouncilAnswers: to the first page of the service, or to the information page at that section.

    Back leads to the answers again; from the form that lies beneath, to the page that it is on.
    """
    place = entry.place
    if place.kind == "page":
        reading.open_article(visit, place.id, Reading.LISTED if place.section is None else place.section)
    elif (
        visit.beneath is not None
        and visit.beneath.service is not None
        and visit.beneath.service.id == place.id
    ):
        meanwhile.end(visit)
    else:
        visit.choose(place.id)


def numbers(visit: "Visit") -> "tuple[HelpNumber, ...]":
    """Every number that a service of the council gives for who needs help, each once."""
    given = {each.number: each for service in visit.catalogue.services for each in service.help}
    return tuple(given.values())


def borrowed(visit: "Visit") -> list[str]:
    """What the answers that show say in another language than the visit's."""
    stage = visit.stage
    if not isinstance(stage, CouncilAnswers):
        return []
    entries = [hit.entry for hit in found(visit, stage.question).hits]
    return [
        text
        for entry in entries
        if entry.language != visit.language
        for text in (entry.title, entry.source, entry.summary, entry.text)
        if text
    ]
