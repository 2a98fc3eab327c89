"""When a draft of the visit is taken, and what is said while the kiosk asks who came back (decision 0027)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.stage import Aside, ComingBack
from kiosk.visit import Visit
from ui.reader import Reader
from ui.switches import Switches

if TYPE_CHECKING:
    from kiosk.draft import Draft
    from ui.window import Window

_WARNINGS = {60, 30, 10}
"""At how many seconds left it is said again, as for the idle warning (T2)."""


class Drafting(QObject):
    """Gives ``keep`` a draft at each new page, and within a second of each answer and each setting.

    Lives as long as ``window``. A kiosk that comes back after a crash speaks as the person had set it, at once, and
    knows their switches.
    """

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        reader: Reader,
        switches: Switches,
        keep: "Callable[[Draft], None]",
    ) -> None:
        super().__init__(window)
        self._visit = visit
        self._reader = reader
        self._switches = switches
        self._keep = keep
        self._kept: object = None
        window.opened.connect(self._look)
        window.second.connect(self._second)
        if isinstance(visit.stage, ComingBack):
            reader.settings, switches.keys = visit.stage.draft.voice, visit.stage.draft.switches
            reader.opened(window.showing)  # it was there before the voice was

    def _look(self) -> None:
        visit = self._visit
        if visit.aside is Aside.STAFF:
            return  # the draft from before stands: it looks and sounds as the person has it
        if visit.service is None:
            self._kept = None
            return
        voice, switches = self._reader.settings, self._switches.keys
        now = (visit.stage, visit.given, visit.language, visit.display, voice, switches, visit.helpers)
        if now == self._kept:
            return
        from kiosk.coming_back import draft_of  # noqa: PLC0415 the engine is loaded by now

        self._kept = now
        if (draft := draft_of(visit, voice, switches)) is not None:
            self._keep(draft)

    def _second(self) -> None:
        stage = self._visit.stage
        if not isinstance(stage, ComingBack):
            self._look()
            return
        from ui.screens.coming_back import seconds  # noqa: PLC0415 it shows

        if self._visit.aside is None and (left := seconds(stage)) in _WARNINGS:
            self._reader.tell(self._visit.words.say("coming_back.left", count=left))
