"""They said how it was: a few words more, for who wants to, and what to leave out of them."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import rating
from kiosk.stage import SayMore
from ui.errand import when_done
from ui.parts.button import Button
from ui.parts.edit import TextArea
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.problem import ProblemSummary
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """The warning stands before the box. As long as nothing is in that, the one way on says that it is the way out."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, SayMore)  # noqa: S101 screen_for chose by it
    area = TextArea(theme, wrong=bool(stage.trouble))
    area.setAccessibleName(words.say("say_more.label"))
    area.setObjectName("say_more.text")
    area.setPlainText(stage.typed)
    area.textChanged.connect(lambda: _typed(room, stage, area))
    summary = None
    if stage.trouble:
        said = words.say(stage.trouble, most=f"{rating.LONGEST:,}")
        summary = ProblemSummary([(said, area.setFocus)], theme, words)
    return Screen(
        Heading(words.say("say_more.title"), theme),
        [
            notice(words.say("say_more.warning"), theme, icon="warning"),
            Text(words.say("say_more.sealed"), theme),
            stack([Text(words.say("say_more.label"), theme, font="bold"), area], theme, 1.5),
            Button(words.say("say_more.skip"), theme, room.step(visit.finish), kind="secondary"),
        ],
        primary=Action(_onward(room, stage), lambda: follow(room, area, partial(rating.send, visit))),
        back=Action(words.say("button.back"), visit.back),
        summary=summary,
    )


def _onward(room: Room, stage: SayMore) -> str:
    return room.words.say("say_more.send" if stage.typed.strip() else "button.finish")


def _typed(room: Room, stage: SayMore, area: TextArea) -> None:
    stage.typed = area.toPlainText()
    for button in area.window().findChildren(Button, "action.primary"):
        button.say(_onward(room, stage), "")


def follow(room: Room, on_page: QWidget, send: "Callable[[], Future[str] | None]") -> None:
    """Sends, and shows what came of it; the page may be drawn anew before it comes, so the window waits for it."""
    window = on_page.window()
    if future := send():
        when_done(window, future, lambda done: room.go(lambda: rating.sent(room.visit, done)))
