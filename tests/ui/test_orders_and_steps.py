"""Putting in order and going in steps in the real window: by keys alone, by switches, and said as it happens."""

from PySide6.QtCore import Qt

from kiosk.stage import Aside, CheckAnswers
from tests.scenario import ask, bind, items, xform
from ui.inputs.date import DateInput

MOVE, PICK = Qt.Key.Key_F5, Qt.Key.Key_F6
FORM = xform(
    "<r/><s/>",
    bind("/data/r", required="true()") + bind("/data/s", type="int"),
    ask("/data/r", "What matters most?", tag="odk:rank", inside=items("parks", "pools", "trams"))
    + ask("/data/s", "How many hours?", tag="range", start="0", end="10", step="2"),
)


def to(rig, name):
    """Down to a control by its object's name, or to the words of a row."""
    for _ in range(40):
        if name in {rig.focus.objectName(), rig.focus.accessibleName()}:
            return
        rig.key(Qt.Key.Key_Down)
    raise AssertionError(f"{name} is not reached")


def test_by_keys_alone_an_order_and_a_number_are_given(begun):
    """M7: the arrows and Enter."""
    rig = begun(FORM)
    to(rig, "2. Pools")
    rig.key(Qt.Key.Key_Return)
    to(rig, "rank.up")
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.page.questions[0].raw == ("pools", "parks", "trams")
    assert rig.focus.objectName() == "rank.up", "who moves further stays"
    to(rig, "action.primary")
    rig.key(Qt.Key.Key_Return)
    to(rig, "step.more")
    for _ in range(3):
        rig.key(Qt.Key.Key_Return)
    assert rig.visit.page.questions[0].raw == "4"
    to(rig, "action.primary")
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.stage == CheckAnswers()
    assert [row.answer for row in rig.visit.rows] == ["Pools\nParks\nTrams", "4"]


def test_a_required_order_that_nobody_gave_says_what_to_do(begun):
    rig = begun(FORM)
    rig.go(rig.visit.proceed)
    assert rig.page.screen_shown.problems() == ("Put them in order, or press “Keep this order”",)
    rig.press("Keep this order")
    rig.go(rig.visit.proceed)
    assert rig.visit.page.heading == "How many hours?"


def test_two_switches_reach_and_press_the_buttons(begun):
    """M9."""
    rig = begun(FORM)
    rig.go(lambda: rig.visit.open(Aside.SWITCHES))
    for key in (MOVE, MOVE, PICK, PICK):
        rig.seconds += 1.0
        rig.key(key)
    assert rig.visit.display.switches == 2
    for _ in range(40):
        if rig.focus.objectName() == "rank.down":
            break
        rig.seconds += 1.0
        rig.key(MOVE)
    rig.seconds += 1.0
    rig.key(PICK)
    assert rig.visit.page.questions[0].raw == ("pools", "parks", "trams")


def test_the_focus_goes_to_the_year_of_a_date_of_birth_that_cannot_be(begun):
    """C5: the box that the slip is most likely in."""
    asked = ask("/data/q", "When were you born?", appearance="date-of-birth")
    rig = begun(xform("<q/>", bind("/data/q", type="date"), asked))
    rig.go(lambda: rig.visit.answer("/data/q", ("1", "1", "2085")))
    rig.go(rig.visit.proceed)
    (asking,) = rig.page.findChildren(DateInput)
    assert asking.focus_target().text() == "2085"
