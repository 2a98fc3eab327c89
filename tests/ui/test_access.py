"""What a screen reader is told: names, roles, descriptions, and where the focus goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.display import Display
from kiosk.stage import Aside
from tests.ui.kiosk_rig import PLACES
from tests.ui.test_geometry import seen
from ui.app import application
from ui.audit.measures import names, order
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.parts.notice import Notice


def role(widget: QWidget):
    return QAccessible.queryAccessibleInterface(widget).role()


def name(widget: QWidget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("place", PLACES)
def test_whatever_takes_focus_has_a_name(rig, place):
    """Name, role and state, as the audit measures them (D3)."""
    kiosk = rig()
    PLACES[place](kiosk)
    assert kiosk.controls()
    assert list(names.measure(seen(kiosk))) == []


@pytest.mark.parametrize("place", sorted(place for place in PLACES if not place.startswith("problem")))
def test_a_page_opens_with_its_heading_in_focus(rig, place):
    kiosk = rig()
    PLACES[place](kiosk)
    assert kiosk.focus is kiosk.page.screen_shown.heading
    assert role(kiosk.focus) == QAccessible.Role.Heading
    assert application().focusWidget() is kiosk.focus


@pytest.mark.parametrize("place", PLACES)
def test_the_focus_goes_down_the_page_and_then_along_the_bars(rig, place):
    """A5."""
    kiosk = rig()
    PLACES[place](kiosk)
    view = seen(kiosk)
    assert list(order.measure(view)) == []
    bars = [control for control in view.controls if not view.in_sheet(control)]
    ways = [button for button in kiosk.window.ways.buttons if button.isVisible()]
    opener = kiosk.window.caption.opener
    voice = [opener] if opener.isVisible() else []  # not on its own page
    banner = kiosk.window.banner
    help_ = [banner.button] if banner.isVisible() else []
    assert bars == [*ways, *voice, *kiosk.window.bar.buttons, *help_]


def test_headings_have_levels(rig):
    kiosk = rig()
    kiosk.to_check()
    kiosk.go(lambda: kiosk.visit.open(Aside.DISPLAY))
    levels = {heading.level for heading in kiosk.page.findChildren(Heading)}
    assert levels == {1, 2}
    interface = QAccessible.queryAccessibleInterface(kiosk.focus)
    assert interface.attributesInterface().attributeValue(QAccessible.Attribute.Level) == 1


def test_a_problem_takes_the_focus_and_says_itself(rig):
    kiosk = rig()
    kiosk.to_problem()
    summary = kiosk.page.screen_shown.summary
    assert kiosk.focus is summary.title
    assert name(kiosk.focus) == "There is a problem. Select an answer"
    kiosk.press("Select an answer")
    assert isinstance(kiosk.focus, RadioRow)
    assert kiosk.focus.accessibleDescription().startswith("Error: Select an answer")


def test_each_problem_leads_to_its_own_field(rig):
    """C5."""
    kiosk = rig()
    kiosk.to_problems()
    summary = kiosk.page.screen_shown.summary
    lines = "Your name: Enter an answer. Why two names? Enter an answer"
    assert name(summary.title) == f"There are 2 problems. {lines}"
    for lead, field in zip(summary.findChildren(Button), ("Your name", "Why two names?"), strict=True):
        lead.click()
        assert isinstance(kiosk.focus, QLineEdit)
        assert name(kiosk.focus) == field


def test_a_hint_is_told_with_its_control(rig):
    kiosk = rig()
    kiosk.to_question(1)
    row = kiosk.page.findChildren(RadioRow)[0]
    assert "You can report another after this." in row.accessibleDescription()


def test_a_notice_is_a_notification(rig):
    kiosk = rig()
    kiosk.to_unusable()
    assert role(kiosk.page.findChild(Notice)) == QAccessible.Role.Notification


def test_change_says_what_it_changes(rig):
    kiosk = rig()
    kiosk.to_check()
    names = [name(control) for control in kiosk.controls()]
    assert "Change: Which bin was missed?" in names


@pytest.mark.parametrize("place", PLACES)
def test_every_sentence_of_a_page_is_told_with_something_that_takes_focus(rig, place):
    """A screen reader finds no text in a window but that of what takes the focus."""
    kiosk = rig()
    PLACES[place](kiosk)
    told = " ".join(f"{name(control)} {control.accessibleDescription()}" for control in kiosk.controls())
    told += " ".join(name(group) for group in kiosk.page.findChildren(Group))
    screen = kiosk.page.screen_shown
    fields = {"Day", "Month", "Year"} if place == "date" else set()
    texts = [text.replace("\n", ", ").replace(" · ", ", ") for text in screen.texts()]
    missing = [text for text in texts if text not in told and text not in fields]
    assert missing == []


def test_optional_questions_say_so_and_required_ones_do_not(rig):
    kiosk = rig()
    kiosk.to_question(1)
    assert kiosk.page.screen_shown.heading.text() == "Which bin was missed?"
    kiosk.go(lambda: kiosk.visit.answer("/data/bin", "black"))
    kiosk.go(kiosk.visit.proceed)
    assert kiosk.page.screen_shown.heading.text() == "What day should your bin have been emptied? (optional)"


def test_an_answer_may_bring_another_question_without_touching_what_is_typed(rig):
    kiosk = rig()
    kiosk.to_question(3)
    edits = [control for control in kiosk.controls() if isinstance(control, QLineEdit)]
    assert len(edits) == 2
    edits[1].setFocus()
    kiosk.key("a")
    now = [control for control in kiosk.controls() if isinstance(control, QLineEdit)]
    assert now[:2] == edits
    assert name(now[2]) == "Why two names?"
    assert kiosk.focus is edits[1]
    assert edits[1].text() == "a"
    kiosk.key(Qt.Key.Key_Backspace)  # backspace takes the question away again
    assert [control for control in kiosk.controls() if isinstance(control, QLineEdit)] == edits


def test_changing_the_display_keeps_the_focus_on_what_was_chosen(rig):
    kiosk = rig()
    kiosk.to_aside(Aside.DISPLAY)
    row = kiosk.window.findChild(RadioRow, "display.largest")
    row.setFocus()
    row.click()
    assert kiosk.visit.display == Display(text_size="largest")
    assert kiosk.focus.objectName() == "display.largest"
    assert kiosk.page.isAncestorOf(kiosk.focus), "not the row that was there before"
    assert kiosk.focus.isChecked()
