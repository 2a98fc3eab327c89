"""Something cannot be done here now: what that means for the person, and who can help."""

from kiosk.stage import Unusable
from ui.parts.heading import Heading
from ui.parts.notice import notice
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen


def build(room: Room) -> Screen:
    """A fault of ours ends the visit; a service that does not work leaves the others."""
    visit, words, theme = room.visit, room.words, room.theme
    assert isinstance(visit.stage, Unusable)  # noqa: S101 screen_for chose by it
    fault = visit.stage.reason in {"unusable.fault", "unusable.stopped"}
    title = words.say("unusable.fault_title" if fault else "unusable.title")
    call = Text(words.say("unusable.call", phone=room.config.phone), theme)
    again = Action(words.say("button.again"), visit.end)
    return Screen(
        Heading(title, theme),
        [
            notice(words.say(visit.stage.reason), theme, icon="warning"),
            Panel([call], theme, icon="phone", ground=None),
        ],
        primary=again if fault else Action(words.say("button.services"), visit.browse),
        back=None if fault else Action(words.say("button.back"), visit.back),
    )
