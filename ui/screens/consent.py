"""What happens with the answers, and the button that sends them."""

from PySide6.QtWidgets import QWidget

from kiosk import confirming
from kiosk.helping import wording
from kiosk.stage import Consent
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens import kept
from ui.screens.screen import Action, Room, Screen, grid, stack


def build(room: Room) -> Screen:
    """The manifest's consent, and why the answers are safe on their way."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Consent)  # noqa: S101 screen_for chose by it
    send = visit.offered.own("send", visit.language) or wording(visit, "button.send")
    body: list[QWidget] = []
    if visit.stage.trouble:
        body.append(notice(words.say(visit.stage.trouble), theme, icon="warning", role="problem"))
    body.append(Text(wording(visit, "consent.lead"), theme, "quiet"))
    body.append(Panel([Text(visit.consent_text, theme)], theme))
    body.append(Panel([Text(wording(visit, "consent.seal"), theme)], theme, icon="lock", ground=None))
    body += [*_message(room), *kept.wish(room)]
    if not room.online:
        offline = Text(words.say("receipt.later"), theme)
        body.append(Panel([offline], theme, icon="offline", ground=None))
    return Screen(
        Heading(wording(visit, "consent.title"), theme),
        body,
        primary=Action(send, room.submit),
        back=Action(words.say("button.back"), visit.back),
    )


def _message(room: Room) -> list[QWidget]:
    """Whether the council is to tell them that it has their answers: not unless they say so."""
    words, theme = room.words, room.theme
    ways = confirming.ways(room.visit)
    if not ways:
        return []
    heading = Heading(words.say("consent.confirm"), theme, level=2)
    said = {"": words.say("consent.confirm_no")}
    said |= {way.by: words.say(f"consent.confirm_{way.by}", to=way.shown) for way in ways}
    now = room.visit.confirm if room.visit.confirm in said else ""
    rows = [_choice(by, text, room, chosen=by == now) for by, text in said.items()]
    about = Text(words.say("consent.confirm_about"), theme, "quiet")
    return [stack([heading, about, grid(rows, theme, 1, Group(heading.text()))], theme)]


def _choice(by: str, said: str, room: Room, *, chosen: bool) -> RadioRow:
    visit = room.visit
    row = RadioRow(said, room.theme)
    row.setObjectName(f"confirm.{by or 'no'}")
    row.setChecked(chosen)
    row.chosen.connect(lambda: room.go(lambda: setattr(visit, "confirm", by)))
    return row
