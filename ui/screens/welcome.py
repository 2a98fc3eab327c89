"""Language first: nothing else can be asked of somebody who may not read this one (L1)."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.presets import slabs
from ui.screens.screen import Room, Screen, alike, grid, stack, written
from ui.theme import TARGET, Theme

_TALL = 40.0
_FEW = 2
"""As many languages have room for all that the welcome says below their slabs; of more each says less on its slab."""


def build(room: Room) -> Screen:
    """A slab for each language, all the same size, each in its own words."""
    theme, visit = room.theme, room.visit
    tongues = [Words(code) for code in visit.languages]
    titles = [words.say("welcome.title") for words in tongues]
    also = None if theme.is_large or len(tongues) == 1 else tongues[1]
    presets = _presets(slabs(room, also), theme)
    if len(tongues) > _FEW:
        return _with(presets, Screen(_heading(_in_pairs(titles), theme), [_many(tongues, room)]), theme)
    starts = [_slab(words, room, [words.say("language.start")], _TALL) for words in tongues]
    keys = ("what", "how", "ask") if theme.aside_width else ("what",)
    about = [Text(" ".join(words.say(f"welcome.{key}") for key in keys), theme, "quiet") for words in tongues]
    body = [alike(starts, theme, theme.columns), stack(about, theme, 6.0)]
    return _with(presets, Screen(_heading(titles, theme), body), theme)


def _presets(slabs: list[QWidget], theme: Theme) -> QWidget:
    """Below each other at the side, side by side below the languages."""
    if theme.aside_width:
        return stack(slabs, theme)
    few = theme.is_large or theme.screen.height() > theme.screen.width()
    return grid(slabs, theme, 2 if few else 3)


def _with(presets: QWidget, screen: Screen, theme: Theme) -> Screen:
    """The presets beside the languages where there is room, else right below them."""
    if theme.aside_width:
        return replace(screen, side=presets)
    return replace(screen, body=[screen.body[0], presets, *screen.body[1:]])


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
