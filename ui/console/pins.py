"""The PINs: a new one for a role, typed twice."""

from PySide6.QtCore import Qt

from kiosk.roles import Role
from ui import acts
from ui.console.page import button, page, the_desk
from ui.parts.button import Button
from ui.parts.masked_edit import MaskedEdit
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid, stack

_CHARACTERS = 12


def build(room: Room) -> Screen:
    """First whose it is, then the PIN."""
    words, desk = room.words, the_desk(room)
    if desk.part:
        return _typing(Role(desk.part), room)

    slabs = [_slab(role, room) for role in Role]
    about = Text(words.say("console.pins_about"), room.theme)
    return page(room, "console.act.pins", [about, grid(slabs, room.theme)])


def _slab(role: Role, room: Room) -> Button:
    desk = the_desk(room)
    said = room.words.say("console.pin_for", role=room.words.say(f"console.role.{role.value}"))
    return button(said, room, lambda: desk.turn(role.value), f"pin.{role.value}", "lock")


def _typing(role: Role, room: Room) -> Screen:
    words, theme, desk = room.words, room.theme, the_desk(room)
    boxes = []
    for key in ("console.pin_new", "console.pin_again"):
        box = MaskedEdit(theme, _CHARACTERS, wrong=bool(desk.trouble))
        box.setAccessibleName(words.say(key))
        box.setInputMethodHints(box.inputMethodHints() | Qt.InputMethodHint.ImhPreferNumbers)
        box.setObjectName(key)
        boxes.append((key, box))
    (_, first), (_, again) = boxes

    def keep() -> None:
        acts.set_pin(desk, role, first.text(), again.text())

    about = words.say("console.pin_rule", role=words.say(f"console.role.{role.value}"))
    return page(
        room,
        "console.act.pins",
        [
            Text(about, theme),
            *(stack([Text(words.say(key), theme, font="bold"), box], theme) for key, box in boxes),
        ],
        primary=Action(words.say("console.pin_keep"), keep),
    )
