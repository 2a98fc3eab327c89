"""Learn the buttons: every key says what it is and does, and nothing comes of it (A14)."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.display import Display
from kiosk.keys import Command
from kiosk.stage import Aside
from tests.ui.kiosk_rig import settle
from ui.screens.learn import Lesson

KEY = Qt.Key
BUILT_IN = ("keyboard", "ez-access", "media", "numpad")


@pytest.fixture
def learning(rig, tmp_path):
    """A kiosk on the page, opened in the middle of a form; what its voice is told to say."""

    def make(keys=BUILT_IN, **wishes):
        kiosk = rig(config=Config(tmp_path, keys=keys, windowed=True), **wishes)
        kiosk.to_question(3)
        kiosk.fill()
        told = []
        kiosk.window.keypad.tell = lambda words: told.append(words) or True
        kiosk.go(lambda: kiosk.visit.open(Aside.LEARN))
        return kiosk, told

    return make


def state(kiosk):
    """All that a key could change."""
    visit = kiosk.visit
    raws = [question.raw for question in visit.page.questions]
    return visit.stage, visit.aside, visit.display, visit.language, raws, kiosk.focus


def send(kiosk, key, text="", code=0):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, code, 0, 0, text)
        QApplication.sendEvent(kiosk.window.windowHandle(), event)
    settle()


def lesson(kiosk):
    return kiosk.window.showing.find(Lesson)[0]


@pytest.mark.parametrize("keys", [BUILT_IN, ("votingworks",)])
def test_every_key_of_every_keypad_speaks_and_changes_nothing(learning, keys):
    """A14, M8."""
    kiosk, told = learning(keys)
    before = state(kiosk)
    plugs, asked = [], []
    kiosk.window.keypad.headphones.connect(plugs.append)
    kiosk.window.keypad.asked.connect(asked.append)
    for profile in kiosk.window.keypad.keys.profiles:
        for key in profile.keys:
            for name in key.names:
                del told[:]
                scan = int(name[5:]) if name.startswith("scan:") else 0
                send(kiosk, KEY.Key_unknown if scan else KEY[f"Key_{name}"], code=scan)
                send(kiosk, KEY.Key_F12)  # so that nothing is pressed twice in a row
                does = kiosk.visit.words.say(f"keys.{key.command.value}")
                assert told[0].startswith(f"{key.looks['en']}: {does}.")
                assert state(kiosk) == before
    assert (plugs, asked) == ([], [])


@pytest.mark.parametrize(
    ("key", "text", "code", "said"),
    [
        (KEY.Key_Q, "q", 24, "Q: types this in a box."),
        (KEY.Key_AsciiTilde, "~", 0, "~: types this in a box."),
        (KEY.Key_F12, "", 96, "F12: does nothing here."),
        (KEY.Key_CapsLock, "", 0, "CapsLock: does nothing here."),
        (KEY.Key_unknown, "", 240, "A key with no name: does nothing here."),
    ],
)
def test_a_key_that_asks_nothing_says_so(learning, key, text, code, said):
    """A14."""
    kiosk, told = learning()
    before = state(kiosk)
    send(kiosk, key, text, code)
    assert told == [said]
    assert state(kiosk) == before


def test_what_is_said_is_shown_too(learning):
    """A13, A14."""
    kiosk, told = learning()
    send(kiosk, KEY.Key_Down)
    assert told == ["Down arrow: goes on to the next thing."]
    assert told[0] in kiosk.window.showing.texts()


def test_staff_see_what_the_last_keys_are_called_and_the_codes_they_send(learning):
    """A14, S6: what to write into a profile."""
    kiosk, _told = learning()
    for number, code in enumerate(range(100, 110)):
        send(kiosk, KEY(KEY.Key_F20 + number % 3), code=code)
    assert lesson(kiosk).codes.text().splitlines() == [
        *("scan:109 F20", "scan:108 F22", "scan:107 F21", "scan:106 F20"),
        *("scan:105 F22", "scan:104 F21", "scan:103 F20", "scan:102 F22"),
    ]


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape, KEY.Key_F20, KEY.Key_F21, KEY.Key_5])
def test_the_same_key_twice_leaves_if_it_chooses_or_goes_back(learning, key):
    """A14, M7: no chord, and nothing timed."""
    kiosk, told = learning()
    send(kiosk, key)
    assert kiosk.visit.aside is Aside.LEARN
    assert told[-1].endswith("Press it again to leave this page.")
    kiosk.second(100)
    send(kiosk, key)
    assert kiosk.visit.aside is None


def test_another_key_between_does_not_leave(learning):
    """A14."""
    kiosk, _told = learning()
    for key in (KEY.Key_Return, KEY.Key_Down, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Down, KEY.Key_Down):
        send(kiosk, key)
    assert kiosk.visit.aside is Aside.LEARN


def test_a_finger_leaves_by_done(learning):
    """A14."""
    kiosk, _told = learning()
    kiosk.press("Done")
    assert kiosk.visit.aside is None


def test_a_key_held_down_is_learned_once(learning):
    """M3."""
    kiosk, told = learning()
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "", True)
    send(kiosk, KEY.Key_Return)
    QApplication.sendEvent(kiosk.window.windowHandle(), held)
    assert len(told) == 1
    assert kiosk.visit.aside is Aside.LEARN


@pytest.mark.parametrize("key", [KEY.Key_F2, KEY.Key_0])
def test_a_key_opens_it_from_anywhere_and_it_leads_back_there(learning, key):
    """A14."""
    kiosk, _told = learning()
    kiosk.go(kiosk.visit.close)
    kiosk.window.first.setFocus()
    stage = kiosk.visit.stage
    send(kiosk, key)
    assert kiosk.visit.aside is Aside.LEARN
    kiosk.press("Done")
    assert (kiosk.visit.stage, kiosk.visit.aside) == (stage, None)


def test_help_leads_to_it_also_from_the_welcome(rig):
    """A14."""
    kiosk = rig()
    kiosk.press("Help")
    kiosk.press("Learn the buttons")
    assert kiosk.visit.aside is Aside.LEARN


def test_a_screen_reader_is_told(learning, monkeypatch):
    """A14, D3."""
    kiosk, _told = learning(display=Display(read_aloud=False))
    announced = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: announced.append(event.message()))
    send(kiosk, KEY.Key_Down)
    assert announced == ["Down arrow: goes on to the next thing."]


def test_headphones_are_no_lesson(rig, tmp_path):
    """A9, A14: a plug goes in or comes out also while somebody learns the buttons."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "ours.toml").write_text(
        'title = { en = "Ours" }\n'
        '[[key]]\nnames = ["F15"]\ndoes = "headphones_in"\nlooks = { en = "Plug in" }\n'
        '[[key]]\nnames = ["F16"]\ndoes = "headphones_out"\nlooks = { en = "Plug out" }\n',
        encoding="utf-8",
    )
    kiosk = rig(config=Config(tmp_path, windowed=True))
    plugs = []
    kiosk.window.keypad.headphones.connect(plugs.append)
    for aside in (None, Aside.LEARN):
        kiosk.go(lambda aside=aside: kiosk.visit.open(aside) if aside else None)
        QTest.keyClick(kiosk.window.windowHandle(), KEY.Key_F15)
        QTest.keyClick(kiosk.window.windowHandle(), KEY.Key_F16)
    assert plugs == [True, False, True, False]
    assert {key.command for key in kiosk.window.keypad.keys.profiles[-1].keys} == {
        Command.HEADPHONES_IN,
        Command.HEADPHONES_OUT,
    }
