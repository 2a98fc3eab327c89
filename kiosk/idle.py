"""Nobody has touched the kiosk for a while: warn, then end the visit (T1, T2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.stage import Aside, ComingBack, Sending, Welcome

if TYPE_CHECKING:
    from kiosk.visit import Visit

WRITING = 900.0
"""Seconds that the page to write down from stays without a warning: who writes slowly, or looks for a pen and asks
somebody to write, does not touch the kiosk, and that page shows no answer. No setting: the page says how long."""


@dataclass(frozen=True)
class IdleState:
    """``warning`` is the whole seconds left on the warning, None while there is none; ``over`` when they ran out."""

    warning: int | None = None
    over: bool = False


class Idle:
    """Counts the time since the last sign of life.

    ``clock`` gives seconds that never run backwards (time.monotonic). After ``warn_after`` seconds of
    silence, or twice as many for who works ``slowly``, the warning begins and lasts ``lasts`` seconds; any sign of
    life before its end starts afresh, as often as the person likes.
    """

    def __init__(self, clock: Callable[[], float], warn_after: float, lasts: float) -> None:
        self._clock = clock
        self._warn_after = warn_after
        self._lasts = lasts
        self._last = clock()

    def activity(self) -> None:
        """A key, a touch, a switch, or the voice still speaking."""
        self._last = self._clock()

    def state(self, *, slowly: bool = False, longer: float = 0.0) -> IdleState:
        """How things stand now, where a silence may last ``longer`` by so many seconds."""
        past = self._clock() - self._last - self._warn_after * (2 if slowly else 1) - longer
        if past < 0:
            return IdleState()
        if past >= self._lasts:
            return IdleState(over=True)
        return IdleState(warning=int(self._lasts - past + 0.999))


class Silence:
    """What a silence does to a visit. Who only looked at the welcome has nothing to lose, and is not warned."""

    def __init__(self, idle: Idle) -> None:
        self._idle = idle
        self._touched = False
        self._covered: Aside | None = None

    def begin(self) -> None:
        """A visit is over: nobody has touched the kiosk yet."""
        self._touched = False
        self._covered = None
        self._idle.activity()

    def activity(self, aside: Aside | None) -> Aside | None:
        """A sign of life; gives what then lies over the stage: in place of the warning, what it covered."""
        self._touched = True
        self._idle.activity()
        return self._covered if aside is Aside.IDLE else aside

    def state(self, visit: "Visit") -> IdleState:
        """How things stand now: two people talk before they press anything."""
        beneath = self._covered if visit.aside is Aside.IDLE else visit.aside
        longer = WRITING if beneath is Aside.WRITING else 0.0
        return self._idle.state(slowly=visit.display.slowly or visit.helped is not None, longer=longer)

    def tick(self, visit: "Visit") -> bool:
        """Whether the visit is over. Opens the warning when it is time for it."""
        stage = visit.stage
        if isinstance(stage, ComingBack):
            return stage.left() <= 0
        welcome = isinstance(stage, Welcome)
        if isinstance(stage, Sending) or (welcome and not self._touched):
            self._idle.activity()
            return False
        state = self.state(visit)
        if state.warning is not None and visit.aside is not Aside.IDLE and not welcome:
            self._covered = visit.aside
            visit.open(Aside.IDLE)
        return state.over or (welcome and state.warning is not None)
