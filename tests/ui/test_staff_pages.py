"""The pages of the staff console: what each shows, and what is done on it."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kiosk.roles import Act, Role
from kiosk.staff import HeldItem
from kiosk.stage import Aside, Welcome
from tests.ui.files_rig import until
from tests.ui.kiosk_rig import settle
from tests.ui.staff_rig import at_name, make_console, texts
from ui.audit.office import REPORT
from ui.parts.preview import Preview
from ui.sources import SOURCES


@pytest.fixture
def kiosk(rig):
    """A kiosk whose office keeps what it is asked."""
    return partial(make_console, rig)


def to(rig, act, role=Role.IT):
    rig.let_in(role)
    rig.press(rig.visit.words.say(f"console.act.{act.value}"))


def test_how_the_kiosk_is_in_plain_words_and_without_counts(kiosk):
    rig = kiosk()
    to(rig, Act.HEALTH, Role.VOLUNTEER)
    for said in (
        "cannot take forms now",
        "The printer has no paper",
        "21 GB",
        "on for 3 days",
        "A device did not work",
    ):
        assert said in texts(rig)
    shown = texts(rig).replace("Debian 12", "")  # which an update is for
    assert "12" not in shown
    assert "345" not in shown


def test_the_outbox_in_counts_and_times(kiosk):
    rig = kiosk()
    to(rig, Act.OUTBOX, Role.STAFF)
    for said in (
        "Waiting to be sent: 12",
        "Sent: 345",
        "Held: 2",
        "20 November 2026",
        "services: 7",
        "2 November",
    ):
        assert said in texts(rig)
    rig.go(rig.visit.close)
    rig.office.shown = replace(REPORT, works=True, oldest=None, contact=None, bundle=0, bundled=None)
    to(rig, Act.OUTBOX, Role.STAFF)
    for said in ("No contact with the council", "that the kiosk came with"):
        assert said in texts(rig)


def test_many_that_are_held_come_ten_at_a_time(kiosk):
    rig = kiosk()
    held = tuple(HeldItem(f"{number:09}", "council", "too large") for number in range(23))
    rig.office.shown = replace(REPORT, held=held)
    to(rig, Act.HELD, Role.STAFF)
    assert "1 to 10 of 23" in texts(rig)
    assert len([words for words in rig.buttons() if words.startswith("Send ")]) == 10
    rig.press("Show the next ones")
    rig.press("Show the next ones")
    assert "21 to 23 of 23" in texts(rig)
    assert "Show the next ones" not in rig.buttons()
    rig.press("Show the ones before")
    assert "11 to 20 of 23" in texts(rig)
    rig.press("Back")
    assert rig.window.desk.page is Act.HELD
    rig.press("Back")
    assert rig.window.desk.page is None


def test_what_could_not_be_done_is_said_and_in_the_log(kiosk):
    rig = kiosk()
    rig.office.fails = True
    to(rig, Act.HELD, Role.STAFF)
    rig.press("Send KTM 7RF 2WD again")
    assert "That could not be done." in texts(rig)
    assert "will be sent again" not in texts(rig)
    assert [note[2] for note in rig.office.notes if note[1] == "retry"] == ["allowed", "failed"]


def test_one_that_waits_is_kept_back(kiosk):
    rig = kiosk()
    to(rig, Act.HOLD, Role.STAFF)
    rig.office.shown = replace(REPORT, queue=())
    rig.press("Keep 7RF KTM 2WD back")
    assert rig.office.asked == [("keep_back", "7RFKTM2WD")]
    assert "7RF KTM 2WD is kept back." in texts(rig)
    assert "Nothing waits to be sent." in texts(rig)


def test_a_key_that_ends_soon_is_warned_of(kiosk):
    rig = kiosk()
    to(rig, Act.KEYS)
    shown_now = texts(rig)
    assert "Ends in 12 days. Tell IT" in shown_now
    assert "This has ended." in shown_now
    assert shown_now.index("This has ended.") < shown_now.index("Ends in 12 days") < shown_now.index("2027")
    rig.go(rig.visit.close)
    rig.office.shown = replace(REPORT, ends=())
    to(rig, Act.KEYS)
    assert "no key or certificate that ends" in texts(rig)


def test_the_log_is_read_by_it(kiosk):
    rig = kiosk()
    to(rig, Act.LOG)
    assert "Member of staff: Send a held one again: yes" in texts(rig)
    assert "Volunteer: Held until you decide: not theirs to do" in texts(rig)


def test_every_key_is_tried_and_says_what_it_is_and_then_somebody_says_whether_all_did(kiosk):
    """S6, A14: also with no other way to press than the keys themselves."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Keys")
    rig.key(Qt.Key.Key_F1)
    assert rig.visit.aside is Aside.STAFF, "it opened no help"
    assert "Help" in texts(rig)
    rig.key(Qt.Key.Key_Return)
    rig.key(Qt.Key.Key_Return)
    assert "It works" in rig.buttons()
    rig.press("It works")
    assert rig.office.asked == [("keep_test", "keys", True)]
    assert rig.window.desk.part == ""
    assert "Kept: it works today." in texts(rig)
    assert rig.buttons()["Voice"].accessibleDescription() == "Does not work today"


def test_the_sound_is_played_whatever_is_set(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Headphones")
    rig.press("Play the sound")
    rig.press("It does not work")
    assert rig.heard == ["This is the voice of the kiosk. One, two, three."]
    assert rig.office.asked == [("keep_test", "headphones", False)]
    assert not rig.visit.display.read_aloud


def test_each_square_that_is_touched_gets_its_tick(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Touch screen")
    for number in ("1", "5", "9", "5"):
        rig.press(number)
    assert "Squares touched: 3 of 9" in texts(rig)


def test_a_test_page_waits_for_a_person_s_paper(kiosk):
    """S6."""
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press("Printer")
    rig.press("Print a test page")
    assert "A test page is being printed." in texts(rig)
    rig.window.printer.free = False
    rig.press("Print a test page")
    assert "Somebody’s paper is in the printer." in texts(rig)


class Scanner:
    """Gives what it was told to."""

    def __init__(self, gives):
        self.name, self.gives = "scanner", gives

    def take(self, _stop):
        return self.gives


class Camera:
    """The same, again and again, as cameras do."""

    def __init__(self, gives):
        self.name, self.gives = "camera", gives

    def watch(self, _stop, seen):
        while isinstance(self.gives, bytes):
            seen(self.gives)
        return self.gives


@pytest.mark.parametrize("device", [Scanner, Camera])
@pytest.mark.parametrize(
    ("gives", "told"),
    [(b"a picture", "A picture came. It was not kept."), ("away", "does not work just now")],
)
def test_a_picture_comes_and_is_not_shown(kiosk, monkeypatch, device, gives, told):
    """S6: nobody sees the paper that somebody left on the glass."""
    made = device(gives)
    monkeypatch.setitem(SOURCES, made.name, lambda _config: made)
    rig = kiosk()
    to(rig, Act.TEST, Role.VOLUNTEER)
    rig.press(device.__name__)
    rig.press("Try it now")
    until(lambda: told in texts(rig))
    assert not rig.window.findChildren(Preview)
    rig.press("It works")
    assert rig.office.asked == [("keep_test", made.name, True)]


def test_the_screen_is_measured_with_a_card(kiosk):
    rig = kiosk()
    to(rig, Act.CALIBRATE)
    width = round(rig.theme.px_per_mm * 85.6)
    rig.press("Wider")
    rig.press("Much wider")
    rig.press("Narrower")
    rig.press("Keep this")
    assert rig.office.asked == [("keep_measure", round((width + 10) / 85.6, 3))]
    assert "This is kept." in texts(rig)


def test_another_pin_is_typed_twice_and_is_not_an_easy_one(kiosk):
    rig = kiosk()
    to(rig, Act.PINS)
    rig.press("New PIN: Volunteer")

    def type_both(first, again):
        for name, pin in (("console.pin_new", first), ("console.pin_again", again)):
            rig.page.findChild(QLineEdit, name).setText(pin)
        rig.press("Keep this PIN")

    type_both("918273", "918274")
    assert "were not the same" in texts(rig)
    type_both("123456", "123456")
    assert "too easy to guess" in texts(rig)
    assert rig.office.asked == []
    type_both("918273", "918273")
    assert rig.office.asked == [("set_pin", Role.VOLUNTEER, "918273")]
    assert "The new PIN holds from now on." in texts(rig)


def test_it_leaves_the_kiosk_after_being_asked_once_more_and_the_visit_ends(kiosk):
    """The line in the log is on disk first, and nothing of the visit is left."""
    rig = kiosk()
    at_name(rig)
    to(rig, Act.LEAVE)
    assert "its answers are forgotten" in texts(rig)
    assert rig.ended == []
    rig.press("End the kiosk program")
    assert rig.ended == ["quit"]
    assert rig.visit.stage == Welcome()
    assert [note[1:3] for note in rig.office.notes if note[1] == "leave"] == [("leave", "allowed")] * 2


def test_staff_may_read_in_another_language_and_size_and_the_person_keeps_theirs(kiosk):
    """L2, V9."""
    rig = kiosk(language="cy")
    at_name(rig)
    rig.let_in(language="en")
    rig.press("Size, language and voice of these pages")
    rig.page.findChild(object, "console.language.cy").click()
    settle()
    assert "Maint, iaith a llais" in texts(rig)
    rig.page.findChild(object, "console.language.en").click()
    settle()
    rig.go(rig.visit.close)
    assert rig.visit.language == "cy"
    assert rig.visit.filling.language == "Welsh (cy)"
