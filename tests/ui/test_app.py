"""Starting the window, up to its first painted page."""

import os
import signal
import sys

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.cli.compose import give_voice
from kiosk.config import Config
from kiosk.errors import EvaluationError
from kiosk.language import Words
from kiosk.stage import Categories, Unusable
from tests.ui.kiosk_rig import Rig, settle
from ui import app
from ui.window import Window

ENDS_ITSELF = object()


@pytest.fixture
def start(qtbot, services, monkeypatch):
    """Runs the kiosk until ``then(rig, window)`` has been called after the first paint; gives the exit code."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    rig = Rig(services)
    rig.window.close()

    def run(then, *, windowed=True):
        def painted(window):
            ends_itself = False
            try:
                ends_itself = then(rig, window) is ENDS_ITSELF
            finally:
                if not ends_itself:
                    QApplication.exit()

        return app.run(
            rig.visit, Config(data=services.services[0].folder, windowed=windowed), lambda: True, painted
        )

    yield run
    for name, handler in before.items():
        signal.signal(name, handler)


def test_the_welcome_page_is_painted_before_anything_else_is_started(start, monkeypatch):
    read, write = os.pipe()
    monkeypatch.setenv(app.FIRST_PAINT, str(write))
    seen = []

    def then(_rig, window):
        seen.append((window.isVisible(), os.read(read, 10), app.FIRST_PAINT in os.environ))

    assert start(then) == 0
    assert seen == [(True, b"1", False)]


def test_activity_is_watched_from_then_on(start):
    seen = []
    start(lambda _rig, window: seen.append(window.activity))
    assert seen[0] is not None


def test_a_full_screen_kiosk_has_no_frame_and_fills_the_screen(start):
    seen = []
    start(
        lambda _rig, window: seen.append((window.isFullScreen(), window.size() == window.screen().size())),
        windowed=False,
    )
    assert seen == [(True, True)]


def test_a_fault_in_a_button_ends_on_the_ask_a_person_page(start):
    stages = []

    def then(rig, window):
        assert isinstance(window, Window)
        try:
            window.go(lambda: rig.visit.answer("/data/none", ""))
        except AssertionError:
            sys.excepthook(*sys.exc_info())
        stages.append(rig.visit.stage)

    start(then)
    assert stages == [Unusable("unusable.fault")]


def test_a_form_that_works_too_hard_leaves_the_other_services(start):
    stages = []

    def then(rig, _window):
        rig.to_question(1)
        error = EvaluationError("this form does too much work")
        sys.excepthook(EvaluationError, error, None)
        stages.append((rig.visit.stage, rig.visit.has_answers))
        rig.go(rig.visit.back)
        stages.append((rig.visit.stage, rig.visit.has_answers))

    start(then)
    assert stages == [(Unusable("unusable.form"), False), (Categories(), False)]


def test_a_fault_while_rescuing_ends_the_program(start, monkeypatch):
    def then(rig, window):
        monkeypatch.setattr(window, "refresh", lambda: sys.excepthook(ValueError, ValueError(), None))
        sys.excepthook(ValueError, ValueError("first"), None)
        return ENDS_ITSELF

    assert start(then) == 1


def test_a_voice_that_there_is_not_is_told_and_the_kiosk_goes_on(start, services, caplog):
    told, kept = [], []

    def then(rig, window):
        reader = give_voice(window, rig.visit, Config(data=services.services[0].folder, voice="hal"))
        window.go(lambda: rig.visit.begin("en"))
        settle()
        told.append(window._trouble)
        kept.append(reader)

    start(then)
    assert told == [Words("en").say("speech.broken.voice")]
    assert "There is no voice 'hal'" in caplog.text
