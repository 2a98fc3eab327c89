"""Somebody who presses anything where the features of a visit meet: helped, paused, called back, staff, a crash."""

import gc
import random
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk import carrying, coming_back, helping, meanwhile, rating, reading
from kiosk.asking import steps
from kiosk.catalogue import Catalogue, Category
from kiosk.meanwhile import CALL_BACK
from kiosk.speech.voice import Settings
from kiosk.stage import (
    Aside,
    Asking,
    Categories,
    Consent,
    CouncilAnswers,
    EnterCode,
    Goodbye,
    Instead,
    Related,
    Sending,
    Services,
    Welcome,
)
from kiosk.struggle.settings import load
from tests.ui import contact_places
from tests.ui.kiosk_rig import REFERENCE, settle
from tests.ui.test_monkey import Monkey, holds, windows
from ui.audit.cupboard import CODE
from ui.noticing import Noticing
from ui.offers import Offers
from ui.parts.button import Button
from ui.parts.edit import TextArea

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

CANARY = "rehtewireM"[::-1]
"""Made here, so that no line of this file that something has read holds it."""
STEPS = 160
SEEDS = (207, 220)
CARDS = ("HANDRAIL:LARGE+LISTEN", "HANDRAIL:KEYPAD+EASY", "HANDRAIL:SWITCHES", "HANDRAIL:X")


class Meeting(Monkey):
    """Does what the features are there for, at any moment in which they are offered."""

    def type_a_name(self):
        boxes = [w for kind in (QLineEdit, TextArea) for w in self.kiosk.window.findChildren(kind)]
        box = next((w for w in boxes if w.isVisible()), None)
        if box is not None:
            box.setFocus()
            QTest.keyClicks(box, CANARY)
            box.selectAll()
            box.copy()

    def ask(self):
        if steps.offered(self.kiosk.visit) and not self.kiosk.window.desk.is_open:
            self.kiosk.go(lambda: steps.begin(self.kiosk.visit))
            self.kiosk.go(lambda: steps.ask(self.kiosk.visit, self.dice.choice(["bins", "fire", CANARY])))

    def read(self):
        visit = self.kiosk.visit
        if isinstance(visit.stage, Services | Instead | CouncilAnswers) and visit.aside is None:
            self.kiosk.go(lambda: reading.open_article(visit, "paying-council-tax"))

    def keep_for_another_form(self):
        if isinstance(self.kiosk.visit.stage, Consent):
            carrying.want(self.kiosk.visit, wanted=True)

    def be_stuck(self):
        offering, visit = self.kiosk.offering, self.kiosk.visit
        if isinstance(visit.stage, Asking) and visit.aside is None and not offering._covered:
            offering._standing = self.dice.choice(["", *sorted(offering._can())])
            self.kiosk.second()

    def take_what_is_offered(self):
        if self.kiosk.offering.buttons:
            self.dice.choice(self.kiosk.offering.buttons).click()

    def be_helped(self):
        visit = self.kiosk.visit
        if helping.can_begin(visit) and visit.aside is None:
            mode, who = self.dice.choice([("types", "family"), ("beside", "family"), ("behalf", "partner")])
            self.kiosk.help_begins(mode, who, CANARY)

    def be_called_back(self):
        if meanwhile.offered(self.kiosk.visit):
            self.kiosk.go(lambda: meanwhile.begin(self.kiosk.visit))

    def pause(self):
        if self.kiosk.window.pausing.offered:
            self.kiosk.go(self.kiosk.window.pausing.keep)

    def come_back(self):
        visit, pausing = self.kiosk.visit, self.kiosk.window.pausing
        if isinstance(visit.stage, Categories | Services | EnterCode) and visit.aside is None:
            self.kiosk.go(pausing.begin)
            self.kiosk.go(lambda: pausing.enter(CODE.words("en")))

    def let_staff_in(self):
        if self.kiosk.window.desk.offered and self.kiosk.visit.aside is not Aside.STAFF:
            self.kiosk.let_in()

    def lock(self):
        if self.kiosk.window.desk.is_open:
            leaving = [lambda: self.kiosk.second(400), lambda: self.kiosk.window.open(Aside.STOP)]
            self.dice.choice(leaving)()

    def hold_a_card(self):
        self.kiosk.presets.card(self.dice.choice(CARDS))

    def crash(self):
        """The program starts again, and asks who is there."""
        kiosk = self.kiosk
        draft = None if kiosk.window.desk.is_open else coming_back.draft_of(kiosk.visit, Settings())
        if draft is not None:
            kiosk.go(kiosk.visit.end)
            kiosk.outbox.promises.clear()
            until = kiosk.seconds + 120
            kiosk.go(lambda: coming_back.offer(kiosk.visit, draft, lambda: until - kiosk.seconds))

    def step(self):
        ways = [self.press_a_control, self.go_on, self.type_a_name, self.answer_well, self.wait]
        ways += [self.let_the_disk_answer, self.be_helped, self.be_called_back, self.pause, self.come_back]
        ways += [self.let_staff_in, self.lock, self.hold_a_card, self.crash]
        ways += [self.ask, self.read, self.keep_for_another_form, self.be_stuck, self.take_what_is_offered]
        self.dice.choices(ways, [24, 20, 8, 14, 3, 8, 3, 3, 2, 5, 2, 3, 2, 1, 2, 3, 6, 4, 4])[0]()
        settle()
        self.take_the_comment()

    def take_the_comment(self):
        """At once: who has said how it was may do anything meanwhile."""
        for promise, sent in zip(self.kiosk.outbox.promises, self.kiosk.outbox.taken, strict=False):
            if getattr(sent, "service", "") == rating.SERVICE and not promise.done():
                promise.set_result(REFERENCE)
        settle()


def catalogue(services):
    """Bins asks first, trees is paid, each names the others; pages can be read; people can ask to be called back."""
    also = {
        "bins": {"check": (contact_places.CHECK,), "related": ("bags", "trees")},
        "bags": {"related": ("bins",)},
        "trees": {"pay": contact_places.PAYMENT},
    }
    bins, pages = services.service("bins"), contact_places.offering(services).categories[0].articles
    shelves = [
        replace(each, services=tuple(replace(s, **also.get(s.id, {})) for s in each.services))
        for each in services.categories
    ]
    over = Category("contact", bins.title, (replace(bins, id=CALL_BACK),))
    return Catalogue((replace(shelves[0], articles=pages), *shelves[1:], over))


def found_anywhere(word):
    """Everything that python knows of and that holds ``word``."""
    gc.collect()
    here = gc.get_referents(*(each for each in gc.get_objects() if not isinstance(each, type(gc))))
    return [text for text in here if type(text) is str and word in text and text is not CANARY]


def test_wherever_features_meet_the_kiosk_goes_on_and_forgets(rig, services):
    """P1, T3, S3: who helps is named on every page of the person's; after the end nothing is left anywhere."""
    offers, been = catalogue(services), set()
    for seed in SEEDS:
        kiosk = rig()
        kiosk.offers = offers
        kiosk.outbox.find = kiosk.outbox.put  # answers after a crash, too, when the disk does
        noticing = Noticing(kiosk.window, kiosk.visit, lambda kiosk=kiosk: kiosk.seconds)
        kiosk.offering = Offers(kiosk.window, kiosk.visit, noticing, load(), wpm=lambda: 180, warning=90.0)
        monkey, before = Meeting(kiosk, random.Random(seed)), windows()
        for _ in range(STEPS):
            visit = kiosk.visit
            if isinstance(visit.stage, Welcome) and visit.aside is None:
                kiosk.to_question(monkey.dice.choice([1, 3, 5, 5]))
            monkey.step()
            holds(kiosk, before)
            been.add((type(visit.stage), visit.beneath is not None))
            helped = visit.helped is not None or visit.acting is not None
            staff = visit.aside in {Aside.STAFF, Aside.STAFF_PIN}
            assert kiosk.window.banner.isHidden() == (not helped or staff)
            ways = [*kiosk.window.ways.buttons, *kiosk.page.findChildren(Button)]
            assert isinstance(visit.stage, Sending) or any(way.isVisible() for way in ways), "a way on"
            if isinstance(visit.stage, Welcome | Goodbye):
                assert (visit.helpers, visit.beneath, visit.service) == ((), None, None)
                assert (visit.earlier.kept, visit.earlier.chosen_on) == ({}, None)
            assert not isinstance(visit.stage, Related) or visit._filling is None
        kiosk.go(kiosk.visit.end)
        kiosk.cupboard.saved = None
        kiosk.outbox.taken.clear()
        kiosk.outbox.promises.clear()
        kiosk.window.hide()
        assert found_anywhere(CANARY) == []
        assert CANARY not in QApplication.clipboard().text()
    assert len(been) > 14
