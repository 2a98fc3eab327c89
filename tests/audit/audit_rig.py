"""A kiosk of the audit on one of the rig's pages, to be measured as it is or with a fault planted."""

from datetime import UTC, datetime

from kiosk.display import Display
from kiosk.forms import xform
from ui.audit.kiosk import Kiosk, settle
from ui.audit.looks import Look
from ui.audit.measures import MEASURES
from ui.audit.view import View
from ui.audit.walk import Subject, fill

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
ANSWERS = {
    "/data/bin": "black",
    "/data/when": ("17", "11", "2026"),
    "/data/you/name": "Ann Other",
    "/data/you/nick": "",
    "/data/more": ("blue",),
}


def load_form(service):
    return xform.load((service.folder / service.form).read_bytes(), service.media())


def new_kiosk(services, *, shape=(1280, 1024), language="en", used="five keys", **display):
    return Kiosk(Look(Display(**display), language, shape, used), services, load_form, NOW)


def to_question(kiosk, number=1):
    """To a question of the rig's form; 0 is the page before the first."""
    visit = kiosk.visit
    kiosk.go(lambda: visit.begin(kiosk.language))
    kiosk.go(lambda: visit.choose("bins"))
    if number:
        kiosk.go(visit.start)
    subject = Subject(visit.service, ANSWERS)
    for _ in range(number - 1):
        fill(kiosk, subject)
        kiosk.go(visit.proceed)


def view(kiosk, *, fresh=True, bar=()):
    """The page that shows."""
    for _ in range(3):  # a change of a size takes a round for each layout around it
        settle()
    return View(
        kiosk.window,
        kiosk.visit,
        kiosk.look,
        "a page",
        heard=kiosk.said,
        fresh=fresh,
        bar=bar,
        rouse=kiosk.reader.silence,
    )


def measured(seen, *names):
    """What fails on a page: by every measure, or by those named."""
    return [failure for name in names or MEASURES for failure in MEASURES[name](seen)]


def ids(failures):
    return {failure.requirement for failure in failures}
