"""Every control of every page as a screen reader finds it: name, role, state, relations (4.1.2, 1.3.1, 3.3.1, 4.1.3).

In this process, where Qt answers as it does over AT-SPI; what differs on the bus is heard in the transcripts.
"""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible

from kiosk import catalogue
from kiosk.display import Display
from kiosk.stage import Aside, CheckAnswers
from tests.ui.kiosk_rig import PLACES, Rig, settle, shelves
from ui.app import application
from ui.parts.choice import CheckRow, RadioRow
from ui.parts.notice import Notice
from ui.parts.row import AnswerRow

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

ROLE = QAccessible.Role
ROLES = {ROLE.Heading, ROLE.Button, ROLE.RadioButton, ROLE.CheckBox, ROLE.EditableText, ROLE.Notification}
"""What may take the focus."""


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    return shelves(tmp_path_factory.mktemp("services"))


@pytest.fixture
def rig(qtbot, services):
    def make(**wishes):
        made = Rig(services, **wishes)
        qtbot.addWidget(made.window)
        return made

    return make


def interface(widget):
    return QAccessible.queryAccessibleInterface(widget)


def name(widget):
    return interface(widget).text(QAccessible.Text.Name)


def description(widget):
    return interface(widget).text(QAccessible.Text.Description)


def tree(found):
    """An interface and all below it that shows."""
    if found is None or not found.isValid() or found.state().invisible:
        return
    yield found
    for number in range(found.childCount()):
        yield from tree(found.child(number))


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("place", PLACES)
def test_whatever_can_take_the_focus_has_a_name_and_a_role_that_is_heard(rig, place, language):
    """4.1.2, EN 11.5.2.5: walked from the window down, as a screen reader does, not by the Tab key."""
    kiosk = rig(language=language)
    PLACES[place](kiosk)
    found = [each for each in tree(interface(kiosk.window)) if each.state().focusable]
    assert found
    for each in found:
        assert each.text(QAccessible.Text.Name).strip(), each.object()
        assert each.role() in ROLES, (each.role(), each.text(QAccessible.Text.Name))
        assert not each.state().disabled


@pytest.mark.parametrize("place", PLACES)
def test_the_tree_has_whatever_the_tab_key_reaches(rig, place):
    """4.1.2, D3: nothing is reached by key alone, and nothing by a screen reader alone."""
    kiosk = rig()
    PLACES[place](kiosk)
    found = {each.object() for each in tree(interface(kiosk.window)) if each.state().focusable}
    assert found == set(kiosk.controls())


@pytest.mark.parametrize("place", ["choice", "choices", "problem", "display", "ways"])
def test_a_group_names_its_rows(rig, place):
    """1.3.1, 4.1.2: what is chosen from stands in a group that bears the question.

    Not as their labelled-by: Orca would say the question again with each row (ui/parts/group.py).
    """
    kiosk = rig()
    PLACES[place](kiosk)
    rows = [row for row in kiosk.controls() if isinstance(row, RadioRow | CheckRow)]
    assert rows
    for row in rows:
        group = interface(row).parent()
        assert group.role() == ROLE.Grouping
        assert group.text(QAccessible.Text.Name).strip()
        assert interface(row).state().checkable
        assert interface(row).state().checked == row.isChecked()
        assert not interface(row).relations()


def test_a_section_of_check_answers_is_told_with_its_first_row(qtbot):
    """1.3.1: who goes from row to row hears where a section begins, once."""
    kiosk = Rig(catalogue.load(catalogue.BUILT_IN))
    qtbot.addWidget(kiosk.window)
    kiosk.go(lambda: kiosk.visit.choose("blue-badge"))
    kiosk.visit.stage = CheckAnswers()
    kiosk.window.refresh()
    settle()
    sections = list(dict.fromkeys(row.section for row in kiosk.visit.rows))
    rows = [description(row.change) for row in kiosk.page.findChildren(AnswerRow)]
    assert sections[0]
    for section in sections:
        assert sum(row.startswith(f"{section}. ") for row in rows) == 1


def test_what_is_chosen_is_told_as_a_state(rig):
    """4.1.2: not only by the tick and the bold words."""
    kiosk = rig()
    kiosk.to_question()
    first, second = [row for row in kiosk.controls() if isinstance(row, RadioRow)]
    second.click()
    assert not interface(first).state().checked
    assert interface(second).state().checked


@pytest.mark.parametrize("place", ["problem", "problems"])
def test_an_error_is_told_with_the_control_that_it_is_about(rig, place):
    """3.3.1, C5: Qt hands no invalid state on to AT-SPI, so the description says it, and first of all."""
    kiosk = rig()
    PLACES[place](kiosk)
    problems = kiosk.page.screen_shown.problems()
    told = [description(control) for control in kiosk.controls()]
    errors = [each for each in told if each.startswith("Error: ")]
    assert problems
    for error, problem in zip(errors, problems, strict=True):
        # The summary names the question too, where two lines would be alike; the control has its name beside it.
        assert problem.endswith(error.removeprefix("Error: ").partition(".")[0])


def test_what_can_only_be_read_or_holds_several_lines_says_so(rig):
    """4.1.2: the state of a box to type in."""
    kiosk = rig()
    kiosk.to_question(3)
    boxes = [interface(each) for each in kiosk.controls() if interface(each).role() == ROLE.EditableText]
    assert boxes
    for box in boxes:
        assert box.state().editable
        assert not box.state().readOnly


def test_losing_the_internet_is_told_without_taking_the_focus(rig):
    """4.1.3: a notification, which Orca 43 and 48 speak when it is shown."""
    kiosk = rig()
    kiosk.to_question()
    before = kiosk.focus
    assert not kiosk.window.top.findChildren(Notice)
    kiosk.online = False
    kiosk.second()
    (status,) = kiosk.window.top.findChildren(Notice)
    assert interface(status).role() == ROLE.Notification
    assert name(status) == kiosk.visit.words.say("top.offline")
    assert kiosk.focus is before


@pytest.mark.parametrize("button", ["Continue", "Back", "Help"])
def test_from_page_to_page_the_focus_takes_no_detour(rig, button):
    """4.1.2, A5: Orca 48 says whatever has the focus, be it for a moment."""
    kiosk = rig()
    kiosk.to_question(2)
    kiosk.buttons()[button].setFocus()
    settle()
    seen = []
    application().focusChanged.connect(lambda _old, new: seen.append(new))
    kiosk.press(button)
    assert [each for each in seen if each is not None] == [kiosk.page.screen_shown.heading]


def test_another_language_is_heard_from_the_heading_on(rig):
    """4.1.3, L2: the page is the same, and is told anew in the language that was chosen."""
    kiosk = rig()
    kiosk.to_aside(Aside.LANGUAGE)
    kiosk.press("Cymraeg")
    assert kiosk.focus is kiosk.page.screen_shown.heading
    assert name(kiosk.focus) == "Pa fin na chafodd ei gasglu gennym ni ar y diwrnod iawn?"


def test_the_language_of_each_part_is_told(qtbot):
    """3.1.1, 3.1.2: of the page, of a language's own name, and of a form that has not the person's language."""
    kiosk = Rig(catalogue.load(catalogue.BUILT_IN), language="ur")
    qtbot.addWidget(kiosk.window)
    names = {each.words: each.locale().language() for each in kiosk.buttons().values() if each.locale()}
    assert names["English"] == QLocale.Language.English
    assert names["Cymraeg"] == QLocale.Language.Welsh
    kiosk.go(lambda: kiosk.visit.choose("missed-bin"))
    kiosk.go(kiosk.visit.start)
    page = kiosk.page.screen_shown
    assert kiosk.window.ways.primary.locale().language() == QLocale.Language.Urdu
    assert page.heading.locale().language() == QLocale.Language.English
    assert {row.locale().language() for row in page.find(CheckRow)} == {QLocale.Language.English}


def test_who_changed_an_answer_is_at_its_row_again(rig):
    """C8, 2.4.3: the row of the page that Change led to, whether by Continue or by Back."""
    kiosk = rig(display=Display(read_aloud=False))
    kiosk.to_check()
    assert name(kiosk.focus) == "Check your answers"
    for leave in ("Continue", "Back"):
        row = next(each for each in kiosk.controls() if name(each) == "Change: Your name")
        row.click()
        settle()
        kiosk.press(leave)
        assert name(kiosk.focus) == "Change: Your name"
        assert description(kiosk.focus) == "Ann Other"
