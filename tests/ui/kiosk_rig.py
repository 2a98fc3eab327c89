"""A kiosk for tests: a real visit and a real window, with a clock, an outbox and a network that the test moves."""

import random
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk import coming_back, helping
from kiosk.calling import GRACE, Calling
from kiosk.catalogue import Catalogue, Category
from kiosk.config import Config
from kiosk.display import Display
from kiosk.forms import xform
from kiosk.idle import Idle
from kiosk.language import Words
from kiosk.meanwhile import CALL_BACK
from kiosk.roles import Role
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Goodbye, Unusable
from kiosk.visit import Means, Visit
from tests.desk import SEEN, AtOnce, FakeDesk
from tests.ui import asking_places, console_places, contact_places, front_places, pause_places, rating_places
from tests.ui.rig_services import shelves
from ui.activity import Activity
from ui.app import application
from ui.audit.cupboard import AuditCupboard
from ui.audit.kiosk import settle
from ui.audit.office import AuditOffice
from ui.bars import BarButton
from ui.calls import Calls
from ui.desk import Desk
from ui.dictation import Dictation
from ui.parts.button import Button
from ui.pausing import Pausing
from ui.presets import Presets
from ui.switches import Switches
from ui.touch import Touch
from ui.window import Window

__all__ = ["PLACES", "REFERENCE", "SHAPES", "Rig", "journey", "settle", "shelves"]

SHAPES = {"wide": QSize(1920, 1080), "tall": QSize(1080, 1920), "square": QSize(1280, 1024)}
REFERENCE = "KTM7RF2WD"


class FakeOutbox:
    """Keeps what it takes; promises are kept when the test says."""

    def __init__(self):
        self.taken = []
        self.promises = []

    def refusal(self, _destination):
        return ""

    def put(self, answers):
        self.taken.append(answers)
        self.promises.append(Future())
        return self.promises[-1]


class Rig:
    """One kiosk. ``seconds`` is its clock; ``online`` its network."""

    def __init__(self, services, shape="wide", display=Display(), language="en", config=None):  # noqa: B008 a frozen value
        application()
        self.seconds = 0.0
        self.online = True
        self.outbox = FakeOutbox()
        self.offers = services
        ids = iter(range(10**6))
        self.visit = Visit(
            Means(
                catalogue=lambda: self.offers,
                load_form=lambda service: xform.load(
                    (service.folder / service.form).read_bytes(), service.media()
                ),
                outbox=self.outbox,
                idle=Idle(lambda: self.seconds, 90, 60),  # 180 while pages are read aloud
                now=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC),
                random=random.Random(5),
                new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012d}",
                display=display,
                ask=asking_places.answers,
            )
        )
        if language != "en":
            self.visit.speak(language)
        self.language = language
        config = config or Config(data=services.services[0].folder, windowed=True)
        self.window = Window(self.visit, config, lambda: self.online, SHAPES[shape])
        self.window.give_voice(lambda: None)
        self.cupboard = AuditCupboard()
        self.own = (Settings(), ("", ""))
        self.window.pausing = Pausing(
            self.window, self.visit, self.cupboard, lambda: self.own, lambda own: setattr(self, "own", own)
        )
        self.window.desk = Desk(self.window, self.visit, AuditOffice(), clock=lambda: self.seconds)
        self.called = FakeDesk()
        calling = Calling(
            self.called, None, lambda: self.seconds, lambda: "call", (AtOnce(), AtOnce()), again_after=180.0
        )
        self.window.calls = Calls(self.window, self.visit, calling)
        self.window.second.connect(self.window.calls.second)
        self.window.show()
        self.switches = Switches(self.window, self.visit, config, lambda: self.seconds)
        self.touch = Touch(self.window, self.visit, config.bounce, lambda: self.seconds)
        self.window.activity = Activity(self.window.windowHandle(), self.window.wake, self.touch)
        Dictation(self.window)
        self.presets = Presets(self.window, self.visit)
        self.window.activateWindow()
        settle()

    @property
    def theme(self):
        return self.window.theme

    @property
    def page(self):
        """The sheet that shows."""
        return self.window.scroller.widget()

    @property
    def focus(self):
        return self.window.focusWidget()

    def key(self, key):
        """Presses a key as the person does: wherever the focus is."""
        QTest.keyClick(self.window.windowHandle(), key)
        settle()

    def go(self, step):
        self.window.go(step)
        settle()

    def second(self, seconds=1.0):
        """Time passes, and the window's clock ticks once."""
        self.seconds += seconds
        self.window._tick()
        settle()

    def buttons(self):
        """What every button that shows says."""
        found = [*self.window.findChildren(Button), *self.window.findChildren(BarButton)]
        return {button.words: button for button in found if button.isVisible()}

    def press(self, words):
        self.buttons()[words].click()
        settle()

    def controls(self):
        """All that can take focus and shows, in Tab order, once round."""
        start = self.window
        found, widget = [], start.nextInFocusChain()
        while widget is not start:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self.window):
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found

    def at(self, widget: QWidget):
        """Its rectangle in the window."""
        return widget.rect().translated(widget.mapTo(self.window, widget.rect().topLeft()))

    # To each page of a visit.

    def to_services(self):
        self.go(lambda: self.visit.begin(self.language))
        self.go(lambda: self.visit.open_category("waste"))

    def to_before(self):
        self.to_services()
        self.go(lambda: self.visit.choose("bins"))

    def to_question(self, number=1):
        self.to_before()
        self.go(self.visit.start)
        for _ in range(number - 1):
            self.fill()
            self.go(self.visit.proceed)

    def fill(self):
        """Answers what the page asks."""
        answers = {
            "bin": "black",
            "when": ("17", "11", "2026"),
            "name": "Ann Other",
            "nick": "",
            "why": "",
            "more": ("blue",),
        }
        for question in self.visit.page.questions:
            self.visit.answer(question.path, answers[question.path.rsplit("/", 1)[1]])

    def help_begins(self, mode="types", who="family", name="Sam"):
        """Somebody helps, or the form is for somebody else; the person has agreed to it."""
        helping.propose(self.visit, mode)
        helping.known_as(self.visit, who)
        helping.name(self.visit, name)
        self.go(lambda: helping.agree(self.visit))

    def to_helped(self):
        self.to_question(1)
        self.help_begins()
        self.help_begins("behalf", "partner", "Ann Other")

    def to_check(self):
        self.to_question(5)

    def to_consent(self):
        self.to_check()
        self.go(self.visit.agree)

    def to_message(self):
        """Consent, where the person has given an address and a number and so may ask for a message."""
        self.to_question(3)
        confirm = {"email": "nick", "text": "why"}
        self.visit.service = replace(self.visit.service, confirm=confirm)
        for name, given in (
            ("name", "Ann Other"),
            ("nick", "ann.other@example.com"),
            ("why", "+447700900123"),
        ):
            self.visit.answer(f"/data/you/{name}", given)
        self.go(self.visit.proceed)
        self.fill()
        self.go(self.visit.proceed)
        self.go(self.visit.agree)

    def to_sending(self):
        self.to_consent()
        self.go(self.window.submit)

    def to_receipt(self):
        self.to_sending()
        self.outbox.promises[-1].set_result(REFERENCE)
        settle()

    def to_problem(self):
        self.to_question(1)
        self.go(self.visit.proceed)

    def to_problems(self):
        self.to_question(3)
        self.visit.answer("/data/you/nick", "Annie")
        self.go(self.visit.proceed)

    def to_goodbye(self):
        self.to_receipt()
        while not isinstance(self.visit.stage, Goodbye):
            self.go(self.visit.finish)

    def to_unusable(self):
        self.to_services()
        self.visit.stage = Unusable("unusable.form")
        self.window.refresh()
        settle()

    def to_coming_back(self):
        self.to_question(3)
        self.fill()
        draft = coming_back.draft_of(self.visit, Settings())
        self.go(self.visit.end)
        started = self.seconds
        self.go(lambda: coming_back.offer(self.visit, draft, lambda: started + 120 - self.seconds))

    def to_writing(self):
        self.to_receipt()
        self.go(lambda: self.visit.open(Aside.WRITING))

    def to_aside(self, aside):
        self.to_question(1)
        if aside is Aside.STAFF:
            self.let_in(display=self.visit.display)
        else:
            self.go(lambda: self.visit.open(aside))

    def let_in(self, role=Role.IT, language=None, display=None):
        """Staff type their PIN; and see as ``display`` says, not as staff do at first."""
        desk = self.window.desk
        self.go(desk.knock)
        self.go(lambda: desk.enter("739182"))
        if desk.role is not None and desk.role is not role:
            desk.role = role
            self.go(lambda: None)
        self.visit.words = Words(language or self.language)
        if display is not None:
            self.visit.display = replace(display, read_aloud=False)
        self.go(lambda: None)

    def to_call(self, answer):
        """A person is called in the middle of a form; ``answer`` is the desk's."""
        self.to_question(1)
        service = replace(self.offers.services[0], id=CALL_BACK)
        self.offers = Catalogue((*self.offers.categories, Category("contact", service.title, (service,))))
        self.called.answer = answer
        self.window.open(Aside.PERSON)
        for _ in range(int(GRACE) + 2):
            self.second()


PLACES = {
    "welcome": lambda rig: None,
    "categories": lambda rig: rig.go(lambda: rig.visit.begin(rig.language)),
    "services": Rig.to_services,
    "before": Rig.to_before,
    "choice": Rig.to_question,
    "date": lambda rig: rig.to_question(2),
    "fields": lambda rig: rig.to_question(3),
    "choices": lambda rig: rig.to_question(4),
    "problem": Rig.to_problem,
    "problems": Rig.to_problems,
    "with a helper": Rig.to_helped,
    "check": Rig.to_check,
    "consent": Rig.to_message,
    "sending": Rig.to_sending,
    "receipt": Rig.to_receipt,
    "goodbye": Rig.to_goodbye,
    "unusable": Rig.to_unusable,
    "coming back": Rig.to_coming_back,
    "person told": lambda rig: rig.to_call(SEEN),
    "person nobody": lambda rig: rig.to_call(None),
    **asking_places.PLACES,
    **pause_places.PLACES,
    **rating_places.PLACES,
    **front_places.PLACES,
    **contact_places.PLACES,
    **{aside.value: (lambda rig, aside=aside: rig.to_aside(aside)) for aside in Aside},
    **console_places.PLACES,
    "writing": Rig.to_writing,
}
"""How to reach every kind of page there is."""

_BY_THEMSELVES = (
    *("with a helper", "person told", "person nobody"),
    *(*pause_places.PLACES, *front_places.PLACES),
    *(*rating_places.FULLEST, *contact_places.FULLEST, *asking_places.PLACES),
)
"""Those that no visit comes through on its way: not what is like another that has more on it."""


def journey(rig):
    """One visit through every kind of page; stops at each and gives its name."""
    visit = rig.visit
    yield "welcome"
    rig.go(lambda: visit.begin(rig.language))
    yield "categories"
    rig.go(lambda: visit.open_category("waste"))
    yield "services"
    rig.go(lambda: visit.choose("bins"))
    yield "before"
    rig.go(visit.start)
    yield "choice"
    rig.go(visit.proceed)
    yield "problem"
    for aside in Aside:
        rig.go(lambda aside=aside: visit.open(aside))
        yield aside.value
    yield from console_places.journey(rig)
    rig.fill()
    rig.go(visit.proceed)
    yield "date"
    rig.go(visit.proceed)
    yield "fields"
    visit.answer("/data/you/nick", "Annie")
    rig.go(visit.proceed)
    yield "problems"
    rig.fill()
    rig.go(visit.proceed)
    yield "choices"
    rig.go(visit.proceed)
    yield "check"
    rig.go(visit.agree)
    yield "consent"
    rig.go(rig.window.submit)
    yield "sending"
    rig.outbox.promises[-1].set_result(REFERENCE)
    settle()
    yield "receipt"
    rig.go(visit.end)
    rig.to_goodbye()
    yield "goodbye"
    rig.to_unusable()
    yield "unusable"
    rig.go(visit.end)
    rig.to_coming_back()
    yield "coming back"
    for name in _BY_THEMSELVES:
        rig.go(visit.end)
        PLACES[name](rig)
        yield name
