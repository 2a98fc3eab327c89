"""How to reach the pages of pausing and coming back, for tests/ui/kiosk_rig.py."""

from kiosk.pausing.codes import words_of
from kiosk.pausing.refilling import Changes
from kiosk.stage import FormChanged, Keeping
from ui.audit.kiosk import settle


def to_keeping(rig):
    rig.to_question(3)
    rig.visit.stage = Keeping()
    rig.window.refresh()
    settle()


def to_paused(rig):
    rig.to_question(3)
    rig.fill()
    rig.go(rig.window.pausing.keep)


def to_code(rig):
    rig.go(lambda: rig.visit.begin(rig.language))
    rig.go(rig.window.pausing.begin)


def to_wrong_code(rig):
    to_code(rig)
    typed = ("acrn", "", "zzz", *words_of(rig.language)[:3])
    rig.go(lambda: rig.window.pausing.enter(typed))


def to_changed(rig):
    rig.to_question(3)
    changes = Changes(["Your name"], ["Your phone number"], ["Which bin was missed?"], ["Another name"])
    rig.visit.stage = FormChanged(changes, rig.visit.stage)
    rig.window.refresh()
    settle()


PLACES = {
    "keeping": to_keeping,
    "paused": to_paused,
    "code": to_code,
    "problems with a code": to_wrong_code,
    "form changed": to_changed,
}
