"""How to reach the pages of asking a question, for tests/ui/kiosk_rig.py, and answers about what it offers."""

from kiosk.asking import steps
from kiosk.asking.answering import Answer
from kiosk.asking.entry import Entry, Place
from kiosk.asking.ranking import Hit

_BINS = Place("service", "bins")
_WHICH = Place("question", "bins", question="/data/bin")


def answers(question, language):
    """A clear one and one in English for "bins", numbers for "fire", else nothing."""
    named = {"en": "Report a missed bin", "cy": "Rhoi gwybod am fin heb ei gasglu"}.get(language)
    service = Entry(
        _BINS, language if named else "en", named or "Report a missed bin", named or "Report a missed bin"
    )
    asked = Entry(_WHICH, "en", "Which bin was missed?", service.title)
    if question == "fire":
        return Answer("danger", (Hit(service, 0.7),))
    return Answer("maybe", (Hit(service, 0.7), Hit(asked, 0.6))) if question == "bins" else Answer("unknown")


def to_box(rig):
    rig.go(lambda: rig.visit.begin(rig.language))
    rig.go(lambda: steps.begin(rig.visit))


def to_nothing_typed(rig):
    to_box(rig)
    rig.go(lambda: steps.ask(rig.visit, " "))


def to_answers(rig, question="bins"):
    to_box(rig)
    rig.go(lambda: steps.ask(rig.visit, question))


PLACES = {"problem asking": to_nothing_typed, "answers": to_answers}
"""The fullest of each: the box with its problem, and answers in two languages. Others have less on them."""
