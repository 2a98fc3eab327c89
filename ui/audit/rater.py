"""The pages of how it was, for the audit."""

from collections.abc import Iterator

from kiosk import rating
from kiosk.stage import SayMore
from ui.audit.kiosk import Kiosk

_COMMENT = "It was easy. Call me on 07700 900123."


def rated(kiosk: Kiosk) -> Iterator[str]:
    """From the reference on; each is left for the next."""
    visit = kiosk.visit
    kiosk.go(lambda: rating.ask(visit))
    yield "how was that"
    kiosk.go(lambda: rating.rate(visit, len(rating.LEVELS) - 1))
    if isinstance(visit.stage, SayMore):
        yield "say more"
        visit.stage.typed = _COMMENT
        kiosk.go(lambda: rating.send(visit))
        yield "personal data"
