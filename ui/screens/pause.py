"""What pausing means, before it is done: how long the answers are kept, and that only the code opens them (T3)."""

from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """The rules, and the two ways on. The answers stay as they are until the code shows."""
    visit, words, theme, pausing = room.visit, room.words, room.theme, room.pausing
    title = Heading(words.say("pause.offer"), theme)
    back = Button(words.say("pause.no"), theme, room.step(visit.close), kind="secondary")
    if pausing is None or not pausing.offered:
        return Screen(title, [Text(words.say("stop.nothing"), theme), back])
    facts = (
        ("lock", words.say("pause.what")),
        ("clock", words.say("pause.until", moment=pausing.until())),
        ("warning", words.say("pause.lost")),
    )
    body: list[QWidget] = []
    if pausing.trouble:
        body.append(notice(words.say(pausing.trouble), theme, icon="warning", role="problem"))
    body.append(stack([_fact(icon, said, room) for icon, said in facts], theme, 4.5))
    keep = Button(words.say("pause.yes"), theme, room.step(pausing.keep), kind="primary")
    return Screen(title, [*body, stack([keep, back], theme, 6.0)])


def _fact(icon: str, words: str, room: Room) -> Panel:
    return Panel([Text(words, room.theme)], room.theme, icon=icon, ground=None)
