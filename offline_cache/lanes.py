"""Sending a batch over two lines at once, so that one is written while the other end still stores the last."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from offline_cache.delivery.outcome import AT_ONCE, Incomplete, Outcome, Paused, Retry, Uncertain
from offline_cache.sealing import Envelope

WORTH = 8
"""Envelopes below which a second line is not worth its opening."""


@dataclass(frozen=True)
class Sent:
    """What became of a batch, in the order in which it did, and what not a byte was sent of."""

    outcomes: Sequence[tuple[Envelope, Outcome]]
    left: Sequence[Envelope]

    @property
    def away(self) -> bool:
        """Whether there was a sign that the destination cannot take more."""
        return any(is_away(outcome) for _, outcome in self.outcomes)


def is_away(outcome: Outcome) -> bool:
    """Whether nothing more is sent this time."""
    return isinstance(outcome, Retry | Uncertain | Incomplete | Paused)


def send_all(
    envelopes: Sequence[Envelope], deliver: Callable[[Envelope], Outcome], goes_on: Callable[[], bool]
) -> Sent:
    """Send each once, up to the first sign that the destination is away or until ``goes_on`` says no."""
    waiting = deque(envelopes)
    outcomes: list[tuple[Envelope, Outcome]] = []
    away = threading.Event()

    def lane() -> None:
        while not away.is_set() and goes_on():
            try:
                envelope = waiting.popleft()
            except IndexError:
                return
            outcome = deliver(envelope)
            outcomes.append((envelope, outcome))
            if is_away(outcome):
                away.set()

    if len(envelopes) < WORTH:
        lane()
    else:
        with ThreadPoolExecutor(AT_ONCE, "lane") as pool:
            for done in [pool.submit(lane) for _ in range(AT_ONCE)]:
                done.result()
    return Sent(outcomes, tuple(waiting))
