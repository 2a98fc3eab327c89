"""What staff found today: whether a thing that is there also works, a person alone can tell."""

from kiosk.checking.found import Found, State, fails, ok
from kiosk.checking.here import Here
from kiosk.self_test import SelfTest


def tried(here: Here, device: str, there: Found) -> Found:
    """The same with what came of today's test of the device at the staff console (S6)."""
    result = SelfTest(here.config.data, lambda: here.now().date()).results().get(device)
    if result is None or there.state is not State.OK:
        return there
    if result:
        return ok(f"{there.sentence} Staff tried it today: it worked.")
    return fails(
        f"{there.sentence} Staff tried it today: it did not work.",
        "Try it again at the staff console, or have it seen to.",
    )
