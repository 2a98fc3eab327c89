"""The staff console's door: a PIN opens it over any page, the visit is set aside, and whoever leaves it locks it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from kiosk import log
from kiosk.errors import HandrailError
from kiosk.keys import Command
from kiosk.pin import Locked, Right, Wrong
from kiosk.roles import Act, Role, may
from kiosk.self_test import KEYED
from kiosk.staff import Report
from kiosk.staff_log import CLOSE, OPEN, SILENCE, Entry, Outcome
from kiosk.stage import Aside, ComingBack, Sending, Welcome
from kiosk.visit import Visit
from ui.errand import when_done
from ui.set_aside import Keeper, SetAside, give_back, set_aside

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ui.window import Window

_Value = TypeVar("_Value")

Told = tuple[str, Mapping[str, object]]
"""A key of the words, "" for none, and what goes into them."""
NOTHING: Told = ("", {})

LASTS = 120.0
"""Seconds of silence after which the console locks, twice as many for who listens (T1)."""
WARNS = 30.0
"""Seconds before that in which it says so; any key or touch goes on (T2)."""


class Office(Protocol):
    """What stands behind the console.

    Futures are worked on outside the window's thread, one after the other, and may raise HandrailError.
    """

    def has_pin(self) -> bool:
        """Whether there is a PIN, and so a console. Answers at once."""
        ...

    def check(self, pin: str) -> "Future[Right | Wrong | Locked]":
        """As kiosk.pin.Pins.check."""
        ...

    def note(self, who: Role | None, what: str, how: Outcome, about: str = "") -> "Future[None]":
        """A line for the log: as kiosk.staff_log.StaffLog.write."""
        ...

    def report(self) -> "Future[Report]":
        """How the kiosk stands now."""
        ...

    def entries(self) -> "Future[tuple[Entry, ...]]":
        """The latest lines of the log, the newest first."""
        ...

    def send_again(self, reference: str) -> "Future[None]":
        """Sends a held one again."""
        ...

    def keep_back(self, reference: str) -> "Future[None]":
        """Holds one that waits."""
        ...

    def keep_test(self, device: str, *, passed: bool) -> "Future[None]":
        """What came of the test of a device."""
        ...

    def set_pin(self, role: Role, pin: str) -> "Future[None]":
        """Another PIN for a role."""
        ...

    def keep_measure(self, px_per_mm: float) -> "Future[None]":
        """How many pixels of this screen are a millimetre, from the next start on."""
        ...

    def look_for_updates(self) -> "Future[bool]":
        """Looks for bundles now; whether there is anything to look for."""
        ...


class Desk(QObject):
    """Who is let in, and which page of the console shows. Being on ``Aside.STAFF`` with a ``role`` is being let in.

    ``page`` is the act whose page shows, None for the menu; ``part`` which part of it: a device, a role, or the number
    of the first line. ``trouble`` is a key of the words, ``told`` one with what goes into it, for what was done;
    ``wait`` the seconds until another PIN is looked at; ``locks``: it is about to lock; ``aloud``: it
    is to be read aloud as soon as the person would not hear it. ``measure`` is how wide the
    card is drawn, in pixels, ``touched`` which squares were.

    ``keepers`` put away what is the person's own; ``clock`` counts seconds. ``sound`` says words aloud whatever is set,
    ``headphones`` tells whether any are in, ``quit`` ends the program.
    """

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        office: Office,
        keepers: Sequence[Keeper] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self.office = office
        self._keepers = keepers
        self._clock = clock
        self._turn = 0
        self._last = clock()
        self._theirs = False
        self._kept: SetAside | None = None
        self.report: Report | None = None
        self.entries: tuple[Entry, ...] = ()
        self.sound: Callable[[str], object] = lambda _words: None
        self.headphones: Callable[[], bool] = lambda: False
        self.quit: Callable[[], object] = lambda: None
        self.role: Role | None = None
        self.busy = False
        self.aloud = False
        window.keypad.asked.connect(self._asked)
        self._lock()

    @property
    def offered(self) -> bool:
        """Whether the way in shows: there is a PIN, and nothing is under way that may not be interrupted."""
        return not isinstance(self._visit.stage, Sending | ComingBack) and self.office.has_pin()

    @property
    def over_a_visit(self) -> bool:
        """Whether somebody's visit is set aside."""
        return not isinstance(self._visit.stage, Welcome)

    @property
    def is_open(self) -> bool:
        """Whether the console shows."""
        return self._visit.aside is Aside.STAFF

    @property
    def tries_keys(self) -> bool:
        """Whether the page shows that tests keys."""
        return self.is_open and self.page is Act.TEST and self.part in KEYED

    @property
    def theirs(self) -> bool:
        """Whether headphones are in that were there before staff came: the person wears them."""
        self._theirs = self._theirs and self.headphones()
        return self._theirs

    @property
    def place(self) -> tuple[object, ...]:
        """Which page of the console shows: equal for as long as it is the same."""
        return (self.page, self.part) if self.is_open else ()

    # The door.

    def knock(self) -> None:
        """To the page that asks for the PIN."""
        self._lock()
        self.aloud = False
        self._visit.open(Aside.STAFF_PIN)

    def enter(self, pin: str) -> None:
        """A PIN was typed. What comes of it shows a moment later; until then another is not looked at."""
        if self.busy:
            return
        self._lock()
        if pin and self.offered:
            self.busy = True
            turn = self._turn
            self._await(self.office.check(pin), lambda found: self._checked(found, turn), turn)

    def _here(self, turn: int) -> bool:
        """Whether who typed still waits; they may have gone, and somebody else have come."""
        return turn == self._turn and self._visit.aside is Aside.STAFF_PIN and self.offered

    def _checked(self, found: Right | Wrong | Locked | None, turn: int) -> None:
        if isinstance(found, Wrong | Locked):
            self.office.note(None, OPEN, Outcome.WRONG if isinstance(found, Wrong) else Outcome.LOCKED)
        if not self._here(turn):
            return
        self.busy = False
        if isinstance(found, Right):
            self._let_in(found.role)
            return
        if found is not None:
            self.wait = found.wait
            self.trouble = "staff.wait" if found.wait else "staff.wrong"
        self._window.refresh()

    def _let_in(self, role: Role) -> None:
        self.office.note(role, OPEN, Outcome.ALLOWED)
        if self.over_a_visit:
            # To the person, in their own voice.
            self._window.keypad.tell(self._visit.words.say("console.waits"))
        self._window.clear_clipboard()
        self.role = role
        self._theirs = self.headphones()
        self.stir()
        self._visit.open(Aside.STAFF)
        self._kept = set_aside(self._visit, self._keepers)
        self._speak_up()
        self._window.refresh()

    def _speak_up(self) -> bool:
        """Who chose it before the PIN hears the console from its first page, or once the person's plug is out."""
        wanted = self.aloud and not self.theirs and not self._visit.display.read_aloud
        if wanted:
            self.aloud = False
            self._visit.show(replace(self._visit.display, read_aloud=True))
        return wanted

    def _asked(self, command: Command) -> None:
        """A key of the voice, at a console that is silent: somebody wants to hear it."""
        silent = self.is_open and self.role is not None and not self._visit.display.read_aloud
        if silent and command in {Command.READ, Command.REPEAT}:
            self.aloud = True
            if self._speak_up():
                self.show_again()

    def settle(self) -> bool:
        """To be asked before anything is drawn: whether the console was left and the person's visit is back."""
        if self._kept is None or self.is_open:
            return False
        kept, self._kept = self._kept, None
        if self.role is not None:
            self.office.note(self.role, CLOSE, Outcome.ALLOWED)
        self._lock()
        self._visit.activity()
        return give_back(self._visit, kept)

    def _lock(self) -> None:
        self.role = None
        self.busy = False
        self.wait = 0
        self.measure = 0
        self.touched: frozenset[int] = frozenset()
        self._turn_to(None)

    def _turn_to(self, page: Act | None, part: str | int = "") -> None:
        self.page = page
        self.part = part
        self.trouble = ""
        self.told: Told = NOTHING
        self.locks = False
        self._turn += 1

    # Time.

    def stir(self) -> bool:
        """A sign of life; whether it was spent on taking a warning away."""
        warned, self.locks = self.locks, False
        self._last = self._clock()
        return warned and self.is_open

    def second(self) -> None:
        """A second has passed with the console open: the visit beneath has no limit (T1), the console has its own."""
        if self._speak_up():
            self.show_again()
        if self._window.reading:
            self._last = self._clock()
        left = self._last + LASTS * (2 if self._visit.display.slowly else 1) - self._clock()
        if left <= 0:
            self.office.note(self.role, SILENCE, Outcome.ALLOWED)
            self.role = None
            self._window.go(self._visit.close)
        elif left <= WARNS and not self.locks:
            self.locks = True
            self._window.refresh()
            self._window.keypad.tell(self._visit.words.say("console.locks", count=round(WARNS)))

    # What is done at the console goes through these.

    def may(self, act: Act) -> bool:
        """Whether who is here may do it: for what to show."""
        return may(self.role, act)

    def allow(self, act: Act, about: str = "") -> bool:
        """Whether who is here may do it now; either way there is a line in the log."""
        allowed = self.may(act) and self.is_open
        self.office.note(self.role, act.value, Outcome.ALLOWED if allowed else Outcome.REFUSED, about)
        return allowed

    def to(self, page: Act | None, part: str | int = "") -> None:
        """Opens a page of the console, once there is what it shows."""
        if page is None or self.allow(page):
            self._load(page, part)

    def turn(self, part: str | int) -> None:
        """To another part of the page that shows."""
        self._turn_to(self.page, part)

    def back(self) -> None:
        """One step out: from a part to its page, from a page to the menu, from the menu back to the visit."""
        if self.page is None:
            self._visit.close()
        else:
            self._turn_to(self.page if self.part else None)

    def do(
        self, act: Act, begin: "Callable[[], Future[_Value]]", told: str, about: str = "", **params: object
    ) -> None:
        """Does ``act`` if it is theirs, and then says ``told``, or that it could not be done."""
        if not self.allow(act, about):
            return
        role = self.role

        def failed(done: "Future[_Value]") -> None:
            if done.exception() is not None:
                self.office.note(role, act.value, Outcome.FAILED, about)

        def after(_found: object) -> None:
            if self.trouble:
                self.show_again()
            else:
                self._load(self.page, self.part, (told, params))

        self._turn_to(self.page, self.part)
        future = begin()
        future.add_done_callback(failed)
        self._await(future, after, self._turn)

    def afterwards(self, future: "Future[_Value]", then: Callable[[], object]) -> None:
        """Once ``future`` is done, whoever is here by then."""
        self._await(future, lambda _found: then(), None)

    def say(self, told: str, trouble: str = "", **params: object) -> None:
        """Shows and reads out, on the page that shows, what was done, or what is wrong."""
        self._turn_to(self.page, self.part)
        self.told, self.trouble = (told, params), trouble
        self.show_again()

    def show_again(self) -> None:
        """Draws the page, and reads it out as it is now."""
        if self.is_open:
            before = self._window.page
            self._window.refresh()
            if self._window.page == before:
                self._window.opened.emit(self._window.showing)

    def _load(self, page: Act | None, part: str | int, told: Told = NOTHING) -> None:
        """Looks anew at how things stand, and then shows it."""
        self._turn += 1
        if page is Act.LOG:
            self._await(self.office.entries(), lambda found: self._open(page, part, told, found), self._turn)
        elif page in _REPORTED:
            self._await(self.office.report(), lambda found: self._open(page, part, told, found), self._turn)
        else:
            self._open(page, part, told)

    def _open(
        self, page: Act | None, part: str | int, told: Told, found: Report | tuple[Entry, ...] | None = None
    ) -> None:
        if not self.trouble:
            self._turn_to(page, part)
            self.told = told
        if isinstance(found, Report):
            self.report = found
        elif found is not None:
            self.entries = found
        self.show_again()

    def _await(
        self, future: "Future[_Value]", then: Callable[[_Value | None], object], turn: int | None
    ) -> None:
        when_done(self, future, lambda done: self._finish(done, then, turn))

    def _finish(
        self, future: "Future[_Value]", then: Callable[[_Value | None], object], turn: int | None
    ) -> None:
        found = None
        try:
            found = future.result()
        except HandrailError as error:
            log.error("%s", error)
            if turn == self._turn:
                self.trouble = "staff.broken"
        if turn in {self._turn, None} or isinstance(found, Wrong | Locked):
            then(found)


_REPORTED = {Act.HEALTH, Act.OUTBOX, Act.HELD, Act.HOLD, Act.KEYS, Act.TEST}
"""The pages that show something of the report."""
