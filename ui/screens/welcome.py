"""Language first: nothing else can be asked of somebody who may not read this one (L1)."""

from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.picture import Picture
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, grid, stack

_TALL = 40.0


def build(room: Room) -> Screen:
    """A slab for each language, all the same size, each in its own words."""
    theme, visit = room.theme, room.visit
    tongues = [Words(code) for code in visit.languages]
    slabs = [_slab(words, room) for words in tongues]
    about = [
        Text(" ".join(words.say(f"welcome.{key}") for key in ("what", "how", "ask")), theme, "quiet")
        for words in tongues
    ]
    picture = Picture("welcome", theme.aside_width, theme) if theme.aside_width else None
    heading = Heading("\n".join(words.say("welcome.title") for words in tongues), theme)
    return Screen(heading, [grid(slabs, theme), stack(about, theme, 6.0)], side=picture)


def _slab(words: Words, room: Room) -> Button:
    return Button(
        words.say("language.own_name"),
        room.theme,
        room.step(lambda: room.visit.begin(words.code)),
        icon="language",
        detail=words.say("language.start"),
        tall=_TALL,
        font="question",
    )
