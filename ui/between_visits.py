"""Ends the program between two visits, to be started afresh or because it cannot serve anybody now."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kiosk.stage import Welcome
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window


def end_between_visits(window: "Window", visit: Visit, ending: Callable[[], int | None]) -> None:
    """To be called once. ``ending`` is asked each second that nobody is there: an exit code, or None to go on."""

    def second() -> None:
        if isinstance(visit.stage, Welcome) and visit.aside is None:
            code = ending()
            if code is not None:
                QCoreApplication.exit(code)

    window.second.connect(second)
