"""How to reach the pages of how it was, for tests/ui/kiosk_rig.py."""

from kiosk import rating

COMMENT = "It was easy. Call me on 07700 900123 about the rest."


def to_rating(rig):
    rig.to_receipt()
    rig.go(lambda: rating.ask(rig.visit))


def to_comment(rig):
    to_rating(rig)
    rig.go(lambda: rating.rate(rig.visit, 3))


def to_personal(rig):
    to_comment(rig)
    rig.visit.stage.typed = COMMENT
    rig.go(lambda: rating.send(rig.visit))


PLACES = {
    "how was that": to_rating,
    "say more": to_comment,
    "personal data": to_personal,
}

FULLEST = ("how was that", "say more")
"""Those with the most on them, for the journey that is made in every look."""
