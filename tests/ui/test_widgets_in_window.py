"""Widgets in the real window: five keys, the right keys on the screen, what is kept and said (C5, C7, C8, P4)."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication

from kiosk.display import Display
from kiosk.language import Words
from kiosk.speech.pronounce import spoken
from kiosk.stage import CheckAnswers
from tests.journeys.keyboard import KEY, Keyboard
from tests.journeys.test_switches import MOVE, PICK, OneSwitch, TwoSwitches, found
from tests.ui.kiosk_rig import settle
from ui.inputs.base import Input
from ui.inputs.money import SIGN
from ui.parts.before_box import BeforeBox
from ui.parts.edit import Edit
from ui.parts.problem import ProblemLine

pytestmark = pytest.mark.coverage_elsewhere  # the same code many times over

SHEET = """survey
,type,name,label,hint,body::k:widget,required
,{type},number,What is your answer?,,{widget},yes
,text,after,What else?,,,
settings
,form_title,form_id
,Own,own
"""
HIDDEN = "Hidden. Letters and numbers: {}"
# Widget: its type, its first page of keys, what is wrong and its code, what is right, what check answers shows.
WIDGETS = {
    "ni-number": ("text", "letters", "ab 12 34 56", "ni_number.no_end", "ab123456c", HIDDEN.format(9)),
    "sort-code": ("text", "number", "12-34", "digits.short", "12 34 56", "12-34-56"),
    "account-number": ("text", "number", "9871", "account_number.short", "12345678", HIDDEN.format(8)),
    "money": ("decimal", "number", "12.345", "money.pence", "1234.5", "£1,234.50"),
    "postcode": ("text", "letters", "cf10", "postcode.half", "cf103at", "CF10 3AT"),
    "telephone": ("text", "number", "960001", "telephone.area", "07700900123", "07700 900 123"),
    "email": ("text", "email", "name@example,com", "email.comma", "name@example.com", "name@example.com"),
    "nhs-number": ("text", "number", "943 476 5918", "digits.check", "9434765919", HIDDEN.format(10)),
    "utr": ("text", "number", "2955839661", "digits.check", "1955839661", HIDDEN.format(10)),
}
EVERY = pytest.mark.parametrize("widget", WIDGETS)


@pytest.fixture
def kiosk(spoken):
    def make(widget, kind="text", **wishes):
        sheet = SHEET.format(widget=widget, type=kind)
        return spoken(sheet, display=Display(answers_aloud=True), **wishes)

    return make


def five_keys(rig):
    return Keyboard(rig.window, down=KEY.Key_Down, up=KEY.Key_Up)


def box(rig):
    return rig.page.findChildren(Edit)[0]


def write(rig, text):
    """Real letters into the box, in the place of what it holds."""
    box(rig).setFocus()
    box(rig).selectAll()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, KEY.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(rig.window.windowHandle(), event)
    settle()


@EVERY
def test_what_is_wrong_stays_and_is_told_then_what_is_right_goes_on(kiosk, widget):
    """C5, C7, C8: with five keys alone, from the heading to check answers."""
    kind, _keys, wrong, code, right, shown = WIDGETS[widget]
    rig = kiosk(widget, kind)
    keyboard = five_keys(rig)
    keyboard.to(lambda each: isinstance(each, Edit))
    write(rig, wrong)
    keyboard.go_on()
    problem = rig.visit.page.questions[0].problem
    assert problem.code == code
    assert box(rig).text() == wrong
    assert rig.page.findChild(ProblemLine) is not None
    sentence = Words("en").say(f"problem.{code}", **problem.params)
    assert sentence in " ".join(rig.heard())
    assert sentence in rig.page.findChild(Input).description
    keyboard.to(lambda each: isinstance(each, Edit))
    write(rig, right)
    keyboard.go_on()
    keyboard.go_on()
    assert isinstance(rig.visit.stage, CheckAnswers)
    assert rig.visit.rows[0].answer == shown
    rig.heard()
    keyboard.to(lambda each: each.accessibleName().endswith("What is your answer?"))
    assert shown in " ".join(rig.heard())


@pytest.mark.parametrize("widget", ["money", "account-number", "telephone", "postcode", "email"])
@pytest.mark.parametrize(
    ("person", "keys"), [(TwoSwitches, (MOVE, MOVE, PICK, PICK)), (OneSwitch, (PICK,) * 4)]
)
def test_who_uses_switches_types_it_too(kiosk, widget, person, keys):
    """M9: with two and with one, row by row on the keys that the widget brings."""
    kind, _keys, _wrong, _code, right, shown = WIDGETS[widget]
    rig = kiosk(widget, kind)
    found(rig, *keys)
    hand = person(rig)
    hand.to(lambda each: isinstance(each, Edit))
    hand.type(right)
    hand.go_on()
    assert rig.visit.page.questions[0].path == "/data/after"
    rig.go(rig.visit.proceed)
    assert rig.visit.rows[0].answer == shown


@EVERY
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_the_hint_of_a_widget_is_shown_and_said_in_each_language(kiosk, widget, language):
    """A1, L3: where the form gives none."""
    kind = WIDGETS[widget][0]
    rig = kiosk(widget, kind, language=language)
    hint = rig.visit.page.questions[0].hint
    words = Words(language)
    assert hint == words.say(f"hint.{widget.replace('-', '_')}")
    assert hint in rig.page.screen_shown.texts()
    assert hint in rig.page.findChild(Input).description


@EVERY
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_keys_on_the_screen_are_those_that_it_takes(kiosk, widget, language):
    """M11: numbers, Latin capitals or the signs of an e-mail address, and no key to find them first."""
    kind, page, *_ = WIDGETS[widget]
    rig = kiosk(widget, kind, language=language)
    keyboard = five_keys(rig)
    keyboard.to(lambda each: isinstance(each, Edit))
    keyboard.press(KEY.Key_Return)
    board = rig.window.typing.board
    assert board.page == ("latin" if language == "ur" and page == "letters" else page)
    shown = {button.words for button in board.buttons}
    assert ("A" in shown) == (page == "letters")
    assert ("a" in shown) == (page == "email")
    assert "1" in shown
    rig.heard()
    if page == "letters":
        key = next(button for button in board.buttons if button.words == "A")
        key.click()
        assert box(rig).text() == "A"
        next(button for button in board.buttons if button.words == "B").click()
        assert box(rig).text() == "AB"
        assert key.accessibleName().lower() == "a"
        assert not [
            said
            for said in rig.heard()
            if said.lower().startswith(Words(language).say("keyboard.capital", letter="").strip())
        ]


def test_a_pound_sign_stands_before_the_box_and_is_said_with_the_amount(kiosk):
    """A1: for the eyes it is beside the box; no voice and no screen reader stops at it."""
    rig = kiosk("money", "decimal")
    sign = rig.page.findChild(BeforeBox)
    assert rig.at(sign).right() < rig.at(box(rig)).left()
    assert rig.at(sign).height() == rig.at(box(rig)).height()
    assert QAccessible.queryAccessibleInterface(sign).text(QAccessible.Text.Name) == ""
    write(rig, "12.50")
    keyboard = five_keys(rig)
    keyboard.back_to_top()
    rig.heard()
    keyboard.to(lambda each: isinstance(each, Edit))
    assert f"{SIGN}12.50" in " ".join(rig.heard())


def test_the_pound_sign_stands_left_of_the_box_in_urdu_too(kiosk):
    """L4: an amount runs from the left in every language."""
    rig = kiosk("money", "decimal", language="ur")
    assert rig.at(rig.page.findChild(BeforeBox)).right() < rig.at(box(rig)).left()
    assert abs(rig.at(box(rig)).right() - rig.at(rig.page.findChild(Input)).right()) <= 1


@pytest.mark.parametrize("widget", [name for name, line in WIDGETS.items() if line[-1].startswith("Hidden")])
def test_what_is_masked_is_in_no_text_of_the_window(kiosk, widget):
    """P4, A8: also when it is wrong."""
    _kind, _keys, wrong, _code, _right, _shown = WIDGETS[widget]
    rig = kiosk(widget)
    write(rig, wrong)
    rig.go(rig.visit.proceed)
    said = " ".join(rig.heard())
    assert wrong not in said
    assert set(box(rig).displayText()) == {"●"}
    assert wrong not in box(rig).accessibleDescription() + rig.page.findChild(ProblemLine).accessibleName()


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("AB 12 34 56 C", "A. B., one two, three four, five six, C."),
        ("12-34-56", "one two, three four, five six"),
        ("07700 900 123", "zero seven seven zero zero, nine zero zero, one two three"),
        ("£1,234.50", "1234 pounds 50 pence"),
        ("CF10 3AT", "C. F. one zero, three A. T."),
        ("name@example.com", "name at example dot com"),
        ("943 476 5919", "nine four three, four seven six, five nine one nine"),
    ],
)
def test_the_voice_says_each_as_people_do(shown, said):
    """A16."""
    tokens = [token.say for sentence in spoken(f"{shown}.", "en") for token in sentence.tokens]
    assert said in " ".join(tokens), tokens
