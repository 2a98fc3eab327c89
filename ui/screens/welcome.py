"""Language first: nothing else can be asked of somebody who may not read this one (L1)."""

from PySide6.QtWidgets import QWidget

from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.picture import Picture
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, alike, stack, written
from ui.theme import TARGET, Theme

_TALL = 40.0
_FEW = 2
"""As many languages have room for all that the welcome says below their slabs; of more each says less on its slab."""


def build(room: Room) -> Screen:
    """A slab for each language, all the same size, each in its own words."""
    theme, visit = room.theme, room.visit
    tongues = [Words(code) for code in visit.languages]
    titles = [words.say("welcome.title") for words in tongues]
    if len(tongues) > _FEW:
        return Screen(_heading(_in_pairs(titles), theme), [_many(tongues, room)], side=_picture(theme, 2 / 5))
    slabs = [_slab(words, room, [words.say("language.start")], _TALL) for words in tongues]
    about = [
        Text(" ".join(words.say(f"welcome.{key}") for key in ("what", "how", "ask")), theme, "quiet")
        for words in tongues
    ]
    body = [alike(slabs, theme, theme.columns), stack(about, theme, 6.0)]
    return Screen(_heading(titles, theme), body, side=_picture(theme, 3 / 5))


def _heading(lines: list[str], theme: Theme) -> Heading:
    return Heading("\n".join(lines), theme)


def _in_pairs(titles: list[str]) -> list[str]:
    """Two to a line: a line for each would push the slabs down."""
    return [" · ".join(titles[n : n + 2]) for n in range(0, len(titles), 2)]


def _many(tongues: list[Words], room: Room) -> QWidget:
    """Large words leave room for the names alone, so that all of them are in sight."""
    theme = room.theme
    if theme.is_large:
        columns = 2 if theme.screen.width() > theme.screen.height() else 1
        return alike([_slab(words, room, [], TARGET) for words in tongues], theme, columns)
    keys = ("language.start", "welcome.what")
    slabs = [_slab(words, room, [words.say(key) for key in keys], _TALL) for words in tongues]
    return alike(slabs, theme, theme.columns)


def _slab(words: Words, room: Room, details: list[str], tall: float) -> Button:
    slab = Button(
        words.say("language.own_name"),
        room.theme,
        room.step(lambda: room.visit.begin(words.code)),
        icon="language",
        detail="\n".join(details),
        tall=tall,
        font="question",
    )
    return written(slab, words)


def _picture(theme: Theme, share: float) -> Picture | None:
    """Beside the column where there is room, else below it on a tall screen, at a ``share`` of the column."""
    tall = theme.screen.height() > theme.screen.width() and not theme.is_large
    width = theme.aside_width or (round(theme.column_width * share) if tall else 0)
    return Picture("welcome", width, theme) if width else None
