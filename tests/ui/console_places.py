"""How to reach the pages of the staff console, over the first question of a visit.

The four that ask most stand among PLACES; all of them are gone through in one kiosk by test_staff_access.py.
"""

from kiosk.roles import Act
from kiosk.stage import Aside
from ui.console import PAGES

ALL = (
    *((act, "") for act in PAGES),
    (Act.PINS, "it"),
    *((Act.TEST, part) for part in ("keys?", "voice", "headphones", "touch", "printer")),
)
_PLACES = {
    "console held": (Act.HELD, ""),
    "console PIN": (Act.PINS, "it"),
    "console touch": (Act.TEST, "touch"),
}


def to_console(rig, act, part=""):
    """To a page, and to a part of it."""
    rig.to_aside(Aside.STAFF)
    go(rig, act, part)


def go(rig, act, part=""):
    """From any page of the console to another."""
    rig.go(lambda: rig.window.desk.to(act))
    if part:
        rig.go(lambda: rig.window.desk.turn(part))


PLACES = {
    name: (lambda rig, act=act, part=part: to_console(rig, act, part))
    for name, (act, part) in _PLACES.items()
}


def journey(rig):
    """Through those, and back to the visit."""
    rig.go(rig.visit.close)
    rig.let_in(display=rig.visit.display)
    for name, (act, part) in _PLACES.items():
        go(rig, act, part)
        yield name
    rig.go(rig.visit.close)
