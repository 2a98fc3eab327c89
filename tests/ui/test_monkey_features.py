"""Somebody who presses anything where the features of a visit meet: helped, paused, called back, staff, a crash."""

import gc
import random
from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk import coming_back, helping, meanwhile
from kiosk.catalogue import Catalogue, Category
from kiosk.meanwhile import CALL_BACK
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Categories, EnterCode, Goodbye, Sending, Services, Welcome
from tests.ui.kiosk_rig import settle
from tests.ui.test_monkey import Monkey, holds, windows
from ui.audit.cupboard import CODE
from ui.parts.button import Button

CANARY = "rehtewireM"[::-1]
"""Made here, so that no line of this file that something has read holds it."""
STEPS = 160
SEEDS = (20, 29)
CARDS = ("HANDRAIL:LARGE+LISTEN", "HANDRAIL:KEYPAD+EASY", "HANDRAIL:SWITCHES", "HANDRAIL:X")


class Meeting(Monkey):
    """Does what the features are there for, at any moment in which they are offered."""

    def type_a_name(self):
        box = next((w for w in self.kiosk.window.findChildren(QLineEdit) if w.isVisible()), None)
        if box is not None:
            box.setFocus()
            QTest.keyClicks(box, CANARY)
            box.selectAll()
            box.copy()

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
        self.dice.choices(ways, [24, 20, 8, 14, 4, 8, 4, 4, 4, 6, 3, 4, 3, 1])[0]()
        settle()


def found_anywhere(word):
    """Everything that python knows of and that holds ``word``."""
    gc.collect()
    here = gc.get_referents(*(each for each in gc.get_objects() if not isinstance(each, type(gc))))
    return [text for text in here if type(text) is str and word in text and text is not CANARY]


def test_wherever_features_meet_the_kiosk_goes_on_and_forgets(rig, services):
    """P1, T3, S3: who helps is named on every page of the person's; after the end nothing is left anywhere."""
    bins = services.service("bins")
    over = replace(bins, id=CALL_BACK)
    offers = Catalogue((*services.categories, Category("contact", over.title, (over,))))
    been = set()
    for seed in SEEDS:
        kiosk = rig()
        kiosk.offers = offers
        kiosk.outbox.find = kiosk.outbox.put  # answers after a crash, too, when the disk does
        monkey, before = Meeting(kiosk, random.Random(seed)), windows()
        for _ in range(STEPS):
            visit = kiosk.visit
            if isinstance(visit.stage, Welcome) and visit.aside is None:
                kiosk.to_question(monkey.dice.choice([1, 3]))
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
        kiosk.go(kiosk.visit.end)
        kiosk.cupboard.saved = None
        kiosk.outbox.taken.clear()
        kiosk.outbox.promises.clear()
        kiosk.window.hide()
        assert found_anywhere(CANARY) == []
        assert CANARY not in QApplication.clipboard().text()
    assert len(been) > 10
