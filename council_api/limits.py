"""How much each kiosk may send: so much that no honest one ever meets it, and no stolen one can bury the council.

Kept in the memory of each worker, so several workers allow a kiosk as much each; and a worker that starts anew has
forgotten. What counts is that a stolen credential is slow until it is revoked.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request

from council_api import problems
from council_api.line import MOST_AT_ONCE
from council_api.policy import Allowance
from council_api.problems import Refusal, RefusedError
from kiosk.submission import MAX_ENVELOPE

MOST_TOGETHER = MOST_AT_ONCE // 2
"""Requests of one kiosk that are under way at a time. A true one sends one after another."""

_MINUTE = 60.0
_SPREAD = 30.0
"""Seconds over which those that were refused come back, so that they do not come together."""


@dataclass
class _Left:
    requests: float
    size: float
    at: float


@contextmanager
def let_in(request: Request, kiosk: int) -> Iterator[None]:
    """Count a request of this kiosk before its body is read, until it is done. Raises RefusedError for too much."""
    limits: Limits = request.app.state.limits
    announced = request.headers.get("content-length", "")
    # What has a body and does not say how long it is counts as the longest there is.
    size = int(announced) if announced.isdecimal() else 0 if request.method == "GET" else MAX_ENVELOPE
    if refusal := limits.admit(kiosk, size):
        raise RefusedError(refusal)
    try:
        yield
    finally:
        limits.done(kiosk)


class Limits:
    """What each kiosk has left.

    ``clock`` gives seconds that never go back; ``uniform(low, high)`` is the randomness.
    """

    def __init__(
        self, allowance: Allowance, clock: Callable[[], float], uniform: Callable[[float, float], float]
    ) -> None:
        self._allowance = allowance
        self._clock = clock
        self._uniform = uniform
        self._left: dict[int, _Left] = {}
        self._calls: dict[int, _Left] = {}
        self._under_way: Counter[int] = Counter()
        self._heard: set[int] = set()

    def admit(self, kiosk: int, size: int) -> Refusal | None:
        """Count a request of a kiosk, with so many bytes, before they are read; the refusal is ``too-much``."""
        self._heard.add(kiosk)
        if self._under_way[kiosk] >= MOST_TOGETHER:
            return problems.too_much(math.ceil(self._uniform(1.0, _SPREAD)))
        left, rules = self._now(kiosk), self._allowance
        if left.requests >= 1 and left.size >= min(size, rules.bytes_at_once):
            left.requests -= 1
            left.size -= size
            self._under_way[kiosk] += 1
            return None
        return self._later(left, size)

    def more(self, kiosk: int, number: int) -> int:
        """Count ``number`` more submissions that came with a request; how many of them may be taken."""
        left = self._now(kiosk)
        taken = min(number, int(left.requests))
        left.requests -= taken
        return taken

    def spent(self, kiosk: int) -> Refusal:
        """What the others are told."""
        return self._later(self._now(kiosk), 0)

    def admit_call(self, kiosk: int) -> Refusal | None:
        """Count a new call for a person; the refusal is ``too-much``: the desk is not to be rung to death."""
        rules, now = self._allowance, self._clock()
        left = self._calls.setdefault(kiosk, _Left(rules.calls_at_once, 0.0, now))
        minutes, left.at = (now - left.at) / _MINUTE, now
        left.requests = min(rules.calls_at_once, left.requests + minutes * rules.calls_a_minute)
        if left.requests >= 1:
            left.requests -= 1
            return None
        return problems.too_much(math.ceil((1 - left.requests) / rules.calls_a_minute * _MINUTE))

    def done(self, kiosk: int) -> None:
        """One that was admitted is answered, or cut off."""
        self._under_way[kiosk] -= 1

    def heard(self) -> frozenset[int]:
        """The kiosks that were heard since this was last asked."""
        heard, self._heard = self._heard, set()
        return frozenset(heard)

    def _later(self, left: _Left, size: int) -> Refusal:
        rules = self._allowance
        # As much as a minute brings is worth coming back for, not one request.
        requests = (
            min(rules.requests_a_minute, rules.requests_at_once) - left.requests
        ) / rules.requests_a_minute
        octets = (min(size, rules.bytes_at_once) - left.size) / rules.bytes_a_minute
        wait = max(requests if left.requests < 1 else 0.0, octets, 0.0) * _MINUTE
        return problems.too_much(math.ceil(wait + self._uniform(0.0, _SPREAD)))

    def _now(self, kiosk: int) -> _Left:
        rules, now = self._allowance, self._clock()
        left = self._left.setdefault(kiosk, _Left(rules.requests_at_once, rules.bytes_at_once, now))
        minutes, left.at = (now - left.at) / _MINUTE, now
        left.requests = min(rules.requests_at_once, left.requests + minutes * rules.requests_a_minute)
        left.size = min(rules.bytes_at_once, left.size + minutes * rules.bytes_a_minute)
        return left
