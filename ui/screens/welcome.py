"""Language first: nothing else can be asked of somebody who may not read this one (L1)."""

from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.picture import Picture
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, grid, stack
from ui.theme import Theme

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
    heading = Heading("\n".join(words.say("welcome.title") for words in tongues), theme)
    return Screen(heading, [grid(slabs, theme), stack(about, theme, 6.0)], side=_picture(theme))


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


def _picture(theme: Theme) -> Picture | None:
    """Beside the column where there is room, else below it on a tall screen."""
    tall = theme.screen.height() > theme.screen.width() and not theme.is_large
    width = theme.aside_width or (theme.column_width * 3 // 5 if tall else 0)
    return Picture("welcome", width, theme) if width else None
