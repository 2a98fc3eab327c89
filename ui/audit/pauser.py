"""The pages of pausing and coming back, for the walk of the audit."""

from collections.abc import Iterator

from kiosk.pausing.refilling import Changes
from kiosk.speech.voice import Settings
from kiosk.stage import FormChanged, Keeping
from kiosk.visit import Visit
from ui.audit.cupboard import CODE, AuditCupboard
from ui.audit.kiosk import Kiosk, settle
from ui.pausing import Pausing
from ui.window import Window


def somewhere(window: Window, visit: Visit) -> Pausing:
    """Where visits are put aside, in memory."""
    return Pausing(window, visit, AuditCupboard(), lambda: (Settings(), ("", "")), lambda _own: None)


def paused(kiosk: Kiosk) -> Iterator[str]:
    """From a question through each page, and back to it."""
    visit, pausing = kiosk.visit, kiosk.window.pausing
    assert pausing is not None  # noqa: S101 the kiosk of the audit has one
    here = visit.stage
    visit.stage = Keeping()
    kiosk.go(lambda: None)
    yield "keeping"
    visit.stage = here
    kiosk.go(pausing.keep)
    settle()
    yield "paused"
    kiosk.go(pausing.begin)
    yield "code"
    kiosk.go(lambda: pausing.enter(["zzz", "", *CODE.numbers()[2:]]))
    yield "code, problem"
    kiosk.go(lambda: pausing.enter(CODE.numbers()))
    settle()
    kiosk.go(lambda: None)
    before, label = visit.stage, visit.page.heading
    visit.stage = FormChanged(Changes([label], [label], [label], [label]), before)
    kiosk.go(lambda: None)
    yield "form changed"
    visit.stage = before
    kiosk.go(lambda: None)
