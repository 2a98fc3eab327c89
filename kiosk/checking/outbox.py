"""What waits to be sent: whether its file is sound, and whether something is held."""

from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here

_OLD = 3
"""Days after which somebody should ask why nothing is sent."""


def check(here: Here) -> Found:
    """Read only: the kiosk may be writing."""
    box = here.outbox()
    if box.trouble:
        return fails(box.trouble, "Run this as the kiosk’s user; then start the kiosk once.")
    if not box.there:
        return ok("There is no outbox yet: it is made when the kiosk starts.")
    if box.sound is False:
        return fails(
            "The outbox is damaged.",
            "Start the kiosk again, which saves what can be saved; then look at 'kiosk status' (docs/faults.md).",
        )
    beside = " It was only read, because the kiosk is running." if here.running else ""
    told = f"{box.waiting} wait to be sent, {box.held} are held.{beside}"
    if box.held:
        return attention(told, "'kiosk status' says why each is held; staff can send it again.")
    age = (here.now() - box.oldest).days if box.oldest else 0
    if age >= _OLD:
        return attention(f"{told} The oldest has waited {age} days.", "See Network and Credential.")
    return ok(told if box.sound else f"{told} Its file is too large to be looked through now.")
