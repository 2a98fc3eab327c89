"""Another language, in the middle of anything (L2)."""

from kiosk.language import Words
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.screens.screen import Action, Room, Screen, alike, written


def build(room: Room) -> Screen:
    """A slab for each language, all the same size, the one in use marked."""
    words, theme, visit = room.words, room.theme, room.visit
    slabs = [_slab(code, room) for code in visit.languages]
    return Screen(
        Heading(words.say("languages.title"), theme),
        [Text(words.say("languages.keep"), theme, "quiet"), alike(slabs, theme, theme.columns)],
        back=Action(words.say("button.back"), visit.close),
    )


def _slab(code: str, room: Room) -> Button:
    visit = room.visit

    def speak() -> None:
        visit.speak(code)
        visit.close()

    chosen = code == visit.language
    words = Words(code)
    own_name = words.say("language.own_name")
    slab = Button(own_name, room.theme, room.step(speak), icon="language", chosen=chosen, tall=36.0)
    return written(slab, words)
