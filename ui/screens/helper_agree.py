"""What it means to be helped, or to act for somebody else: shown, read aloud, and agreed to with one press (S2, S3)."""

from PySide6.QtWidgets import QWidget

from kiosk import helping
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, stack


def build(room: Room) -> Screen:
    """The terms, and the two answers; nothing holds before Yes."""
    visit, words, theme = room.visit, room.words, room.theme
    asked = visit.proposal
    terms: list[QWidget] = [Text(said, theme) for said in helping.terms(visit)]
    no = Button(
        words.say(f"helped.no.{asked.of}"), theme, room.step(lambda: helping.refuse(visit)), kind="secondary"
    )
    title = words.say(f"helped.agree_title.{asked.mode}", name=helping.called(asked, words))
    return Screen(
        Heading(title, theme),
        [Panel([stack(terms, theme)], theme), no],
        primary=Action(words.say(f"helped.agree.{asked.of}"), lambda: helping.agree(visit)),
        back=Action(words.say("button.back"), lambda: helping.step_back(visit)),
    )
