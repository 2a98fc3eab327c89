"""Who helps, or for whom the form is: one press, with no more asked than how they know each other (S3)."""

from functools import partial

from kiosk import helping
from kiosk.helper import BEHALF, HELPERS, SUBJECTS
from kiosk.stage import Aside
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.screens.screen import Action, Room, Screen, grid


def build(room: Room) -> Screen:
    """A slab for each; a press leads on."""
    visit, words, theme = room.visit, room.words, room.theme
    kind = visit.proposal.of
    slabs = [
        Button(words.say(f"helped.{kind}.{who}"), theme, room.step(partial(helping.known_as, visit, who)))
        for who in (SUBJECTS if kind == BEHALF else HELPERS)
    ]
    return Screen(
        Heading(words.say(f"helped.who.{kind}"), theme),
        [grid(slabs, theme)],
        back=Action(words.say("button.back"), lambda: visit.open(Aside.HELPED)),
    )
