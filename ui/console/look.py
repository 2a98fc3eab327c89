"""How the console looks and sounds to who uses it now. The person's own settings are put away meanwhile."""

from PySide6.QtWidgets import QWidget

from kiosk.language import Words
from ui import acts
from ui.console.page import page, the_desk
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.screens.display import COLOURS, SIZE
from ui.screens.screen import Action, Room, Screen, grid, stack, written
from ui.screens.setting import group


def build(room: Room) -> Screen:
    """Aloud or not, language, size and colours."""
    return page(
        room,
        "console.act.look",
        [_voice(room), _languages(room), group(SIZE, room), group(COLOURS, room)],
        primary=Action(room.words.say("button.done"), the_desk(room).back),
    )


def _voice(room: Room) -> QWidget:
    visit, desk = room.visit, the_desk(room)
    rows = []
    for key, wanted in (("console.aloud", True), ("console.silent", False)):
        row = RadioRow(room.words.say(key), room.theme)
        row.setObjectName(key)
        row.setChecked(visit.display.read_aloud == wanted)
        row.chosen.connect(lambda wanted=wanted: room.go(lambda: acts.read_aloud(desk, visit, wanted=wanted)))
        rows.append(row)
    return _titled("console.voice", rows, room)


def _languages(room: Room) -> QWidget:
    visit = room.visit

    def speak(code: str) -> None:
        visit.words = Words(code)  # the form beneath stays in the person's

    rows = []
    for code in visit.languages:
        words = Words(code)
        row = written(RadioRow(words.say("language.own_name"), room.theme), words)
        row.setObjectName(f"console.language.{code}")
        row.setChecked(code == visit.language)
        row.chosen.connect(lambda code=code: room.go(lambda: speak(code)))
        rows.append(row)
    return _titled("languages.title", rows, room)


def _titled(title: str, rows: list[RadioRow], room: Room) -> QWidget:
    heading = Heading(room.words.say(title), room.theme, level=2)
    return stack([heading, grid(rows, room.theme, None, Group(heading.text()))], room.theme)
