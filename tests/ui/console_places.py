"""How to reach the pages of the staff console, over the first question of a visit."""

from kiosk.roles import Act
from kiosk.stage import Aside
from ui.console import PAGES

PARTS = ((Act.PINS, "it"), (Act.TEST, "touch"), (Act.TEST, "headphones"), (Act.TEST, "keys?"))


def to_console(rig, act, part=""):
    """To a page, and to a part of it."""
    rig.to_aside(Aside.STAFF)
    rig.go(lambda: rig.window.desk.to(act))
    if part:
        rig.go(lambda: rig.window.desk.turn(part))


PLACES = {
    **{f"console {act.value}": (lambda rig, act=act: to_console(rig, act)) for act in PAGES},
    **{
        f"console {part}": (lambda rig, act=act, part=part: to_console(rig, act, part)) for act, part in PARTS
    },
}


def journey(rig):
    """Through all of them, and back to the visit."""
    rig.go(rig.visit.close)
    rig.let_in(display=rig.visit.display)
    for act, part in (*((act, "") for act in PAGES), *PARTS):
        rig.go(lambda act=act: rig.window.desk.to(act))
        if part:
            rig.go(lambda part=part: rig.window.desk.turn(part))
        yield f"console {part or act.value}"
    rig.go(rig.visit.close)
