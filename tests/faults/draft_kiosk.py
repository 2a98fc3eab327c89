"""The real kiosk, and somebody at it who does what each line on stdin says: run by test_draft_kill.py.

What was done is answered with a line of JSON on the descriptor that the first line names.
"""

import json
import os
import re
import signal
import sys
import traceback
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from kiosk.cli import start
from kiosk.cli.demo import plausible
from kiosk.destinations import COUNCIL
from kiosk.display import Display
from kiosk.speech import steps
from kiosk.stage import Asking, Before, ComingBack, Consent, Sending
from kiosk.visit import Visit
from ui.app import BROKE
from ui.audit.kiosk import settle
from ui.demo import Journey, Plan
from ui.drafting import Drafting
from ui.switches import Switches

ORDER = json.loads(sys.stdin.readline())
LOOKS = Display(text_size="large", theme="white_on_black", spacing=True, switches=2)


def main():
    give_voice, keep_drafts = start.give_voice, start.keep_drafts
    made = []

    def voice(window, visit, config):
        made.append(give_voice(window, visit, config))
        return made[-1]

    def drafts(window, visit, reader, kept):
        keep_drafts(window, visit, reader, kept)
        QTimer.singleShot(0, lambda: follow(Person(window, visit, reader, kept)))

    start.give_voice, start.keep_drafts = voice, drafts
    return start.open_kiosk()


def follow(person):
    while line := sys.stdin.readline():
        order = json.loads(line)
        try:
            told = getattr(person, order.pop("do"))(**order)
        except BaseException:  # noqa: BLE001 whoever waits for what was done must not wait for ever
            traceback.print_exc()
            os._exit(1)
        settle()
        os.write(ORDER["tell"], json.dumps(told or {}).encode() + b"\n")
    if person.ends_with is not None:
        QApplication.exit(person.ends_with)


class Person(Journey):
    ends_with = 0

    def __init__(self, window, visit, reader, kept):
        answers = plausible(visit.catalogue.service(ORDER["service"]), 4)
        plan = Plan(ORDER["service"], "cy", answers, LOOKS, (1280, 1024), Path(os.devnull))
        super().__init__(window, visit, plan, lambda _name: None)
        self._reader = reader
        self._kept = kept

    def _picture(self, _name):
        settle()

    def _can_send(self):
        return not self._visit._means.outbox.refusal(COUNCIL)

    def fill(self, pages):
        """To the page with this number, filled in, and louder on the way."""
        self._wait(self._can_send, "the outbox")
        self.choose()
        self._window.findChildren(Switches)[0].keys = ("F5", "F6")
        self._reader.settings = steps.volume(self._reader.settings, 2)
        for _ in range(pages):
            self._fill(self._plan.answers)
            self._go_on()
        self._fill(self._plan.answers)
        self._window._tick()
        self._kept.settle()

    def lose_screen(self):
        """When the orders end, the program ends as Qt ends it then."""
        self.ends_with = BROKE

    def stay(self):
        """When the orders end, the program goes on until it is told to stop."""
        self.ends_with = None

    def fill_for_ever(self):
        """From page to page and round again; each draft is told before it is kept."""
        self._wait(self._can_send, "the outbox")
        drafting = self._window.findChildren(Drafting)[0]
        keep = drafting._keep

        def tell(draft):
            # After a crash the outbox is asked, has nothing, and it is to be checked once more.
            page = "CheckAnswers" if isinstance(draft.stage, Consent) else draft.page
            told = {"page": page, "instance": self.instance()}
            os.write(ORDER["tell"], json.dumps(told).encode() + b"\n")
            keep(draft)

        drafting._keep = tell
        self.choose()
        while True:
            while isinstance(self._visit.stage, Asking):
                self._fill(self._plan.answers)
                self._window._tick()
                self._go_on()
            while not isinstance(self._visit.stage, Before):
                self._window.go(self._visit.back)
            self._go_on()

    def instance(self):
        """The answers, with no id that is drawn for them."""
        found = self._visit.filling.instance().decode() if self._visit._filling else ""
        return re.sub(r"<instanceID>.*?</instanceID>", "", found)

    def send_all(self):
        """From any question to the reference."""
        self._wait(self._can_send, "the outbox")
        self.answer()
        return {"reference": self.send()}

    def leave(self):
        self._window.go(self._visit.end)

    def press(self, words):
        self._press(self._visit.words.say(words))

    def until(self, stage):
        self._wait(lambda: type(self._visit.stage).__name__ == stage, stage)

    def die(self, when):
        """To be killed just before the outbox gets the answers, or just after it has them."""
        outbox, die = self._visit._means.outbox, lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        if when == "before":
            self._visit._means = replace(self._visit._means, outbox=_Deadly(outbox, die))
        else:
            Visit.committed = die

    def look(self):
        """All that can be seen, and what lies behind it."""
        window, visit = self._window, self._visit
        self._wait(lambda: not isinstance(visit.stage, Sending), "the outbox")
        labels = [w.text() for kind in (QLabel, QLineEdit, QPushButton) for w in window.findChildren(kind)]
        labels += [box.toPlainText() for box in window.findChildren(QPlainTextEdit)]
        names = [w.accessibleName() for w in window.findChildren(QPushButton)]
        return {
            "stage": type(visit.stage).__name__,
            "page": getattr(visit.stage, "key", ""),
            "reference": getattr(visit.stage, "reference", ""),
            "reason": getattr(visit.stage, "reason", ""),
            "language": visit.language,
            "display": asdict(visit.display),
            "switches": self._window.findChildren(Switches)[0].keys,
            "volume": self._reader.settings.volume,
            "heading": window.showing.heading.text(),
            "shown": "\n".join([*labels, *names]),
            "asks": isinstance(visit.stage, ComingBack),
            "instance": self.instance(),
            "answers": [row.answer for row in visit.rows] if visit._filling else [],
            "pid": os.getpid(),
        }


class _Deadly:
    def __init__(self, outbox, die):
        self.refusal = outbox.refusal
        self.put = die


sys.exit(main())
