"""The reference, as large as can be: the one thing that the citizen keeps (C15)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk import rating
from kiosk.helping import wording
from kiosk.stage import Aside, Sent
from kiosk.submission import grouped
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.copied import copied
from ui.screens.offered import goes_to
from ui.screens.paper import paper
from ui.screens.screen import Action, Room, Screen, stack
from ui.theme import STRONG


def build(room: Room) -> Screen:
    """The reference, what happens next, and whom to ask."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Sent)  # noqa: S101 screen_for chose by it
    reference, service, code = visit.stage.reference, visit.offered, visit.language
    number = Text(grouped(reference), theme, font="reference")
    parts: list[QWidget] = [Text(words.say("receipt.reference"), theme), number]
    body: list[QWidget] = [Panel(parts, theme, border="success", width=STRONG)]
    if not room.online:
        offline = Text(words.say("receipt.offline"), theme)
        body.append(Panel([offline], theme, icon="offline", ground=None))
    body.append(Panel([Text(words.say("receipt.keep"), theme)], theme, icon="info", ground=None))
    if room.spell is not None:
        body.append(Button(words.say("receipt.spell"), theme, room.spell, icon="speaker"))
    write = room.step(lambda: visit.open(Aside.WRITING))
    body.append(Button(words.say("writing.open"), theme, write, icon="form"))
    body += [*paper(room), *copied(room)]
    body += goes_to(service, room)
    if after := service.text("next", code):
        body.append(_section(words.say("receipt.next"), after, room))
    side = None
    if contact := service.text("contact", code):
        title = Heading(words.say("receipt.contact"), theme, level=3)
        side = Panel([title, Text(contact, theme)], theme)
    done = service.own("done", code)
    return Screen(
        Heading(done or wording(visit, "receipt.title"), theme),
        body,
        primary=Action(
            words.say("call.back" if visit.beneath else "button.finish"), partial(rating.ask, visit)
        ),
        side=side,
    )


def _section(title: str, text: str, room: Room) -> QWidget:
    return stack([Heading(title, room.theme, level=2), Text(text, room.theme)], room.theme, 1.5)
