"""A fault planted on a page that has none is caught, by its own measure and by no other."""

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QGroupBox, QLineEdit, QWidget

from kiosk.stage import Aside
from tests.audit.audit_rig import ids, measured, to_question, view
from ui.parts.button import Button
from ui.parts.choice import RadioRow
from ui.parts.edit import Edit
from ui.parts.focus import FocusRing
from ui.parts.heading import Heading
from ui.parts.text import Text


def shown(kiosk, kind, number=0):
    return [each for each in kiosk.window.findChildren(kind) if each.isVisible()][number]


def hint(kiosk):
    return next(t for t in kiosk.window.findChildren(Text) if t.text().startswith("You can report"))


def restyle(text):
    text._laid.clear()
    text.updateGeometry()
    text.update()


def grey_text(kiosk):
    """V5."""
    kiosk.window.theme._colours["quiet"] = QColor("#8A8A8A")


def small_text(kiosk):
    """V1."""
    text = hint(kiosk)
    font = text.font()
    font.setPixelSize(font.pixelSize() // 2)
    text.setFont(font)
    restyle(text)


def low_target(kiosk):
    """M1."""
    shown(kiosk, Edit).setFixedHeight(kiosk.window.theme.px(10))


def targets_too_near(kiosk):
    """M1."""
    shown(kiosk, QGroupBox).layout().setSpacing(kiosk.window.theme.px(1))


def unlabelled_edit(kiosk):
    """D3."""
    shown(kiosk, Edit).setAccessibleName("")


class Eats(QObject):
    """Keeps every key for itself."""

    def eventFilter(self, _watched, event):  # noqa: N802 Qt's name
        return event.type() == QEvent.Type.KeyPress


def focus_trap(kiosk):
    """M7."""
    row = shown(kiosk, RadioRow, 1)
    row.installEventFilter(Eats(row))


def clipped_words(kiosk):
    """V3."""
    heading = kiosk.window.scroller.widget().screen_shown.heading
    heading.setFixedHeight(heading.height() // 2)


def wide_page(kiosk):
    """V3."""
    kiosk.window.scroller.widget().setMinimumWidth(kiosk.window.width() + 40)


def wrong_order(kiosk):
    """A5."""
    QWidget.setTabOrder(shown(kiosk, RadioRow, 1), shown(kiosk, RadioRow, 0))


def never_spoken(kiosk):
    """A1."""
    hint(kiosk).say("You can report others too.")


def other_caption(kiosk):
    """A13."""
    kiosk.window.caption.show_words = lambda _words: None


def busy_timer(kiosk):
    """T4."""
    QTimer(kiosk.window).start(200)


def no_focus_ring(kiosk):
    """V6."""
    for ring in kiosk.window.findChildren(FocusRing):
        ring._place = ring.hide


def icon_alone(kiosk):
    """V7."""
    button = kiosk.window.ways.primary
    button.words, button._icon = "", "down"
    button._lines.clear()


def pale_border(kiosk):
    """V5."""
    box = shown(kiosk, Edit)
    box.setStyleSheet(box.styleSheet() + "Edit { border: 2px solid #D8D8D8; }")


def list_that_drops_down(kiosk):
    """C2."""
    QComboBox(kiosk.window.scroller.widget()).show()


def lies_over(kiosk):
    """M7."""
    row = shown(kiosk, RadioRow)
    over = QWidget(row.window())
    over.setGeometry(row.rect().translated(row.mapTo(row.window(), row.rect().topLeft())))
    over.show()


ON_CHOICES = [
    grey_text,
    small_text,
    targets_too_near,
    focus_trap,
    clipped_words,
    wide_page,
    wrong_order,
    never_spoken,
    other_caption,
    busy_timer,
    no_focus_ring,
    icon_alone,
]
ON_FIELDS = [low_target, unlabelled_edit, pale_border]


def test_a_page_without_faults_has_none(kiosk):
    for number in (1, 3, 5):
        here = kiosk()
        to_question(here, number)
        assert measured(view(here)) == []


@pytest.mark.parametrize("fault", ON_CHOICES, ids=lambda fault: fault.__name__)
def test_a_fault_on_a_question_is_caught_by_its_measure(kiosk, fault):
    here = kiosk()
    to_question(here, 1)
    fault(here)
    assert ids(measured(view(here))) == {fault.__doc__.rstrip(".")}


@pytest.mark.parametrize("fault", ON_FIELDS, ids=lambda fault: fault.__name__)
def test_a_fault_on_a_field_is_caught_by_its_measure(kiosk, fault):
    here = kiosk()
    to_question(here, 3)
    fault(here)
    assert ids(measured(view(here))) == {fault.__doc__.rstrip(".")}


def test_a_page_that_moves_is_caught(kiosk):
    """V10."""
    here = kiosk()
    to_question(here, 1)
    text, timer = hint(here), QTimer()
    timer.timeout.connect(lambda: text.move(text.x() + 1, text.y()))
    timer.start(5)
    caught = measured(view(here))
    timer.stop()
    assert ids(caught) == {"V10"}


def test_a_choice_that_looks_the_same_when_chosen_is_caught(kiosk):
    """V7."""
    here = kiosk()
    to_question(here, 1)
    shown(here, RadioRow).isChecked = lambda: False  # what it paints by
    assert ids(measured(view(here), "cues")) == {"V7"}


def test_words_too_small_to_read_from_600_mm_are_caught_in_the_largest_size(kiosk):
    """V1, V2."""
    here = kiosk(text_size="largest")
    to_question(here, 1)
    small_text(here)
    assert ids(measured(view(here), "cap height")) == {"V1", "V2"}


def test_a_second_main_heading_is_caught(kiosk):
    """C1."""
    here = kiosk()
    to_question(here, 3)
    shown(here, Heading, 1).level = 1
    assert ids(measured(view(here))) == {"C1"}


def test_a_question_without_words_is_the_forms(kiosk):
    """C1, D3."""
    here = kiosk()
    to_question(here, 1)
    here.window.scroller.widget().screen_shown.heading.setText("")
    caught = measured(view(here), "questions")
    assert [(failure.requirement, failure.whose) for failure in caught] == [("C1", "form")]


def test_the_number_of_questions_is_told_only_where_it_is_sure(kiosk):
    """C17."""
    here = kiosk()
    to_question(here, 1)
    over = here.window.scroller.widget().screen_shown.over
    assert over.startswith("Question 1")
    assert " of " not in over, "an answer may bring another question"


def test_what_drops_down_is_caught(kiosk):
    """C2, M10."""
    here = kiosk()
    to_question(here, 1)
    list_that_drops_down(here)
    assert "C2" in ids(measured(view(here)))


def test_what_lies_over_a_target_is_caught_by_touch(kiosk):
    """M7."""
    here = kiosk(used="touch")
    to_question(here, 1)
    lies_over(here)
    assert ids(measured(view(here))) == {"M7"}


def test_clipped_welsh_is_caught(kiosk):
    """V3, in the language that has the longer words."""
    here = kiosk(language="cy", text_size="largest")
    to_question(here, 1)
    assert measured(view(here), "clipping") == []
    clipped_words(here)
    caught = measured(view(here))
    assert ids(caught) == {"V3"}
    assert "Pa fin na chafodd" in caught[0].sentence
    assert "mm less height" in caught[0].sentence


def test_a_bar_button_that_moved_is_caught(kiosk):
    """C11."""
    here = kiosk()
    first = view(here)
    bar = [first.at(button) for button in here.window.bar.buttons]
    to_question(here, 1)
    assert measured(view(here, bar=bar)) == []
    button = here.window.bar.buttons[2]
    button.move(button.x(), button.y() + 4)
    caught = measured(view(here, bar=bar))
    assert ids(caught) == {"C11"}
    assert "Language" in caught[0].sentence


def test_a_long_page_without_more_is_caught(kiosk):
    """V4."""
    here = kiosk(text_size="largest")
    to_question(here, 5)
    assert here.window.scroller.overflows
    assert measured(view(here)) == []
    here.window.ways.more.hide()
    assert ids(measured(view(here))) == {"V4"}


def test_lines_too_long_are_caught(kiosk):
    """V8."""
    here = kiosk(text_size="small", shape=(1920, 1080))
    here.go(lambda: here.visit.open(Aside.HELP))
    assert measured(view(here), "line length") == []
    for text in here.window.findChildren(Text):
        text._theme = Wide(text._theme)
        restyle(text)
        text.setFixedWidth(1400)
    assert ids(measured(view(here), "line length")) == {"V8"}


class Wide:
    """A theme that lets lines run on."""

    text_width = 1400

    def __init__(self, theme):
        self._theme = theme

    def __getattr__(self, name):
        return getattr(self._theme, name)


def test_a_smaller_language_is_caught(kiosk):
    """L1."""
    here = kiosk()
    slab = next(b for b in here.window.findChildren(Button) if b.words == "Cymraeg")
    slab.setFixedHeight(slab.height() // 2)
    smaller = [f for f in measured(view(here), "tongues") if f.what == "“Cymraeg”"]
    assert ids(smaller) == {"L1"}


def test_a_welcome_that_speaks_first_is_caught(kiosk):
    """A10."""
    here = kiosk()
    assert measured(view(here), "silence") == []
    here.reader._greet()
    assert ids(measured(view(here), "silence")) == {"A10"}


def test_an_idle_warning_that_shows_the_question_is_caught(kiosk):
    """P5."""
    here = kiosk()
    to_question(here, 1)
    here.go(lambda: here.visit.open(Aside.IDLE))
    assert measured(view(here)) == []
    next(t for t in here.window.findChildren(Text) if t.isVisible()).say("Which bin was missed?")
    assert ids(measured(view(here), "hidden")) == {"P5"}


def test_an_answer_that_was_there_before_is_the_forms(kiosk):
    """C3."""
    here = kiosk()
    to_question(here, 1)
    here.visit.answer("/data/bin", "blue")
    here.go(lambda: None)
    caught = measured(view(here))
    assert [(failure.requirement, failure.whose) for failure in caught] == [("C3", "form")]


def test_what_is_typed_is_no_fault(kiosk):
    here = kiosk()
    to_question(here, 3)
    shown(here, QLineEdit).setText("A name so long that it cannot stand in its box " * 3)
    assert measured(view(here)) == []
