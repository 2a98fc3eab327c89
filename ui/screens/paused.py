"""The code, as large as can be: the one thing that opens the answers again (T3)."""

from PySide6.QtWidgets import QWidget

from kiosk.pausing import saying
from kiosk.pausing.codes import Code, words_of
from kiosk.stage import Aside, Paused
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.paper import paper
from ui.screens.screen import Action, Room, Screen, grid, stack
from ui.theme import STRONG


def build(room: Room) -> Screen:
    """The words, the same in numbers, until when and where they open, and what to do with them."""
    visit, words, theme, pausing = room.visit, room.words, room.theme, room.pausing
    assert isinstance(visit.stage, Paused)  # noqa: S101 screen_for chose by it
    assert pausing is not None  # noqa: S101 the stage comes of it
    kept = visit.stage.kept
    reach = Text(words.say(pausing.reach(kept)), theme)
    body: list[QWidget] = [Panel(_code(kept.code, room), theme, border="success", width=STRONG)]
    if room.spell is not None:
        body.append(Button(words.say("paused.spell"), theme, room.spell, icon="speaker"))
    body += paper(room)
    facts = (
        ("clock", Text(words.say("pause.until", moment=saying.moment(kept.until, words)), theme)),
        ("info", reach),
        ("warning", Text(words.say("pause.lost"), theme)),
        ("language", Text(words.say("paused.how", button=words.say("code.open")), theme)),
    )
    body.append(stack([Panel([text], theme, icon=icon, ground=None) for icon, text in facts], theme, 4.5))
    return Screen(
        Heading(words.say("paused.title"), theme),
        body,
        primary=Action(words.say("paused.done"), lambda: visit.open(Aside.STOP)),
        every_second=lambda: reach.say(words.say(pausing.reach(kept))),
    )


def _code(code: Code, room: Room) -> list[QWidget]:
    words, theme = room.words, room.theme
    parts = [
        Text(words.say("paused.label"), theme),
        grid([Text(line, theme, font="question") for line in saying.lines(code, words)], theme),
    ]
    if words_of(words.code):
        parts.append(Text(saying.in_numbers(code, words), theme))
    return parts
