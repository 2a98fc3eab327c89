"""How the screen looks, and whether it reads aloud."""

from kiosk.display import TEXT_SIZES, THEMES
from kiosk.stage import Aside
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen
from ui.screens.setting import Setting, group

SIZE: Setting = ("display.size", "text_size", [(f"display.{size}", size) for size in TEXT_SIZES])
COLOURS: Setting = ("display.colours", "theme", [(f"display.{name}", name) for name in THEMES])
VOICE: Setting = (
    "display.voice",
    "read_aloud",
    [("display.voice_on", True), ("display.voice_off", False)],
)
SPACING: Setting = (
    "display.spacing",
    "spacing",
    [("display.spacing_off", False), ("display.spacing_on", True)],
)


def build(room: Room) -> Screen:
    """What most people look for; the rest is one press further."""
    words, theme, visit = room.words, room.theme, room.visit
    presets = Button(
        words.say("presets.title"), theme, room.step(lambda: visit.open(Aside.PRESETS)), icon="tick"
    )
    further = Button(
        words.say("display.ways"), theme, room.step(lambda: visit.open(Aside.WAYS)), icon="touch"
    )
    return Screen(
        Heading(words.say("display.title"), theme),
        [
            group(SIZE, room),
            group(COLOURS, room, columns=3 if theme.columns > 1 else None),
            group(SPACING, room),
            presets,
            further,
        ],
        side=group(VOICE, room, columns=1 if theme.aside_width else None),
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), visit.close),
    )
