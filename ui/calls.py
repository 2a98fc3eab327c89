"""Asking for a person, for the window: one press calls, and what can truly be said of the call is shown and spoken."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kiosk.calling import Call, Calling, Kind, State
from kiosk.stage import Aside
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window


class Calls:
    """Joins the window to what calls. ``second`` is to be called every second.

    For other pages: ``call`` calls (``Kind.ALONE`` with nothing to be seen or heard of it here), ``call_off`` ends it,
    ``state`` and ``open`` are for who wants to show it.
    """

    def __init__(self, window: "Window", visit: Visit, calling: Calling) -> None:
        self._window = window
        self._visit = visit
        self._calling = calling
        self._ended = visit.ended
        self._unsaid = False
        app = QApplication.instance()
        assert app is not None  # noqa: S101 there is a window
        app.aboutToQuit.connect(calling.close)

    @property
    def state(self) -> State:
        """How the call stands, silent or not."""
        return self._calling.state

    @property
    def open(self) -> Call | None:
        """The call that is open."""
        return self._calling.call

    @property
    def shown(self) -> State:
        """What may be seen of it at the kiosk: of a silent call nothing."""
        return State.NONE if self._calling.silent else self.state

    def words(self) -> str:
        """The sentence for how it stands; "" while there is nothing to be seen of any."""
        shown = self.shown
        return "" if shown is State.NONE else self._visit.words.say(f"call.{shown.value}")

    def line(self) -> str:
        """The few words that stand on every page while it is open."""
        shown = self.shown
        return "" if shown is State.NONE else self._visit.words.say(f"call.line.{shown.value}")

    def call(self, kind: Kind = Kind.HELP) -> None:
        """Call a person."""
        self._mind_end()
        service = self._visit.service
        stage = type(self._visit.stage).__name__.lower()
        self._calling.begin(kind, service.id if service is not None else "", stage)
        self._window.show_status()

    def call_off(self) -> None:
        """The person needs nobody now. To be followed by a refresh."""
        self._calling.end("called-off")
        self._unsaid = False
        self._window.show_status()
        self._window.keypad.tell(self._visit.words.say("call.off"))

    def second(self) -> None:
        """A second has passed. What has become of it is said once nothing else is being said (A4)."""
        visit, before = self._visit, self.shown
        self._mind_end()
        self._mind_staff()
        self._calling.second()
        if self._calling.waiting and not self._calling.silent and visit.aside is not Aside.IDLE:
            visit.activity()  # who waits for somebody is still there (T1)
        if self.shown is not before:
            self._window.show_status()
            if visit.aside is Aside.PERSON:
                self._window.refresh()
            self._unsaid = self.shown is not State.NONE
        if self._unsaid and not self._window.reading:
            self._unsaid = False
            self._window.keypad.tell(self.words())

    def _mind_end(self) -> None:
        """Who called may have gone, and somebody else have come."""
        if self._visit.ended != self._ended:
            self._ended = self._visit.ended
            self._calling.end("over")
            self._unsaid = False

    def _mind_staff(self) -> None:
        """Who typed a PIN is somebody who came."""
        if self._visit.aside is Aside.STAFF_PIN:
            self._calling.put_off()
        elif self._visit.aside is Aside.STAFF and self._calling.call is not None:
            self._calling.end("called-off")
            self._unsaid = False
