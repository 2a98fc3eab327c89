"""What a person may do on the way without losing an answer, and what leaves nothing of them behind."""

import gc
import sys
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.forms import xform
from kiosk.stage import Aside, Asking, Before, CheckAnswers, Unusable, Welcome
from tests import scenario
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import PERSONAL, Listener
from ui.app import _Rescue
from ui.bars import BarButton
from ui.parts.button import Button

SECRET = "Canary Quillfeather"
BAR = ("help", "person", "language", "display", "stop")


@pytest.fixture
def asked(kiosk):
    """A kiosk at the page of the full name of a missed bin, with SECRET typed; its keyboard; its citizen."""
    here = kiosk(voice=Listener)
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come_to_full_name()
    keyboard.type(SECRET)
    return here, keyboard, citizen


def traces(here):
    """Wherever SECRET can be seen, copied, heard or found."""
    found = [here.visit.filling.instance().decode()] if here.visit.has_answers else []
    found += [QGuiApplication.clipboard().text(), here.window.caption.text]
    for widget in QApplication.allWidgets():
        found += [widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    if here.reader is not None:
        found += [repr(vars(here.reader)), repr(vars(here.reader._speaker))]
    return [text for text in found if SECRET in text]


def test_traces_are_found_where_there_are_some(asked):
    here, keyboard, _citizen = asked
    keyboard.press(KEY.Key_A, keyboard.CONTROL)
    keyboard.press(KEY.Key_C, keyboard.CONTROL)
    keyboard.press(KEY.Key_Tab)
    keyboard.press(KEY.Key_Backtab)
    assert len(traces(here)) >= 4, "the form, the clipboard, the field and the voice hold it"


def stop(here, keyboard):
    keyboard.bar("stop")
    keyboard.choose(here.visit.words.say("stop.yes_answers"))


def wait_too_long(here, _keyboard):
    here.second(181)
    here.second(60)


def fault(here, _keyboard):
    try:
        int(SECRET)
    except ValueError:
        _Rescue(here.visit, here.window).rescue(*sys.exc_info())


ENDS = {
    "stop": (stop, Welcome()),
    "idle": (wait_too_long, Welcome()),
    "fault": (fault, Unusable("unusable.fault")),
}


@pytest.mark.parametrize("end", ENDS)
def test_every_end_leaves_nothing_behind(asked, end):
    here, keyboard, _citizen = asked
    keyboard.press(KEY.Key_A, keyboard.CONTROL)
    keyboard.press(KEY.Key_C, keyboard.CONTROL)
    keyboard.press(KEY.Key_Tab)
    keyboard.press(KEY.Key_Backtab)
    act, stage = ENDS[end]
    act(here, keyboard)
    here.second()
    assert here.visit.stage == stage
    gc.collect()
    assert traces(here) == []
    assert any(listener.closed for listener in here.listeners), "the voice that heard it is gone"
    assert keyboard.focus


def test_back_and_escape_keep_every_answer(asked):
    """C10."""
    here, keyboard, citizen = asked
    key = here.visit.stage.key
    seen = []
    while not isinstance(here.visit.stage, Before):
        seen.append(here.visit.stage.key)
        if len(seen) % 2:
            keyboard.press(KEY.Key_Escape)
        else:
            keyboard.choose(here.visit.words.say("button.back"))
    keyboard.go_on()
    citizen.decide()
    again = []
    while here.visit.stage.key != key:
        again.append(here.visit.stage.key)
        keyboard.go_on()
    assert again == citizen.pages + seen[:0:-1]
    assert here.visit.page.questions[0].raw == SECRET


def test_another_language_in_the_middle_loses_nothing(asked):
    here, keyboard, _citizen = asked
    stage, name = here.visit.stage, here.page.screen_shown.heading.text()
    keyboard.bar("language")
    keyboard.choose("Cymraeg")
    assert here.visit.stage == stage
    assert here.page.screen_shown.heading.text() not in {"", name}
    assert keyboard.to(lambda widget: isinstance(widget, QLineEdit)).text() == SECRET
    keyboard.go_on()
    assert here.visit.stage != stage


def test_another_display_in_the_middle_of_typing_loses_nothing(asked):
    here, keyboard, _citizen = asked
    stage = here.visit.stage
    keyboard.bar("display")
    for words in ("display.largest", "display.white_on_black"):
        keyboard.choose(here.visit.words.say(words))
        assert keyboard.focus.isChecked()
    keyboard.go_on()
    assert here.visit.stage == stage
    assert here.visit.display == replace(PERSONAL, text_size="largest", theme="white_on_black")
    field = keyboard.to(lambda widget: isinstance(widget, QLineEdit))
    keyboard.press(KEY.Key_End)
    keyboard.press("s")
    assert field.text() == f"{SECRET}s"
    assert here.visit.page.questions[0].raw == f"{SECRET}s"


def test_typing_in_one_field_leaves_the_others_as_they_are(kiosk):
    here = kiosk()
    keyboard = Keyboard(here.window)
    citizen = Citizen(here, keyboard, here.walk("missed-bin").answers)
    citizen.come("missed-bin")
    while len(here.visit.page.questions) == 1:
        citizen.page()
        keyboard.go_on()
    fields = here.window.findChildren(QLineEdit)
    order = here.controls()
    for field in fields:
        keyboard.to(lambda widget, wanted=field: widget is wanted)
        keyboard.type("Ann")
    assert here.window.findChildren(QLineEdit) == fields
    assert here.controls() == order
    for field in fields:
        assert field.isUndoAvailable()


def test_a_question_that_comes_first_is_reached_first(kiosk):
    group = '<group ref="/data/g" appearance="field-list"><label>Both</label>{}</group>'
    form = xform.load(
        scenario.xform(
            "<g><a/><b/></g>",
            scenario.bind("/data/g/a", type="string", relevant="/data/g/b != ''"),
            group.format(scenario.ask("/data/g/a", "First") + scenario.ask("/data/g/b", "Second")),
        )
    )
    here = kiosk()
    here.visit._means = replace(here.visit._means, load_form=lambda _service: form)
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    keyboard.to(lambda widget: isinstance(widget, QLineEdit))
    keyboard.type("x")
    keyboard.back_to_top()
    assert keyboard.press(KEY.Key_Tab).accessibleName().startswith("First")
    assert keyboard.press(KEY.Key_Tab).accessibleName().startswith("Second")
    assert keyboard.press(KEY.Key_Tab).objectName() == "action.back"


@pytest.mark.parametrize("aside", BAR[:4])
def test_what_is_opened_over_a_page_closes_to_the_same_page(asked, aside):
    here, keyboard, _citizen = asked
    stage = here.visit.stage
    keyboard.bar(aside)
    assert here.visit.aside is Aside(aside)
    keyboard.press(KEY.Key_Escape)
    assert (here.visit.stage, here.visit.aside) == (stage, None)
    assert keyboard.to(lambda widget: isinstance(widget, QLineEdit)).text() == SECRET


def test_more_time_is_one_key_which_does_nothing_else(asked):
    here, keyboard, _citizen = asked
    stage = here.visit.stage
    here.second(181)
    assert here.visit.aside is Aside.IDLE
    assert traces(here) == [here.visit.filling.instance().decode()], "hidden while the warning stands"
    keyboard.press(KEY.Key_Escape)
    assert (here.visit.stage, here.visit.aside) == (stage, None)
    assert keyboard.to(lambda widget: isinstance(widget, QLineEdit)).text() == SECRET


def test_change_leads_there_and_straight_back(asked):
    here, keyboard, citizen = asked
    keyboard.go_on()
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    label = next(row.label for row in here.visit.rows if row.answer == SECRET)
    keyboard.to(
        lambda widget: widget.accessibleName() == here.visit.words.say("button.change_what", label=label)
    )
    keyboard.press(KEY.Key_Return)
    keyboard.to(lambda widget: isinstance(widget, QLineEdit))
    keyboard.type("Ann Other")
    keyboard.press(KEY.Key_Return)
    assert isinstance(here.visit.stage, CheckAnswers)
    assert SECRET not in [row.answer for row in here.visit.rows]


@pytest.mark.parametrize("service", ["blue-badge", "council-tax-reduction"])
def test_five_keys_reach_everything_on_every_page(kiosk, service):
    here = kiosk()
    keyboard = Keyboard(here.window, down=KEY.Key_Down, up=KEY.Key_Up)
    citizen = Citizen(here, keyboard, here.walk(service).answers)
    citizen.come(service)
    for _ in range(100):
        if not isinstance(here.visit.stage, Asking):
            break
        citizen.page()
        everything, start, reached = set(here.controls()), keyboard.focus, []
        for _ in range(5 * len(everything)):  # in a text area some of them move the caret
            reached.append(keyboard.press(KEY.Key_Down))
            if keyboard.focus is start:
                break
        assert everything == set(reached)
        shown = [w for w in reached if isinstance(w, Button | BarButton)]
        names = [w.objectName() for w in shown]
        assert {f"bar.{name}" for name in BAR} | {"action.primary", "action.back"} <= set(names)
        keyboard.go_on()
    assert isinstance(here.visit.stage, CheckAnswers)


@pytest.mark.parametrize("key", [KEY.Key_Space, KEY.Key_Return])
def test_a_key_held_down_on_continue_turns_one_page(kiosk, key):
    here = kiosk()
    keyboard = Keyboard(here.window)
    Citizen(here, keyboard, {}).come("missed-bin")
    here.visit.answer(here.visit.page.questions[0].path, ("rubbish",))
    stage = here.visit.stage
    keyboard.to(lambda widget: widget.objectName() == "action.primary")
    keyboard.hold(key)
    assert here.visit.stage != stage
    second = here.visit.stage
    keyboard.press(KEY.Key_Escape)
    assert here.visit.stage == stage
    assert second.key == here.visit.filling.next_key(stage.key)


def test_nothing_is_out_of_the_window(kiosk):
    # A kiosk's window refuses to close, so earlier tests leave theirs.
    before = set(QApplication.topLevelWidgets())
    here = kiosk()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QWidget) and w.isVisible()]
    assert [w for w in shown if w not in before] == [here.window]
