"""The page that lists what was added: on the screen, by key, by switch, by voice and to a screen reader."""

import pytest
from PySide6.QtCore import Qt

from kiosk.display import Display
from kiosk.forms import xform as forms
from kiosk.stage import Asking, CheckAnswers
from tests.scenario import ask, bind, xform
from ui.audit.measures import names, order
from ui.describe import Describer
from ui.page_speech import page as said_of
from ui.page_speech import voiced
from ui.parts.button import Button
from ui.parts.notice import Notice
from ui.parts.row import AnswerRow

FORM = xform(
    "<person><name/></person>",
    bind("/data/person/name", required="true()"),
    '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
    + ask("/data/person/name", "Name")
    + "</repeat></group>",
)
LIST = "/data/person/@more"


@pytest.fixture
def added(begun):
    """A window in which Sam and Ann have been added: ``added(language="cy")``."""

    def make(**wishes):
        rig = begun(FORM, **wishes)
        visit = rig.visit
        for place, name in enumerate(("Sam Jones", "Ann"), 1):
            visit.answer(f"/data/person[{place}]/name", name)
            rig.go(visit.proceed)
            if place == 1:
                visit.answer(LIST, "yes")
                rig.go(visit.proceed)
        assert visit.stage == Asking(LIST)
        return rig

    assert forms.load(FORM).repeats
    return make


class Silent:
    """Nobody has headphones on."""

    present = False
    explained = False


def button(rig, name):
    return next(each for each in rig.page.findChildren(Button) if each.accessibleName() == name)


def test_each_entry_has_change_and_remove_that_say_of_what(added):
    rig = added()
    rows = [(row.label, row.answer) for row in rig.page.findChildren(AnswerRow)]
    assert rows == [("Person 1", "Sam Jones"), ("Person 2", "Ann")]
    told = [(control.accessibleName(), control.accessibleDescription()) for control in rig.controls()]
    assert ("Change: Person 1", "Sam Jones") in told
    assert ("Remove: Person 2", "Ann") in told
    assert rig.page.screen_shown.heading.text() == "Person: you have added 2"


@pytest.mark.parametrize("shape", ["wide", "tall", "square"])
@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_all_of_it_has_a_name_and_its_place_in_order(added, shape, language):
    """D3, A5."""
    from tests.ui.test_geometry import seen  # noqa: PLC0415 - beside what it is for

    rig = added(shape=shape, language=language, display=Display(text_size="largest"))
    assert list(names.measure(seen(rig))) == []
    assert list(order.measure(seen(rig))) == []


def test_by_keys_alone_an_entry_is_removed_and_the_page_says_so(added):
    rig = added()
    while rig.focus is not button(rig, "Remove: Person 1"):
        rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert rig.page.screen_shown.heading.text() == "Do you want to remove this: Sam Jones?"
    rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    while rig.focus.objectName() != "action.primary":
        rig.key(Qt.Key.Key_Down)
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.stage == Asking(LIST)
    assert rig.page.findChild(Notice).text() == "Removed: Sam Jones"
    assert [row.answer for row in rig.page.findChildren(AnswerRow)] == ["Ann"]
    assert not any(each.accessibleName().startswith("Remove") for each in rig.page.findChildren(Button))


def test_no_takes_the_way_to_check_answers(added):
    rig = added()
    rig.visit.answer(LIST, "no")
    rig.go(rig.visit.proceed)
    assert rig.visit.stage == CheckAnswers()
    rig.press("Change")
    assert isinstance(rig.visit.stage, Asking)


def test_the_voice_says_how_many_and_the_question(added):
    rig = added()
    said = said_of(rig.window.showing, rig.visit, rig.visit.words.say).text
    assert "Person: you have added 2. Do you need to add another?" in said
    assert "Sam" not in said


def test_the_voice_names_an_entry_only_where_nobody_else_hears(added):
    """A9."""
    rig = added()
    remove = button(rig, "Remove: Person 1")
    alone = Describer(rig.visit, Silent(), lambda words: words.say)
    assert "Sam" not in alone.control(remove).text
    assert alone.control(remove).text.startswith("Remove: Person 1.")
    assert "Sam" not in alone.control(button(rig, "Change: Person 1")).text
    remove.click()
    said = said_of(rig.window.showing, rig.visit, rig.visit.words.say)
    assert "remove this: Sam Jones?" in voiced(said, rig.visit).text
    assert "remove this: Person 1?" in voiced(said, rig.visit, may_tell=False).text
    assert "Sam" not in voiced(said, rig.visit, may_tell=False).text


def test_yes_no_mode_asks_for_another_as_it_stands(added):
    """C16: it is a Yes and a No already."""
    rig = added(display=Display(yes_no=True))
    assert [choice.value for choice in rig.visit.page.questions[0].choices] == ["yes", "no"]
    assert {"Remove", "Change"} <= set(rig.buttons())


@pytest.mark.parametrize("switches", [1, 2])
def test_with_switches_every_button_of_the_list_is_reached(added, switches):
    rig = added(display=Display(switches=switches))
    assert {"Remove: Person 2", "Change: Person 2"} <= {c.accessibleName() for c in rig.controls()}
