"""What happens with the answers, and the button that sends them."""

from PySide6.QtWidgets import QWidget

from kiosk.stage import Consent
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """The manifest's consent, and why the answers are safe on their way."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Consent)  # noqa: S101 screen_for chose by it
    service = visit.service
    send = (service.own("send", visit.language) if service else "") or words.say("button.send")
    body: list[QWidget] = []
    if visit.stage.trouble:
        body.append(notice(words.say(visit.stage.trouble), theme, icon="warning", role="problem"))
    body.append(Text(words.say("consent.lead"), theme, "quiet"))
    body.append(Panel([Text(visit.consent_text, theme)], theme))
    body.append(Panel([Text(words.say("consent.seal"), theme)], theme, icon="lock", ground=None))
    if not room.online:
        offline = Text(words.say("receipt.later"), theme)
        body.append(Panel([offline], theme, icon="offline", ground=None))
    return Screen(
        Heading(words.say("consent.title"), theme),
        body,
        primary=Action(send, room.submit),
        back=Action(words.say("button.back"), visit.back),
    )
