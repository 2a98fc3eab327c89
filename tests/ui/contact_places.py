"""How to reach what is read, asked before a form, and paid, for tests/ui/kiosk_rig.py."""

from dataclasses import replace

from kiosk import deciding, paying, reading
from kiosk.eligibility import Check, Choice
from kiosk.information import shelf
from kiosk.payment import Payment
from kiosk.stage import CheckAnswers, Reading

CHECK = Check(
    question={"en": "Is it still your collection day?", "cy": "Ai heddiw yw eich diwrnod casglu o hyd?"},
    hint={"en": "We collect until 8pm.", "cy": "Rydym yn casglu tan 8pm."},
    choices=(
        Choice("on", own="no"),
        Choice(
            "instead",
            own="yes",
            because={"en": "We may still come today.", "cy": "Efallai y byddwn yn dod heddiw o hyd."},
            page="paying-council-tax",
            service="bags",
            phone="01632 960 110",
        ),
    ),
)
PAYMENT = Payment(
    phone="01632 960 135",
    address="https://pay.merrow.example/bins?ref={reference}",
    host="pay.merrow.example",
    amount={"en": "£12 for a bin.", "cy": "£12 am fin."},
    desk={"en": "Civic Centre, Castle Square.", "cy": "Y Ganolfan Ddinesig, Sgwâr y Castell."},
)
"""What the service for bins asks first, and how it is paid."""


def offering(services):
    """The same shelves; the first has pages of information too, and its service for bins asks first and is paid."""
    first, *others = services.categories
    asks = [
        replace(each, check=(CHECK,), pay=PAYMENT) if each.id == "bins" else each for each in first.services
    ]
    pages = tuple(each for each in shelf.load(shelf.BUILT_IN) if each.category == "money")
    shelves = (replace(first, services=tuple(asks), articles=pages), *others)
    return replace(services, categories=shelves)


def to_page(rig, section=Reading.LISTED):
    rig.offers = offering(rig.offers)
    rig.to_services()
    rig.go(lambda: reading.open_article(rig.visit, "paying-council-tax"))
    if section != Reading.LISTED:
        rig.go(lambda: reading.go(rig.visit, section))


def to_deciding(rig):
    rig.offers = offering(rig.offers)
    rig.to_before()
    rig.go(lambda: deciding.begin(rig.visit))


def to_instead(rig):
    to_deciding(rig)
    rig.go(lambda: deciding.answer(rig.visit, 1))


def to_paying(rig):
    rig.offers = offering(rig.offers)
    rig.to_before()
    rig.visit.stage = CheckAnswers()
    rig.go(lambda: paying.show(rig.visit))


PLACES = {
    "page of information": to_page,
    "section": lambda rig: to_page(rig, 2),
    "before the form": to_deciding,
    "instead of the form": to_instead,
    "paying": to_paying,
}

FULLEST = ("section", "instead of the form", "paying")
"""Those with the most on them, for the journey that is made in every look."""
