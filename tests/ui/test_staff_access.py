"""Every page of the staff console can be seen, read, said, reached and pressed, in each look: in one kiosk a look."""

import pytest

from kiosk.display import Display
from kiosk.language import Words
from tests.ui.console_places import ALL, go
from tests.ui.staff_rig import make_console
from tests.ui.test_access import name
from tests.ui.test_geometry import check_nothing_is_cut, check_targets, seen
from ui.audit.measures import names
from ui.parts.group import Group

LOOKS = (
    ("normal", "wide", "en", "light"),
    ("largest", "tall", "ur", "white_on_black"),
    ("largest", "square", "cy", "light"),
    ("large", "wide", "pl", "soft"),
)
ENGLISH = Words("en")


def check_is_told(kiosk, place):
    """A screen reader finds no text in a window but that of what takes the focus (D3)."""
    told = " ".join(f"{name(each)} {each.accessibleDescription()}" for each in kiosk.controls())
    told += " ".join(name(group) for group in kiosk.page.findChildren(Group))
    texts = [text.replace("\n", ", ").replace(" · ", ", ") for text in kiosk.page.screen_shown.texts()]
    assert [text for text in texts if text not in told] == [], place
    assert list(names.measure(seen(kiosk))) == [], place


def check_is_reached(kiosk, place):
    """M7: with one key, from the heading all the way round."""
    kiosk.window.first.setFocus()
    reached = []
    for _ in range(200):
        reached.append(kiosk.focus)
        kiosk.window.focusNextPrevChild(True)
        if kiosk.focus is reached[0]:
            break
    assert set(kiosk.controls()) <= set(reached), place


def check_no_english(kiosk, place):
    """L3: names and numbers apart."""
    own = kiosk.visit.words
    english = {
        ENGLISH.say(key)
        for key in ENGLISH.keys
        if "{" not in (said := ENGLISH.say(key)) and said != own.say(key)
    }
    assert {*kiosk.page.screen_shown.texts(), *kiosk.buttons()} & english == set(), place


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_of_the_console_in_every_way(rig, look):
    size, shape, language, theme = look
    kiosk = make_console(rig, shape=shape, language=language, display=Display(text_size=size, theme=theme))
    kiosk.to_question()
    kiosk.let_in(display=kiosk.visit.display)
    for act, part in ALL:
        go(kiosk, act, part)
        place = f"{act.value} {part}"
        assert kiosk.focus is kiosk.page.screen_shown.heading, place
        check_nothing_is_cut(kiosk)
        check_targets(kiosk)
        check_is_told(kiosk, place)
        check_is_reached(kiosk, place)
        if language != "en":
            check_no_english(kiosk, place)
