"""Nobody has touched the kiosk for a while: warn, then end the visit (T1, T2)."""

from collections.abc import Callable
from dataclasses import dataclass


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

    def state(self, *, slowly: bool = False) -> IdleState:
        """How things stand now."""
        past = self._clock() - self._last - self._warn_after * (2 if slowly else 1)
        if past < 0:
            return IdleState()
        if past >= self._lasts:
            return IdleState(over=True)
        return IdleState(warning=int(self._lasts - past + 0.999))
