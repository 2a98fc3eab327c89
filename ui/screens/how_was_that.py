"""How was that?: five faces with words, one press and done; Continue leaves it out (K2)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import rating
from ui.parts.button import Button
from ui.parts.face import Face
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, Step, alike, stack
from ui.theme import GAP


def build(room: Room) -> Screen:
    """The best first. Nothing is chosen yet, and leaving it out is as near as saying."""
    visit, words, theme = room.visit, room.words, room.theme
    faces, row = _faces(room)
    return Screen(
        Heading(words.say("rating.title"), theme),
        [Text(words.say("rating.lead"), theme), row],
        primary=Action(words.say("rating.skip"), visit.finish),
        back=Action(words.say("button.back"), visit.back),
        numbered=faces,
    )


def _faces(room: Room) -> tuple[Sequence[Button], QWidget]:
    """In a row where their words have room, so that all five are seen at once; else one below the other."""
    theme, count = room.theme, len(rating.LEVELS)
    parts = [_part(level, room) for level in reversed(range(count))]
    width = (theme.column_width - (count - 1) * theme.px(GAP + 1)) // count
    beside = [Face(icon, words, theme, press) for icon, words, press in parts]
    if theme.columns > 1 and all(face.fits(width) for face in beside):
        return beside, alike(beside, theme, count)
    below = [Button(words, theme, press, icon=icon) for icon, words, press in parts]
    return below, stack(below, theme)


def _part(level: int, room: Room) -> tuple[str, str, Step]:
    name = rating.LEVELS[level]
    press = room.step(partial(rating.rate, room.visit, level))
    return f"face-{name.replace('_', '-')}", room.words.say(f"rating.{name}"), press
