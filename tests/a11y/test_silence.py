"""Our voice gives way to a screen reader, so that nothing is said twice (D3)."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desktop import Desktop, missing
from orca import Orca

from kiosk.speech.speaker import Speaker
from tests.speech.fakes import FakeAfter, FakeVoice
from tests.ui.kiosk_rig import Rig, settle, shelves
from ui.reader import Reader

ROOT = Path(__file__).parents[2]
WATCH = [sys.executable, str(Path(__file__).with_name("screen_reader_watch.py"))]
SWITCH = (
    *("gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method"),
    *("org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "ScreenReaderEnabled"),
)
on_a_desktop = pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}")


class Watched:
    """A program that watches for screen readers on a desktop, and what it has learned so far."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._process = desktop.start(WATCH, {"PYTHONPATH": str(ROOT)})
        self._log = max(desktop.folder.glob("*.log"))

    def learns(self, *words):
        self._desktop.wait(lambda: self._log.read_text().split() == [*words], self._process, f"{words}")


@on_a_desktop
def test_the_desktops_switch_is_heard_both_ways():
    """D3: ScreenReaderEnabled, as GNOME sets it."""
    with Desktop(screen_reader=False) as desktop:
        watched = Watched(desktop)
        watched.learns("watching")
        desktop.run(*SWITCH, "<true>")
        watched.learns("watching", "on")
        desktop.run(*SWITCH, "<false>")
        watched.learns("watching", "on", "off")


@on_a_desktop
def test_orca_is_noticed_when_it_comes_and_when_it_goes():
    """D3: Orca 43 and 48 leave ScreenReaderEnabled alone when they are not started by the desktop."""
    with Orca(screen_reader=False) as desktop:
        watched = Watched(desktop)
        watched.learns("watching", "on")
        os.killpg(desktop.reader.pid, signal.SIGKILL)
        watched.learns("watching", "on", "off")


def test_without_a_bus_nothing_waits_and_nothing_warns():
    """D3: a kiosk without a session bus has its own voice, and a log without noise."""
    script = (
        "from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        "from ui.screen_reader import ScreenReader\n"
        "ScreenReader(app).changed.connect(print)\n"
        "app.processEvents()\n"
    )
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DISPLAY"},
        "PYTHONPATH": str(ROOT),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.fixture
def spoken(qtbot, tmp_path):
    """A kiosk at its first question, with a voice that speaks until the test says that it is done."""
    kiosk = Rig(shelves(tmp_path))
    qtbot.addWidget(kiosk.window)
    voices = []

    def speaker(on_state, on_word):
        def voice(hear):
            voices.append(FakeVoice(hear))
            return voices[-1]

        return Speaker(voice, on_state, on_word, FakeAfter())

    reader = Reader(kiosk.window, kiosk.visit, speaker)
    kiosk.window.opened.connect(reader.opened)
    kiosk.window.give_voice(reader.spell)
    kiosk.to_question()
    yield kiosk, reader, voices[-1]
    reader.close()


def test_a_screen_reader_silences_our_voice_in_the_middle(spoken):
    """D3, A13: at once; the strip says why, and the top band no longer says that it reads aloud."""
    kiosk, reader, voice = spoken
    voice.tell("started")
    settle()
    said = len(voice.said)
    reader.give_way(True)
    assert voice.told[-1] == "stop"
    assert kiosk.window.caption.text == ""
    assert kiosk.window.caption.trouble == kiosk.visit.words.say("speech.beside")
    voice.tell("stopped")
    settle()
    assert not kiosk.window.reading
    kiosk.press("Help")
    kiosk.press("Back")
    assert len(voice.said) == said


def test_our_voice_comes_back_with_the_page_when_the_screen_reader_stops(spoken):
    """D3: nobody is left in silence."""
    kiosk, reader, voice = spoken
    reader.give_way(True)
    voice.tell("stopped")
    settle()
    said = len(voice.said)
    reader.give_way(False)
    assert len(voice.said) == said + 1
    assert kiosk.window.caption.trouble == ""


def test_the_reference_is_spelled_by_one_voice_only(spoken):
    """D3, C15: with a screen reader there is no button for our voice."""
    kiosk, reader, _voice = spoken
    kiosk.to_receipt()
    spell = kiosk.visit.words.say("receipt.spell")
    assert spell in kiosk.buttons()
    reader.give_way(True)
    settle()
    assert spell not in kiosk.buttons()
