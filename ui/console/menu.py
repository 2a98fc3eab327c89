"""The first page of the console: who is here, and what they may do."""

from kiosk.roles import Act
from ui.console import PAGES, offered
from ui.console.page import notices, the_desk
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.screens.screen import Action, Room, Screen, Step, grid

_ICONS = {
    Act.HEALTH: "info",
    Act.OUTBOX: "send",
    Act.HELD: "warning",
    Act.HOLD: "clock",
    Act.START: "touch",
    Act.ASSIST: "person",
    Act.END: "stop",
    Act.TEST: "repair",
    Act.LOOK: "display",
    Act.CALIBRATE: "display",
    Act.KEYS: "key",
    Act.UPDATE: "down",
    Act.LOG: "book",
    Act.PINS: "lock",
    Act.LEAVE: "stop",
}


def build(room: Room) -> Screen:
    """A slab for each page of theirs. To close it is to lock it, and gives the visit back."""
    words, theme, desk = room.words, room.theme, the_desk(room)
    role = desk.role
    assert role is not None  # noqa: S101 or the menu would not show
    over = desk.over_a_visit
    aside = [notice(words.say("console.aside"), theme, icon="lock")] if over else []
    acts = [act for act in PAGES if desk.may(act) and offered(act, over_a_visit=over)]
    return Screen(
        Heading(words.say("console.title", role=words.say(f"console.role.{role.value}")), theme),
        [*notices(room), *aside, grid([_slab(act, room) for act in acts], theme)],
        primary=Action(words.say("console.give_back" if over else "staff.close"), room.visit.close),
    )


def _slab(act: Act, room: Room) -> Button:
    desk = the_desk(room)

    def opens() -> Step:
        return lambda: desk.to(act)

    made = Button(
        room.words.say(f"console.act.{act.value}"), room.theme, room.step(opens()), icon=_ICONS[act]
    )
    made.setObjectName(f"console.{act.value}")
    return made
