"""The voice by touch and by switches: all that its keys do, as buttons (A3, A6, A7, A9)."""

from kiosk.keys import Command
from kiosk.stage import Sent
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.display import VOICE
from ui.screens.screen import Action, Room, Screen, grid
from ui.screens.setting import Setting, group

ANSWERS: Setting = (
    "voice.answers",
    "answers_aloud",
    [("voice.answers_off", False), ("voice.answers_on", True)],
)
_CHANGES = (
    (Command.LOUDER, "up"),
    (Command.QUIETER, "down"),
    (Command.FASTER, "up"),
    (Command.SLOWER, "down"),
)
"""How it sounds, each with the icon of where it leads."""
_READS = (
    ("again", Command.REPEAT),
    ("go_on", Command.PAUSE),
    ("where", Command.WHERE),
    ("read", Command.READ),
)
"""What is read of the page that lies beneath: this page goes away for it."""


def build(room: Room) -> Screen:
    """How it sounds first: who cannot hear it well has come for that."""
    words, theme, visit = room.words, room.theme, room.visit
    changes = [_button(f"volume.{to.value}", room, to, icon) for to, icon in _CHANGES]
    reads = [*_READS, *([("spell", Command.SPELL)] if isinstance(visit.stage, Sent) else [])]
    return Screen(
        Heading(words.say("voice.title"), theme),
        [
            grid(changes, theme),
            grid([_button(f"voice.{key}", room, command, "speaker") for key, command in reads], theme),
            group(ANSWERS, room),
            group(VOICE, room),
        ],
        primary=Action(words.say("button.done"), visit.close),
        back=Action(words.say("button.back"), visit.close),
    )


def _button(key: str, room: Room, command: Command, icon: str) -> Button:
    button = Button(room.words.say(key), room.theme, lambda: room.ask(command), icon=icon)
    button.setObjectName(key)
    return button
