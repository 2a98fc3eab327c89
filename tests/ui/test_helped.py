"""Who helps is named on every page, in words and aloud, and every hand can end it (S2, S3, P6)."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from kiosk import catalogue, helping
from kiosk.calling import Kind, State
from kiosk.display import Display
from kiosk.helper import BEHALF, Helper
from kiosk.stage import Aside, Asking, Before, Goodbye, Welcome
from tests.ui.kiosk_rig import PLACES, SHAPES, Rig, settle, shelves
from ui import page_speech
from ui.parts.button import Button
from ui.way import Ways

LONG = "Bartholomew-Llanfairpwllgwyngyll Fitz-Wm"
HELP = (Aside.HELPED, Aside.HELPER, Aside.HELPER_NAME, Aside.HELPER_AGREE, Aside.HELP_ENDED, Aside.AT_DESK)
NUMBERS = """
[[help]]
name = { en = "Someone to talk to", cy = "Rhywun i siarad â nhw" }
number = "01632 960 221"
hours = { en = "Day and night", cy = "Ddydd a nos" }
"""


class FakeCalls:
    """What calls staff; nothing of it shows here."""

    shown = State.NONE

    def __init__(self):
        self.asked = []

    def call(self, kind):
        self.asked.append(kind)

    def line(self):
        return ""

    words = line


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sensitive")
    shelves(folder)
    for manifest in folder.glob("*/manifest.toml"):
        told = manifest.read_text(encoding="utf-8")
        manifest.write_text(f"sensitive = true\n{told}{NUMBERS}", encoding="utf-8")
    return catalogue.load(folder)


@pytest.fixture
def private(qtbot, sensitive):
    def make(**wishes):
        made = Rig(sensitive, **wishes)
        qtbot.addWidget(made.window)
        return made

    return make


def banner(rig):
    """What the banner says; "" while it takes no room."""
    return rig.window.banner.text


def aloud(rig):
    return page_speech.page(
        rig.page.screen_shown, rig.visit, Ways(rig.window, rig.visit).say(rig.visit.words)
    ).text


def test_who_is_alone_sees_nothing_of_it_but_one_way_in(rig):
    """S2: alone is the default and costs no page."""
    rig = rig()
    rig.to_before()
    assert banner(rig) == ""
    assert "Someone is helping me" in rig.buttons()
    rig.press("Start now")
    assert isinstance(rig.visit.stage, Asking)
    assert "Someone is helping me" not in rig.buttons()


def test_from_before_by_the_buttons_to_the_name_on_every_page(rig):
    """S2, S3."""
    rig = rig()
    rig.to_before()
    rig.press("Someone is helping me")
    rig.press("Someone types for me")
    rig.press("Someone in my family")
    rig.press("Continue")
    assert rig.page.screen_shown.problems() == ("Write a name",)
    rig.page.screen_shown.find(QLineEdit)[0].setText("Sam")
    rig.press("Continue")
    texts = rig.page.screen_shown.texts()
    assert texts[0] == "May Sam type for you?"
    assert all(said in texts for said in helping.terms(rig.visit))
    assert all(said in aloud(rig) for said in helping.terms(rig.visit))
    rig.press("Yes, I agree")
    assert rig.visit.stage == Before()
    assert aloud(rig).startswith("Sam is typing for you. Report a missed bin.")
    assert banner(rig) == "Sam is typing for you"
    assert "Someone is helping me" not in rig.buttons()


@pytest.mark.parametrize(
    "page", ["before", "choice", "problem", "check", "consent", "receipt", "display", "idle"]
)
def test_every_page_names_the_helper_until_the_visit_is_over(rig, page):
    """S2: shown, and said with the page."""
    rig = rig()
    rig.to_before()
    helped = Helper("types", "family", "Sam", "Words", rig.visit.now())
    rig.go(rig.visit.end)
    rig.visit.helpers = (helped,)
    PLACES[page](rig)
    assert banner(rig) == "Sam is typing for you"
    assert aloud(rig).endswith("Sam is typing for you.")
    rig.go(rig.visit.end)
    assert banner(rig) == ""
    assert rig.visit.helpers == ()


def test_staff_see_nothing_of_who_helps_on_their_own_pages(rig):
    """S5."""
    rig = rig()
    rig.to_question()
    rig.help_begins()
    for aside in (Aside.STAFF_PIN, Aside.STAFF):
        rig.go(lambda aside=aside: rig.visit.open(aside))
        assert banner(rig) == ""
    rig.go(rig.visit.close)
    assert banner(rig) == "Sam is typing for you"


def test_who_finishes_leaves_no_name_behind(rig):
    """P1: the last page is the person's own."""
    rig = rig()
    rig.to_before()
    rig.help_begins()
    rig.go(rig.visit.finish)
    assert rig.visit.stage == Goodbye()
    assert banner(rig) == ""
    assert not any("Sam" in text for text in rig.page.screen_shown.texts())


def test_either_ends_it_by_the_button_that_is_on_every_page(rig):
    """S2: recorded, said once, and on alone with every answer."""
    rig = rig()
    rig.to_question(3)
    rig.visit.answer("/data/you/name", "Ann Other")
    rig.help_begins()
    rig.press("End this help")
    assert rig.visit.aside is Aside.HELPED
    ends = [button for button in rig.page.screen_shown.find(Button) if button.words == "End this help"]
    ends[0].click()
    settle()
    assert rig.visit.aside is Aside.HELP_ENDED
    assert aloud(rig).startswith("The help has ended. Your answers are still here.")
    assert rig.visit.helpers[0].ended is not None
    rig.press("Continue")
    assert banner(rig) == ""
    assert [box.text() for box in rig.window.findChildren(QLineEdit) if box.text()] == ["Ann Other"]


def test_one_who_acts_ends_that_and_the_helper_stays(rig):
    """S3."""
    rig = rig()
    rig.to_helped()
    assert banner(rig) == "Sam is typing for you\nFor someone else: ‘you’ means them"
    rig.go(lambda: rig.visit.open(Aside.HELPED))
    rig.press("It is about me after all")
    assert aloud(rig).startswith("This form is about you now.")
    assert banner(rig) == "Sam is typing for you"


def test_the_button_is_one_key_back_from_the_heading_and_behind_leave_now(private):
    """S2, M7, P6: Leave now stays where it is."""
    rig = private()
    rig.to_question()
    place = rig.at(rig.window.top.leave)
    rig.help_begins()
    assert rig.at(rig.window.top.leave) == place
    rig.window.focusNextPrevChild(False)
    assert rig.focus is rig.window.top.leave
    rig.window.focusNextPrevChild(False)
    assert rig.focus is rig.window.banner.button
    rig.key(Qt.Key.Key_Return)
    assert rig.visit.aside is Aside.HELPED


@pytest.mark.parametrize("page", ["before", "choice", "check", *(aside.value for aside in HELP)])
def test_leave_now_ends_everything_while_helped_too(private, page):
    """P6: one press on any page and aside, nothing left."""
    rig = private()
    rig.visit.helpers = (Helper("types", "family", "Sam", "Words", rig.visit.now()),)
    rig.visit.proposal = helping.Proposal(BEHALF, "partner", "Ann")
    PLACES[page](rig)
    rig.window.top.leave.click()
    settle()
    assert rig.visit.stage == Welcome()
    assert rig.visit.helpers == ()
    assert rig.visit.proposal == helping.Proposal()
    assert banner(rig) == ""


def test_the_way_to_be_alone_says_nothing_of_it(private):
    """P6: it is the form on paper, on the screen and aloud; other services have no such button."""
    rig = private()
    rig.window.calls = calls = FakeCalls()
    for aside in (Aside.HELP, Aside.PERSON):
        rig.to_aside(aside)
        assert "Someone to talk to" in aloud(rig)
        assert "01632 960 221" in aloud(rig)
        rig.press("Ask for the form on paper")
        assert rig.visit.aside is Aside.AT_DESK
        assert calls.asked.pop() is Kind.ALONE
        said = " ".join([*rig.page.screen_shown.texts(), aloud(rig)]).casefold()
        assert not {"alone", "safe", "danger", "privately"} & {*re.findall(r"\w+", said)}
        rig.press("Back")
        assert rig.visit.aside is None
        rig.go(rig.visit.end)


def test_a_service_that_is_not_sensitive_has_neither(rig):
    rig = rig()
    for aside in (Aside.HELP, Aside.PERSON):
        rig.to_aside(aside)
        assert "Ask for the form on paper" not in rig.buttons()
        rig.go(rig.visit.end)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", ["normal", "largest"])
@pytest.mark.parametrize("language", ["cy", "ur"])
def test_a_long_name_is_whole_and_the_page_keeps_room(rig, shape, size, language):
    """V3, M1."""
    rig = rig(shape=shape, display=Display(text_size=size), language=language)
    rig.to_question()
    rig.help_begins(name=LONG)
    band, button = rig.window.banner, rig.window.banner.button
    label = band.findChildren(QLabel)[0]
    assert LONG in label.text().replace("\u2068", "").replace("\u2069", "")
    assert label.height() >= label.heightForWidth(label.width())
    assert rig.at(band).contains(rig.at(button))
    assert not rig.at(button).intersects(rig.at(label))
    assert min(button.width(), button.height()) >= rig.theme.px(20)
    assert rig.window.scroller.height() >= rig.theme.px(40)
