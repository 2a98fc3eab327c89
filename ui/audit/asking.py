"""Asking the council, for the audit: the box, and answers with whom to call, which has all that any of them has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.asking import steps
from kiosk.asking.answering import Answer
from kiosk.asking.entry import Entry, of_page, of_service
from kiosk.asking.ranking import Hit
from kiosk.catalogue import Catalogue

if TYPE_CHECKING:
    from ui.audit.kiosk import Kiosk


def answers(catalogue: Catalogue, language: str) -> Answer:
    """The first service that there is and the last section of the first page, for somebody in danger."""
    found: list[Entry | None] = [of_service(each, language) for each in catalogue.services[:1]]
    for article in catalogue.articles[:1]:
        found += [*of_page(article, language)][-1:]
    return Answer("danger", tuple(Hit(entry, 1.0) for entry in found if entry is not None))


def asked(kiosk: "Kiosk") -> Iterator[str]:
    """The box with nothing typed in it, and what may come of a question; back on the page of before."""
    visit = kiosk.visit
    kiosk.go(lambda: steps.begin(visit))
    kiosk.go(lambda: steps.ask(visit, ""))
    yield "asking"
    kiosk.go(lambda: steps.ask(visit, "?"))
    yield "asking, answers"
    kiosk.go(visit.back)
    kiosk.go(visit.back)
