"""The window as a person meets it: sending, stopping, waiting too long, changing the display, and faults."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGroupBox, QLineEdit, QWidget

from kiosk.config import Config
from kiosk.display import Display
from kiosk.errors import StoreError
from kiosk.stage import Aside, Asking, Consent, Goodbye, Sending, Sent, Unusable, Welcome
from tests.ui.kiosk_rig import PLACES, REFERENCE, settle
from ui.app import _Rescue
from ui.parts.choice import RadioRow


def everything_shown(kiosk):
    return " ".join([*kiosk.page.screen_shown.texts(), kiosk.window.top.title.text(), *kiosk.buttons()])


def test_the_reference_shows_in_groups_of_three_only_once_it_is_committed(rig):
    """C15."""
    kiosk = rig()
    kiosk.to_sending()
    assert isinstance(kiosk.visit.stage, Sending)
    assert "KTM" not in everything_shown(kiosk)
    assert kiosk.window.ways.isHidden()
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert isinstance(kiosk.visit.stage, Sent)
    assert "KTM 7RF 2WD" in kiosk.page.screen_shown.texts()
    assert "Say it again, letter by letter" in kiosk.buttons()


def test_what_cannot_be_saved_is_said_and_nothing_is_lost(rig):
    kiosk = rig()
    kiosk.to_sending()
    kiosk.outbox.promises[-1].set_exception(StoreError("the disk is full"))
    settle()
    assert isinstance(kiosk.visit.stage, Consent)
    assert kiosk.visit.words.say("consent.not_saved") in kiosk.page.screen_shown.texts()
    kiosk.press("Send my report")
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert isinstance(kiosk.visit.stage, Sent)


def test_finish_and_start_again_lead_to_the_welcome(rig):
    kiosk = rig()
    kiosk.to_receipt()
    kiosk.press("Finish")
    kiosk.press("Skip this")
    kiosk.press("Finish")
    assert isinstance(kiosk.visit.stage, Goodbye)
    assert "01632 960 100" in everything_shown(kiosk)
    kiosk.press("Start again")
    assert isinstance(kiosk.visit.stage, Welcome)


def test_stop_asks_first_and_then_forgets_everything(rig):
    kiosk = rig()
    kiosk.to_question(3)
    edit = kiosk.window.findChild(QLineEdit)
    edit.setFocus()
    edit.setText("Ann Other")
    edit.selectAll()
    edit.copy()
    kiosk.press("Stop")
    assert "this kiosk forgets your answers" in everything_shown(kiosk)
    kiosk.press("No, carry on")
    assert kiosk.visit.stage == Asking("/data/you")
    kiosk.press("Stop")
    kiosk.press("Yes, stop and lose my answers")
    assert kiosk.visit.stage == Welcome()
    assert not kiosk.visit.has_answers
    assert QGuiApplication.clipboard().text() == ""
    assert kiosk.window.findChildren(QLineEdit) == []


def test_stop_with_no_answers_does_not_speak_of_any(rig):
    kiosk = rig()
    kiosk.to_services()
    kiosk.press("Stop")
    assert "answers" not in everything_shown(kiosk)
    kiosk.press("Yes, stop")
    assert kiosk.visit.stage == Welcome()


def test_the_idle_warning_hides_the_page_and_counts_down_without_taking_the_focus(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.second(179)
    assert kiosk.visit.aside is None
    kiosk.second(1)
    assert kiosk.visit.aside is Aside.IDLE
    assert "Which bin was missed?" not in everything_shown(kiosk)
    assert "This visit ends in 60 seconds" in everything_shown(kiosk)
    kiosk.window.ways.primary.setFocus()
    kiosk.second(59)
    assert "This visit ends in 1 second." in everything_shown(kiosk)
    assert kiosk.focus is kiosk.window.ways.primary
    kiosk.second(1)
    assert kiosk.visit.stage == Welcome()
    assert not kiosk.visit.has_answers


def test_a_voice_that_still_reads_is_a_sign_of_life(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.window.set_reading(True)
    kiosk.second(179)
    kiosk.second(179)
    assert kiosk.visit.aside is None
    kiosk.window.set_reading(False)
    kiosk.second(181)
    assert kiosk.visit.aside is Aside.IDLE
    kiosk.window.set_reading(True)
    kiosk.second(1)
    assert kiosk.visit.aside is Aside.IDLE, "the warning may be read aloud without taking itself away"


def test_nothing_comes_between_while_sending(rig):
    kiosk = rig()
    kiosk.to_sending()
    kiosk.press("Stop")
    assert kiosk.visit.aside is None
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert isinstance(kiosk.visit.stage, Sent)


def test_what_was_sent_before_a_fault_shows_no_reference_to_the_next_person(rig):
    kiosk = rig()
    kiosk.to_sending()
    kiosk.go(kiosk.visit.fail)
    kiosk.outbox.promises[-1].set_result(REFERENCE)
    settle()
    assert kiosk.visit.stage == Unusable("unusable.fault")


def test_more_time_leads_back_to_the_very_same_page(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.window.findChildren(RadioRow)[1].click()
    kiosk.second(181)
    kiosk.press("Yes, I need more time")
    assert kiosk.visit.stage == Asking("/data/bin")
    assert kiosk.window.findChildren(RadioRow)[1].isChecked()
    kiosk.second(179)
    assert kiosk.visit.aside is None


def press_help(kiosk):
    """A click where Help is, as the screen's driver tells it."""
    at = kiosk.at(kiosk.window.bar.buttons[0]).center()
    QTest.mouseClick(kiosk.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


def enter_on_help(kiosk):
    """Enter while Help has the focus."""
    kiosk.window.bar.buttons[0].setFocus()
    QTest.keyClick(kiosk.window.windowHandle(), Qt.Key.Key_Return)


SIGNS = {"a key": enter_on_help, "a touch": press_help}


@pytest.mark.parametrize("sign", SIGNS)
def test_any_key_or_touch_takes_the_warning_away_and_does_nothing_else(rig, sign):
    kiosk = rig()
    kiosk.to_question(1)
    heard = []
    kiosk.window.activity.alive.connect(lambda: heard.append(1))
    kiosk.second(181)
    SIGNS[sign](kiosk)
    assert kiosk.visit.aside is None
    assert heard == [1]
    kiosk.seconds += 1
    SIGNS[sign](kiosk)
    assert kiosk.visit.aside is Aside.HELP, "the next one is the page's"
    assert heard == [1, 1]


def test_what_somebody_changed_at_the_welcome_is_gone_for_the_next(rig):
    kiosk = rig()
    opened = []
    kiosk.window.opened.connect(lambda screen: opened.append(screen.heading))
    kiosk.window.wake()
    kiosk.go(lambda: kiosk.visit.show(Display(text_size="largest")))
    kiosk.window.bar.buttons[0].setFocus()
    kiosk.second(179)
    assert kiosk.visit.display == Display(text_size="largest")
    kiosk.second(2)
    assert kiosk.visit.display == Display()
    assert kiosk.focus is opened[-1], "the next person begins at the top"
    count = len(opened)
    kiosk.second(1000)
    assert len(opened) == count, "an untouched welcome is left alone"


def test_what_was_marked_is_not_pasted_by_the_next_person(rig, monkeypatch):
    kiosk = rig()
    cleared = []
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(type(clipboard), "supportsSelection", lambda _self: True)
    monkeypatch.setattr(type(clipboard), "clear", lambda _self, *mode: cleared.append(mode))
    kiosk.to_question(1)
    cleared.clear()
    kiosk.go(kiosk.visit.end)
    assert cleared == [(), (QClipboard.Mode.Selection,)]


def test_the_offline_notice_shows_only_while_offline(rig):
    kiosk = rig()
    offline = kiosk.visit.words.say("top.offline")

    def status():
        return [label.text() for label in kiosk.window.top.findChildren(type(kiosk.window.top.title))]

    assert offline not in status()
    kiosk.online = False
    kiosk.second()
    assert offline in status()
    kiosk.online = True
    kiosk.second()
    assert offline not in status()


def test_going_offline_in_the_middle_of_typing_keeps_field_and_focus(rig):
    kiosk = rig()
    kiosk.to_question(3)
    kiosk.window.findChild(QLineEdit).setFocus()
    kiosk.key("a")
    kiosk.online = False
    kiosk.second()
    assert isinstance(kiosk.focus, QLineEdit)
    assert kiosk.focus.text() == "a"


def test_offline_the_receipt_says_that_it_is_sent_later(rig):
    kiosk = rig()
    kiosk.online = False
    kiosk.second()
    kiosk.to_receipt()
    assert kiosk.visit.words.say("receipt.offline") in kiosk.page.screen_shown.texts()


def test_reading_aloud_is_told_at_the_top(rig):
    kiosk = rig()
    kiosk.window.set_reading(True)
    labels = kiosk.window.top.findChildren(type(kiosk.window.top.title))
    assert "Reading aloud" in [label.text() for label in labels]


@pytest.mark.parametrize("wish", [Display(text_size="largest"), Display(theme="white_on_black")])
def test_the_display_changes_at_once_and_loses_nothing(rig, wish):
    kiosk = rig()
    kiosk.to_question(3)
    kiosk.window.findChild(QLineEdit).setFocus()
    kiosk.key("a")
    kiosk.press("Display")
    changed = "display.largest" if wish.text_size == "largest" else "display.white_on_black"
    kiosk.window.findChild(RadioRow, changed).click()
    settle()
    assert kiosk.theme.display == wish
    kiosk.press("Done")
    assert kiosk.window.findChild(QLineEdit).text() == "a"
    kiosk.go(kiosk.visit.end)
    assert kiosk.theme.display == Display()


def test_the_language_changes_in_the_middle_and_loses_nothing(rig):
    kiosk = rig()
    kiosk.to_question(1)
    kiosk.window.findChildren(RadioRow)[1].click()
    kiosk.press("Language")
    kiosk.press("Cymraeg")
    assert kiosk.visit.stage == Asking("/data/bin")
    assert kiosk.page.screen_shown.heading.text().startswith("Pa fin")
    assert kiosk.window.findChildren(RadioRow)[1].isChecked()
    assert "Parhau" in kiosk.buttons()
    assert kiosk.window.top.title.text() == "Cyngor Bwrdeistref Merrow · Rhoi gwybod am fin heb ei gasglu"


def test_opened_is_told_once_for_each_page(rig):
    kiosk = rig()
    opened = []
    kiosk.window.opened.connect(lambda screen: opened.append(screen.heading.text()))
    kiosk.to_before()
    kiosk.window.refresh()
    assert opened == [
        "What is it about?",
        "What would you like to do?",
        "Report a missed bin",
    ]


def test_something_unexpected_ends_in_the_ask_a_person_page_and_no_answer_in_the_log(rig, caplog):
    kiosk = rig()
    kiosk.to_question(3)
    try:
        int("Ann Other, 1 High Street")
    except ValueError:
        _Rescue(kiosk.visit, kiosk.window).rescue(*sys.exc_info())
    assert kiosk.visit.stage == Unusable("unusable.fault")
    assert "Something went wrong" in everything_shown(kiosk)
    assert "ValueError" in caplog.text
    assert "Ann Other" not in caplog.text


def test_a_full_screen_kiosk_does_not_close_and_a_windowed_one_does(rig, services):
    event = QCloseEvent()
    rig(config=Config(data=services.services[0].folder, windowed=False)).window.closeEvent(event)
    assert not event.isAccepted()
    rig().window.closeEvent(event)
    assert event.isAccepted()


def test_another_window_size_is_furnished_anew(rig):
    kiosk = rig(shape="wide")
    kiosk.window.resize(1280, 1024)
    settle()
    assert kiosk.theme.screen == kiosk.window.size()
    assert kiosk.page.width() <= 1280


def test_a_voice_in_trouble_is_said_on_the_strip(rig):
    kiosk = rig()
    trouble = kiosk.visit.words.say("speech.broken.voice")
    kiosk.window.set_voice_trouble(trouble)
    assert kiosk.window.caption.height() >= kiosk.theme.px(kiosk.theme.line())
    before = kiosk.window.caption.grab().toImage()
    kiosk.window.set_voice_trouble("")
    assert kiosk.window.caption.grab().toImage() != before


def test_the_word_spoken_now_is_marked(rig):
    kiosk = rig()
    caption = kiosk.window.caption
    caption.show_words("Recycling bin, blue lid. Chosen. 2 of 4.")
    yellow = kiosk.theme.colour("spoken").rgb()

    def marked():
        image = caption.grab().toImage()
        return [x for x in range(image.width()) if image.pixel(x, image.height() // 2) == yellow]

    assert marked() == []
    caption.mark(25, 7)
    first = marked()
    assert first
    caption.mark(33, 1)
    assert min(marked()) > max(first)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_banned_is_built(rig, place):
    """No drop-down, spin box, slider or other thing that needs a drag or a popup (C2, M10)."""
    kiosk = rig()
    PLACES[place](kiosk)
    names = {widget.metaObject().className() for widget in kiosk.window.findChildren(QWidget)}
    assert names.isdisjoint(
        {"QComboBox", "QDateEdit", "QStackedWidget", "QSlider", "QTextBrowser", "QSpinBox"}
    )
    assert {group.title() for group in kiosk.window.findChildren(QGroupBox)} <= {""}
