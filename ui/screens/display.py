"""How the screen looks, and whether it reads aloud: every change shows at once and loses nothing (V9)."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kiosk.display import TEXT_SIZES, THEMES, Display
from ui.parts.choice import RadioRow
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen, grid, stack


def build(room: Room) -> Screen:
    """Three groups of choices."""
    words, theme, display = room.words, room.theme, room.visit.display
    sizes = [(f"display.{size}", replace(display, text_size=size)) for size in TEXT_SIZES]
    colours = [(f"display.{name}", replace(display, theme=name)) for name in THEMES]
    voices = [
        ("display.voice_on", replace(display, read_aloud=True)),
        ("display.voice_off", replace(display, read_aloud=False)),
    ]
    return Screen(
        Heading(words.say("display.title"), theme),
        [
            _group("display.size", sizes, room),
            _group("display.colours", colours, room, columns=3 if theme.columns > 1 else None),
        ],
        side=_group("display.voice", voices, room, columns=1 if theme.aside_width else None),
        primary=Action(words.say("button.done"), room.visit.close),
        back=Action(words.say("button.back"), room.visit.close),
    )


def _group(
    title: str, options: Sequence[tuple[str, Display]], room: Room, columns: int | None = None
) -> QWidget:
    heading = Heading(room.words.say(title), room.theme, level=2)
    rows = [_row(key, display, room) for key, display in options]
    rows[0].setAccessibleDescription(heading.text())  # a screen reader does not say the name of the holder
    holder = grid(rows, room.theme, columns)
    holder.setAccessibleName(heading.text())
    return stack([heading, holder], room.theme)


def _row(key: str, display: Display, room: Room) -> RadioRow:
    row = RadioRow(room.words.say(key), room.theme)
    row.setObjectName(key)
    row.setChecked(display == room.visit.display)
    row.chosen.connect(lambda: room.go(lambda: room.visit.show(display)))
    return row
