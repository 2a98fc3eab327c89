"""The screen on which staff set a kiosk up: each way to its end, what goes wrong, and by keys alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.cli.setting_up import needed
from kiosk.config import Config
from kiosk.destinations import DestinationSettings
from kiosk.enrolment import codes
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.request import Request
from kiosk.enrolment.trouble import KEYS, TroubleError
from kiosk.errors import ConfigError
from kiosk.language import Words
from kiosk.service_manager import ServiceManager
from tests.ui.kiosk_rig import settle
from tests.ui.test_watchdog import Told
from ui.enrolment.flow import Flow
from ui.enrolment.run import made
from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.text import Text
from ui.watchdog import Watchdog

CODE = codes.new_code(lambda _: 3)
OFFER = Offer("https://kiosks.example", CODE, "library-7")
ANSWER = Answer("0" * 64, "library-7", "https://kiosks.example", "", "")
SAY = Words("en").say


class Steps:
    """What was asked for, and what is to come of it."""

    def __init__(self):
        self.asked, self.on_sticks, self.fails, self.version = [], (), None, 7
        self.by_command = False

    def _do(self, what):
        self.asked.append(what)
        if self.fails is not None:
            raise self.fails
        return ANSWER

    def enrolled(self):
        return self.by_command

    def found(self):
        return self.on_sticks

    def request(self):
        return Request("ab" * 32)

    def write_request(self):
        self._do("written")
        return Path("stick")

    def by_offer(self, offer):
        return self._do(offer)

    def offered(self, offer):
        self.fails = None
        return replace(offer, pin="AB" * 32)

    def by_answer(self, answer):
        self._do(answer)

    def first_bundle(self):
        if self.version is None:
            raise ConfigError("No network.")
        return self.version


class Screen:
    """The window, and what a member of staff does with it."""

    def __init__(self, qtbot, tmp_path):
        self.steps = Steps()
        self.shell = made(Config(tmp_path), self.steps, lambda _answer: True)
        qtbot.addWidget(self.shell)
        self.shell.resize(QSize(1280, 1024))
        self.shell.show()
        self.flow = self.shell.findChild(Flow)
        self._qtbot = qtbot

    def button_named(self, name):
        return next(one for one in self.shell.findChildren(Button, name) if one.isVisible())

    @property
    def heading(self):
        return next(one.text() for one in self.shell.findChildren(Heading) if one.isVisible())

    @property
    def told(self):
        return "\n".join(one.text() for one in self.shell.findChildren(Text) if one.isVisible())

    def press(self, words):
        buttons = [one for one in self.shell.findChildren(Button) if one.isVisible() and one.words == words]
        buttons[0].click()

    def wait_for(self, key):
        self._qtbot.waitUntil(lambda: self.heading == SAY(f"enrol.{key}"), timeout=20_000)

    def box(self, name):
        return next(one for one in self.shell.findChildren(QLineEdit, name) if one.isVisible())

    def tap(self, text):
        for sign in text:
            key = next(one for one in self.shell.board.buttons if one.key.text == sign)
            QTest.mouseClick(key, Qt.MouseButton.LeftButton)


@pytest.fixture
def screen(qtbot, tmp_path):
    return Screen(qtbot, tmp_path)


def test_a_code_is_typed_on_the_glass(screen, qtbot):
    screen.press(SAY("enrol.by_code"))
    screen.tap("kiosks.example")
    QTest.mouseClick(
        next(one for one in screen.shell.board.buttons if one.key.act == "done"), Qt.MouseButton.LeftButton
    )
    assert QApplication.focusWidget() is screen.box("code")
    assert screen.shell.board.page == "digits"
    screen.tap(CODE)
    with qtbot.waitSignal(screen.shell.finished):
        screen.press(SAY("enrol.go_on"))
        screen.wait_for("done")
        assert "library-7" in screen.told
        assert SAY("enrol.done_clock") in screen.told
        screen.press(SAY("enrol.open"))
    assert screen.steps.asked == [Offer("https://kiosks.example", CODE)]


def test_what_went_wrong_is_told_and_what_was_typed_stays(screen):
    screen.press(SAY("enrol.by_code"))
    screen.box("address").setText("kiosks.example")
    screen.box("code").setText(CODE[:-1])
    screen.press(SAY("enrol.go_on"))
    assert SAY("enrol.trouble.code") in screen.told
    screen.press(SAY("enrol.again"))
    assert (screen.box("address").text(), screen.box("code").text()) == ("kiosks.example", CODE[:-1])
    screen.box("code").setText(CODE)
    screen.steps.fails = TroubleError("used", "English")
    screen.press(SAY("enrol.go_on"))
    screen.wait_for("stopped")
    assert SAY("enrol.trouble.used") in screen.told
    screen.steps.fails = ZeroDivisionError("never shown")
    screen.press(SAY("enrol.again"))
    screen.press(SAY("enrol.go_on"))
    screen.wait_for("stopped")
    assert SAY("enrol.trouble.fault") in screen.told
    assert "never shown" not in screen.told


def test_a_council_with_its_own_certificates_is_known_by_a_number(screen):
    screen.press(SAY("enrol.by_code"))
    screen.box("address").setText("kiosks.example")
    screen.box("code").setText(CODE)
    screen.steps.fails = TroubleError("untrusted", "English")
    screen.press(SAY("enrol.go_on"))
    screen.wait_for("is_right")
    pinned = Offer("https://kiosks.example", CODE, pin="AB" * 32)
    assert pinned.number in screen.told
    screen.press(SAY("enrol.right"))
    screen.wait_for("done")
    assert screen.steps.asked[-1] == pinned


def test_a_stick_is_used_only_when_staff_say_so(screen, tmp_path):
    file = tmp_path / "enrol.json"
    file.write_bytes(OFFER.to_json())
    screen.steps.on_sticks = ((file, OFFER),)
    screen.flow.look()
    screen.wait_for("is_right")
    assert "kiosks.example" in screen.told
    assert screen.steps.asked == []
    screen.press(SAY("enrol.wrong"))
    screen.flow.look()
    screen._qtbot.waitUntil(lambda: not screen.flow._looking.running)
    assert screen.heading == SAY("enrol.title"), "it is not asked again"
    screen.press(SAY("enrol.by_stick"))
    screen.flow.look()
    screen.wait_for("is_right")
    screen.steps.version = None
    screen.press(SAY("enrol.right"))
    screen.wait_for("done")
    assert SAY("enrol.done_no_services") in screen.told
    assert screen.steps.asked == [OFFER]
    assert not file.exists()


def test_it_opens_when_somebody_used_the_command_meanwhile(screen, qtbot):
    screen.steps.by_command = True
    with qtbot.waitSignal(screen.shell.finished):
        screen.flow.look()


def test_of_many_on_one_stick_staff_choose(screen):
    names = [Offer("https://kiosks.example", CODE, f"library-{number}") for number in range(3)]
    screen.steps.on_sticks = tuple((Path(f"/nowhere/{one.name}"), one) for one in names)
    screen.flow.look()
    screen.wait_for("by_stick")
    screen.press(SAY("enrol.name", name="library-1"))
    screen.press(SAY("enrol.right"))
    screen.wait_for("done")
    assert screen.steps.asked == [names[1]]


def test_a_scanner_types_into_either_page(screen):
    for way in ("by_square", "by_code"):
        screen.flow.ways()
        screen.press(SAY(f"enrol.{way}"))
        QTest.keyClicks(QApplication.focusWidget(), OFFER.to_text())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        if way == "by_code":
            screen.press(SAY("enrol.go_on"))
        assert screen.heading == SAY("enrol.is_right")
    screen.flow.square()
    QTest.keyClicks(QApplication.focusWidget(), "HANDRAIL:LARGE")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert SAY("enrol.trouble.scan") in screen.told


def test_without_a_network_the_answer_shows_a_number_first(screen):
    screen.press(SAY("enrol.by_hand"))
    screen.wait_for("ask")
    assert Request("ab" * 32).fingerprint in screen.told
    screen.press(SAY("enrol.write"))
    screen._qtbot.waitUntil(lambda: SAY("enrol.written") in screen.told, timeout=20_000)
    screen.steps.on_sticks = ((Path("/nowhere/answer"), ANSWER), (Path("/nowhere/enrol"), OFFER))
    screen.flow.look()
    screen.wait_for("is_right")
    assert ANSWER.fingerprint in screen.told
    screen.press(SAY("enrol.right"))
    screen.wait_for("done")
    assert screen.steps.asked == ["written", ANSWER]


def test_keys_alone_reach_everything(screen):
    for _ in range(30):
        if getattr(QApplication.focusWidget(), "words", "") == SAY("enrol.by_code"):
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F20)  # the round key of an EZ Access keypad
    assert screen.heading == SAY("enrol.by_code")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert screen.heading == SAY("enrol.title")
    for button in screen.shell.findChildren(Button):
        assert button.accessibleName()
    screen.shell.close()
    assert screen.shell.isVisible(), "nothing closes it"


@pytest.mark.parametrize("code", ["cy", "pl", "ur"])
def test_it_speaks_every_language(screen, code):
    words = Words(code)
    screen.press(words.say("language.own_name"))
    assert screen.heading == words.say("enrol.title")
    assert all(words.say(f"enrol.trouble.{key}") != SAY(f"enrol.trouble.{key}") for key in KEYS)
    screen.flow.trouble(TroubleError("settings", "line 3: phone must be text."), screen.flow.ways)
    assert words.say("enrol.trouble.settings") in screen.told
    assert "line 3: phone must be text." in screen.told


def test_it_shows_on_an_installed_kiosk_without_a_council_alone(tmp_path):
    manager, config = ServiceManager("@none"), Config(tmp_path)
    assert needed(config, manager)
    assert not needed(config, None)
    elsewhere = {"central": DestinationSettings("central", "openrosa", "https://x")}
    assert not needed(Config(tmp_path, destinations=elsewhere), manager)
    (tmp_path / "council.toml").write_text("")
    assert not needed(config, manager)


@pytest.mark.parametrize("page", ["ways", "code", "stick", "square", "hand"])
def test_each_page_gives_signs_of_life(screen, page):
    getattr(screen.flow, page)()
    told = Told()
    watchdog = Watchdog(screen.shell, told)
    for _ in range(3):
        settle()
        watchdog.look()
    assert told.heard.count("turning") == 4


def test_whoever_sees_little_sets_it_up_in_larger_words_and_other_colours(screen):
    paper = screen.shell.palette().window().color()
    tall = screen.button_named("size").height()
    for name in ("size", "colours"):
        pressed = screen.button_named(name).words
        screen.button_named(name).setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert QApplication.focusWidget() is screen.button_named(name), (
            "the next press needs no looking for it"
        )
        assert screen.button_named(name).words != pressed
    assert screen.button_named("size").height() > tall
    assert screen.shell.palette().window().color() != paper
    screen.shell.speak("cy")
    assert screen.button_named("size").words == "Maint y geiriau: Mawr"
