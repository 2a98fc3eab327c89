"""Quick settings: one press each, here and on the first page (S4)."""

from PySide6.QtWidgets import QWidget

from kiosk.language import Words
from kiosk.presets import PRESETS, holds
from kiosk.stage import Aside
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, grid


class _Slab(Button):
    """Its second line is the same in another language, which the voice of this page would read wrongly."""

    def readings(self) -> tuple[str, ...]:
        return (self.words, "")


def build(room: Room) -> Screen:
    """A slab for each. Whoever came by a card sees here what it set; Back leads to Display."""
    words, visit, theme = room.words, room.visit, room.theme
    return Screen(
        Heading(words.say("presets.title"), theme),
        [Text(words.say("presets.lead"), theme), grid(slabs(room), theme)],
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), lambda: visit.open(Aside.DISPLAY)),
    )


def slabs(room: Room, also: Words | None = None) -> list[QWidget]:
    """What sets each preset, or takes it back; ``also`` says it a second time, in a language nobody chose yet."""
    return [_slab(name, icon, room, also) for name, (icon, _fields) in PRESETS.items()]


def _slab(name: str, icon: str, room: Room, also: Words | None) -> Button:
    called = room.words.say(f"presets.{name}")
    on = holds(room.visit.display, name)
    slab = _Slab(
        called,
        room.theme,
        lambda: room.preset(name),
        icon=icon,
        detail=also.say(f"presets.{name}") if also else "",
        name=room.words.say("presets.on", name=called) if on else "",
        chosen=on,
    )
    slab.setObjectName(f"preset.{name}")
    slab.setAccessibleDescription("")
    return slab
