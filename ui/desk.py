"""The staff's own page: a PIN opens it from the first page, while nobody's visit is under way."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from kiosk import log
from kiosk.errors import HandrailError
from kiosk.pin import Locked, Right, Wrong
from kiosk.staff import Report
from kiosk.stage import Aside, Welcome
from kiosk.visit import Visit

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ui.window import Window

_Value = TypeVar("_Value")


class Office(Protocol):
    """What stands behind the page. Futures are worked on outside the window's thread, and may raise HandrailError."""

    def has_pin(self) -> bool:
        """Whether there is a PIN, and so a page for staff. Answers at once."""
        ...

    def check(self, pin: str) -> "Future[Right | Wrong | Locked]":
        """As kiosk.pin.Pins.check."""
        ...

    def report(self) -> "Future[Report]":
        """How the kiosk stands now."""
        ...

    def send_again(self, reference: str) -> "Future[None]":
        """Sends a held one again."""
        ...


class Desk(QObject):
    """What the two pages of staff show, and do. Being on ``Aside.STAFF`` is being let in: to leave it is to lock it.

    ``trouble`` is a key of the words, "" for none, and ``wait`` the seconds until another PIN is looked at.
    ``report`` is None until there is one; ``again`` is the reference that is sent again.
    """

    _done = Signal(object, object)

    def __init__(self, window: "Window", visit: Visit, office: Office) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._office = office
        self._turn = 0
        self.busy = False
        self._clear()
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def offered(self) -> bool:
        """Whether the way in shows: nobody's visit is under way, and there is a PIN."""
        return isinstance(self._visit.stage, Welcome) and self._office.has_pin()

    def knock(self) -> None:
        """To the page that asks for the PIN."""
        self._clear()
        self._visit.open(Aside.STAFF_PIN)

    def enter(self, pin: str) -> None:
        """A PIN was typed. What comes of it shows a moment later; until then another is not looked at."""
        if self.busy:
            return
        self._clear()
        if pin and self.offered:
            self.busy = True
            turn = self._turn
            self._await(self._office.check(pin), lambda found: self._checked(found, turn))

    def send_again(self, reference: str) -> None:
        """Staff have seen to a held one."""
        self.trouble = self.again = ""
        self._await(self._office.send_again(reference), lambda _: self._sent(reference))

    def _clear(self) -> None:
        self.trouble, self.wait, self.again = "", 0, ""
        self.busy = False
        self.report: Report | None = None
        self._turn += 1

    def _here(self, turn: int) -> bool:
        """Whether who typed still waits; they may have gone, and somebody else have come."""
        return turn == self._turn and self._visit.aside is Aside.STAFF_PIN and self.offered

    def _checked(self, found: Right | Wrong | Locked | None, turn: int) -> None:
        if isinstance(found, Wrong):
            log.warning("A wrong PIN was typed for the staff page.")
        elif isinstance(found, Locked):
            log.warning("A PIN for the staff page was not looked at: too many before it were wrong.")
        if not self._here(turn):
            return
        if isinstance(found, Right):
            self._await(self._office.report(), lambda report: self._let_in(report, turn))
            return
        self.busy = False
        if found is not None:
            self.wait = found.wait
            self.trouble = "staff.wait" if found.wait else "staff.wrong"
        self._window.refresh()

    def _let_in(self, report: Report | None, turn: int) -> None:
        """Once there is all that the page shows, so that it is read out whole."""
        if not self._here(turn):
            return
        self.busy = False
        log.warning("The staff page was opened.")
        self.report = report
        self._visit.show(replace(self._visit.display, curtain=False))  # P2
        self._window.open(Aside.STAFF)

    def _sent(self, reference: str) -> None:
        self.again = "" if self.trouble else reference
        self._await(self._office.report(), self._shown_again)

    def _shown_again(self, report: Report | None) -> None:
        self.report = report or self.report
        if self._visit.aside is Aside.STAFF:
            self._window.refresh()
            self._window.opened.emit(self._window.showing)  # read out as it is now, from what came of it on

    def _await(self, future: "Future[_Value]", then: Callable[[_Value | None], object]) -> None:
        future.add_done_callback(lambda done: self._done.emit(then, done))

    def _finish(self, then: Callable[[_Value | None], object], future: "Future[_Value]") -> None:
        try:
            found = future.result()
        except HandrailError as error:
            log.error("%s", error)
            self.trouble = "staff.broken"
            then(None)
        else:
            then(found)
