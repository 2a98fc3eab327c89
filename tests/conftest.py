"""What every test shares: Qt without a screen, no window of the test before, coverage where it tells something."""

import os
import sys
import warnings
from contextlib import suppress

import pytest

import ui  # noqa: F401 before pytest-qt loads PySide: what it does to every import is undone there

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def no_window_stays_open():
    """Closes what a test has left, and lets none of it hear of the next one's focus, or of the time.

    A window that somebody still holds lives on: beside a hundred of them each press of a key took many times as long.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets and widgets.QApplication.instance()
    if not app:
        return
    for window in app.topLevelWidgets():
        window.close()
        for clock in window.findChildren(sys.modules["PySide6.QtCore"].QTimer):
            clock.stop()
    with warnings.catch_warnings(action="ignore"), suppress(RuntimeError):  # where nobody listens
        app.focusChanged.disconnect()


@pytest.fixture(autouse=True, scope="module")
def coverage_elsewhere(request):
    """Measures no coverage in a file that is marked so: it takes as long again as the tests themselves."""
    coverage = request.config.pluginmanager.getplugin("_cov")
    controller = (
        coverage.cov_controller
        if request.node.get_closest_marker("coverage_elsewhere") and coverage
        else None
    )
    if controller is not None:
        controller.pause()
    yield
    if controller is not None:
        controller.resume()
