"""After a crash: whether the same person stands here. No answer shows, and a sensitive form is not named (P6)."""

from kiosk.coming_back import called, go_on
from kiosk.stage import ComingBack
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Room, Screen, stack


def build(room: Room) -> Screen:
    """What happened, for how long it may be gone on with, and the two ways."""
    visit, words, theme = room.visit, room.words, room.theme
    stage = visit.stage
    assert isinstance(stage, ComingBack)  # noqa: S101 screen_for chose by it
    left = Text(told_left(room), theme, font="bold")

    def yes() -> None:
        if go_on(visit):
            room.submit(visit.find_sent)

    name = called(visit, stage.draft.service)
    title = words.say("coming_back.title", service=name) if name else words.say("coming_back.unnamed")
    ways = [
        Button(words.say("coming_back.yes"), theme, room.step(yes), kind="primary"),
        Button(words.say("coming_back.no"), theme, room.step(visit.end), kind="secondary"),
    ]
    return Screen(
        Heading(title, theme),
        [Text(words.say("coming_back.what"), theme), left, stack(ways, theme, 6.0)],
        every_second=lambda: left.say(told_left(room)),
    )


def told_left(room: Room) -> str:
    """The time left, in words."""
    assert isinstance(room.visit.stage, ComingBack)  # noqa: S101 as above
    return room.words.say("coming_back.left", count=seconds(room.visit.stage))


def seconds(stage: ComingBack) -> int:
    """Whole seconds left, as they are told."""
    return max(0, int(stage.left() + 0.999))
