"""Everything by its name: large letters that lead to fewer, and then to rows; never a list to scroll through."""

from PySide6.QtWidgets import QWidget

from kiosk import front_door
from kiosk.front_door import Branch, Entry
from kiosk.language import Words
from kiosk.stage import AToZ
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.offered import TALL, row
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """The letters, some of them, or what stands under them."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, AToZ)  # noqa: S101 screen_for chose by it
    everything = front_door.a_to_z(visit.catalogue, visit.language, stage.shelf)
    branch, entries = front_door.within(everything, stage.path, visit.language)
    title = words.say("a_to_z.title") if branch is None else span(branch, words)
    return Screen(
        Heading(title, theme),
        [listed(entries, stage.shelf, stage.path, room)],
        back=Action(words.say("button.back"), visit.back),
    )


def listed(entries: tuple[Entry, ...], shelf: str, path: tuple[int, ...], room: Room) -> QWidget:
    """A row for each, or the letters that lead to them where one page has no room for all."""
    theme = room.theme
    parts = front_door.branches(entries, room.visit.language, deep=bool(path))
    if not parts:
        return grid([row(each, room) for each in entries], theme)
    slabs = [_letters(part, shelf, (*path, number), room) for number, part in enumerate(parts)]
    return grid(
        slabs, theme, theme.columns + 1 if theme.columns > 1 else 1
    )  # they are short: all are in sight


def way_in(room: Room) -> Button:
    """The button that leads to all of it, on the first page behind the language."""
    words, visit = room.words, room.visit

    def open_() -> None:
        visit.stage = AToZ("", (), visit.stage)

    detail = words.say("a_to_z.detail")
    return Button(words.say("a_to_z.title"), room.theme, room.step(open_), icon="form", detail=detail)


def span(branch: Branch, words: Words) -> str:
    """The letters of a part: one, or from one to another."""
    if branch.first == branch.last:
        return branch.first
    return words.say("a_to_z.span", first=branch.first, last=branch.last)


def _letters(part: Branch, shelf: str, path: tuple[int, ...], room: Room) -> Button:
    visit = room.visit

    def open_() -> None:
        visit.stage = AToZ(shelf, path, visit.stage)

    return Button(
        span(part, room.words),
        room.theme,
        room.step(open_),
        detail=part.entries[0].name,
        tall=TALL,
        font="question",
    )
