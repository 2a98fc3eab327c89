"""Calling a person (S1): who is told, when they are told again, and what may truly be said of it at the kiosk."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

GRACE = 5.0
"""Seconds in which a call that was a slip of the finger can be called off and nobody ever hears of it."""

POLL = 5.0
"""Seconds between two questions to the desk."""

PATIENCE = 30.0
"""Seconds after which it is said that nobody has been told, while nobody has."""

FAREWELL = 600.0
"""Seconds for which the desk is told that a call is over, where it cannot be reached at once."""


class Kind(Enum):
    """Why a member of staff comes: to help, or so that somebody who is not alone can speak to them alone (P6)."""

    HELP = "help"
    ALONE = "alone"


class State(Enum):
    """What can truly be said; the value is the key of its words, below ``call``.

    TOLD: a command of this kiosk ran, or a desk page that somebody looked at has shown it. UNREACHED: neither, so far.
    """

    NONE = "none"
    TELLING = "telling"
    TOLD = "told"
    AGAIN = "again"
    COMING = "coming"
    UNANSWERED = "unanswered"
    UNREACHED = "unreached"


@dataclass(frozen=True)
class Call:
    """One call, as it is said to the desk. It says where, and nothing of who or why.

    ``stage`` is the kind of page, ``service`` the id of the one that is open. ``ended`` is "called-off" or "over" (with
    the visit), "" while it is open.
    """

    id: str
    kind: Kind
    place: str
    service: str
    stage: str
    urgent: bool = False
    ended: str = ""


@dataclass(frozen=True)
class Heard:
    """What the desk says of a call: somebody saw it, somebody is coming, somebody has been there."""

    seen: bool
    answered: bool
    done: bool


class Desk(Protocol):
    """Where staff see calls: offline_cache/calls.py, or a test's. May take seconds."""

    def say(self, call: Call) -> Heard | None:
        """Say how the call stands; None when nobody could be reached. Never raises."""
        ...


class Bell(Protocol):
    """What rings or lights up near staff: kiosk/bell.py, or a test's. May take seconds."""

    def ring(self, *, again: bool) -> bool:
        """Whether it did. ``again``: nobody came. Never raises."""
        ...


@dataclass
class _Course:
    """One call, from the press to its end. Times are the clock's; ``missed``: the desk could not be reached last.

    ``rang`` is when the bell was last tried.
    """

    call: Call
    since: float
    silent: bool
    sent: bool = False
    seen: bool = False
    missed: bool = False
    answered: float | None = None
    rang: float = 0.0
    rung: list[Future[bool]] = field(default_factory=list)


class Calling:
    """One call at a time, said in threads of their own, so that the window never waits for a network or a command.

    ``clock`` gives seconds that never run backwards, ``new_id`` a uuid as text; ``threads`` are for the desk and for
    the bell. ``again_after``: seconds without an answer until it is urgent, and as many again until it is said that
    nobody has answered. ``second`` is to be called every second. ``state`` is what may truly be said.
    """

    def __init__(
        self,
        desk: Desk | None,
        bell: Bell | None,
        clock: Callable[[], float],
        new_id: Callable[[], str],
        threads: tuple[Executor, Executor],
        *,
        again_after: float,
        place: str = "",
    ) -> None:
        self._desk = desk
        self._bell = bell
        self._clock = clock
        self._new_id = new_id
        self._desk_thread, self._bell_thread = threads
        self._again_after = again_after
        self._place = place
        self._course: _Course | None = None
        self._farewell: tuple[Call, float] | None = None
        self._saying: Future[Heard | None] | None = None
        self._said: Call | None = None
        self._spoke = clock() - POLL
        self.state = State.NONE

    @property
    def call(self) -> Call | None:
        """The call that is open."""
        return self._course.call if self._course is not None else None

    @property
    def silent(self) -> bool:
        """Whether nothing at the kiosk may show that there is a call."""
        return self._course is not None and self._course.silent

    @property
    def waiting(self) -> bool:
        """Whether the person waits for somebody, so that their silence is none (T1); never for long."""
        course = self._course
        if course is None:
            return False
        if course.answered is not None:
            return self._clock() - course.answered < self._again_after
        return self._clock() - course.since < 2 * self._again_after

    def begin(self, kind: Kind, service: str, stage: str) -> None:
        """Call. A second call while one is open is the same one.

        It is no longer silent if it asks for help; who called for help can still ask to be alone, and the desk is told.
        """
        if (course := self._course) is not None:
            course.silent = course.silent and kind is Kind.ALONE
            if kind is Kind.ALONE and course.call.kind is not kind:
                course.call = replace(course.call, kind=kind)
                self._at_once()
            return
        call = Call(self._new_id(), kind, self._place, service, stage)
        self._course = _Course(call, self._clock(), silent=kind is Kind.ALONE)
        self.state = State.TELLING

    def put_off(self) -> None:
        """Whoever pressed may be staff on their way to their own page: nobody is told who has not been told yet."""
        if self._course is not None and not self._course.sent:
            self._course.since = self._clock()

    def end(self, how: str) -> None:
        """The person needs nobody ("called-off"), or has gone ("over"). What nobody was told needs no more words."""
        course, self._course = self._course, None
        self.state = State.NONE
        if course is not None and course.sent and self._desk is not None:
            self._farewell = (replace(course.call, ended=how), self._clock())
            self._at_once()

    def second(self) -> bool:
        """A second has passed; True when something else may be said of the call."""
        before = self.state
        heard = self._heard()
        if self._farewell is not None:
            self._say_farewell(*self._farewell)
        course = self._course
        if course is None:
            return False
        if heard is not None:
            course.seen = course.seen or heard.seen
            if heard.answered and course.answered is None:
                course.answered = self._clock()
        if heard is not None and heard.done:
            self._course, self.state = None, State.NONE
        else:
            self._tell(course)
            self.state = self._state(course)
        return self.state is not before

    def close(self) -> None:
        """The kiosk stops. What is being said is not waited for: a call lapses at the desk."""
        for thread in (self._desk_thread, self._bell_thread):
            thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self, course: _Course) -> None:
        """Say what is due now."""
        waited = self._clock() - course.since
        if not course.sent and waited >= GRACE:
            course.sent = True
            # A kiosk has one call at the desk, and this one takes the place of the last.
            self._farewell = None
            self._at_once()
            self._ring(course, again=False)
        if not course.call.urgent and waited >= self._again_after and course.answered is None:
            course.call = replace(course.call, urgent=True)
            self._at_once()
            self._ring(course, again=True)
        failed = bool(course.rung) and course.rung[-1].done() and not course.rung[-1].result()
        if failed and self._clock() - course.rang >= PATIENCE:
            self._ring(course, again=course.call.urgent)
        if course.sent:
            self._say(course.call)

    def _ring(self, course: _Course, *, again: bool) -> None:
        if self._bell is not None:
            course.rang = self._clock()
            course.rung.append(self._bell_thread.submit(self._bell.ring, again=again))

    def _at_once(self) -> None:
        self._spoke = self._clock() - POLL

    def _say(self, call: Call) -> None:
        if self._desk is None or self._saying is not None or self._clock() - self._spoke < POLL:
            return
        self._spoke, self._said = self._clock(), call
        self._saying = self._desk_thread.submit(self._desk.say, call)

    def _say_farewell(self, call: Call, since: float) -> None:
        if self._clock() - since > FAREWELL:
            self._farewell = None
        else:
            self._say(call)

    def _heard(self) -> Heard | None:
        """What the desk has answered since, of the call that is open."""
        if self._saying is None or not self._saying.done():
            return None
        heard, said, self._saying = self._saying.result(), self._said, None
        if said is not None and said.ended:
            if heard is not None:
                self._farewell = None
            return None
        course = self._course
        if course is None or said is None or said.id != course.call.id:
            return None
        course.missed = heard is None
        return heard

    def _state(self, course: _Course) -> State:
        if course.answered is not None:
            return State.COMING
        waited = self._clock() - course.since
        rung = [ring.result() for ring in course.rung if ring.done()]
        if course.seen or any(rung):
            if not course.call.urgent:
                return State.TOLD
            return State.UNANSWERED if waited >= 2 * self._again_after else State.AGAIN
        tried = len(rung) == len(course.rung) and (self._desk is None or course.missed)
        return State.UNREACHED if course.sent and (tried or waited >= PATIENCE) else State.TELLING
