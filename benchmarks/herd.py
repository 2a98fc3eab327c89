"""How long until the council has all that waited, when the kiosks of a whole country come back after an outage.

    python -m benchmarks.herd [--seeds 3]

In simulated time, with the true rules of both ends: how long a kiosk waits (offline_cache/pace.py), what it reads in
an answer (offline_cache/delivery), and whom the council lets in and when it sends others (council_api/line.py).
Ideal is the work divided by the speed. Refusing costs the council time, too; a kiosk that finds nobody there waits for
its connection in vain for as long as a kiosk does.
"""

import argparse
import heapq
import itertools
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from council_api.line import HEADER, Line, Place, queue_of
from council_api.problems import busy
from offline_cache.delivery.council import QUEUE, problem_type, queue_field, read_refusal
from offline_cache.delivery.exchange import CONNECT_TIMEOUT, READ_TIMEOUT, SLOWEST, retry_after
from offline_cache.delivery.outcome import NO_CONNECTION, Retry
from offline_cache.pace import UNREACHED_CAP, Pace
from offline_cache.sync import TOGETHER

KIOSKS = 10_000
EACH = 20
SIZE = 10_000
SPEEDS = (170.0, 5_800.0)
"""Submissions a second: a council's ODK Central, and this council API on two cores (as measured)."""

REFUSALS = 8_200.0
"""Refusals a second: what the framework below answers with nothing to do."""

ONE_WAY = (0.01, 0.04)
"""Seconds between a kiosk and the council."""

PATIENCE = READ_TIMEOUT + SIZE / SLOWEST
"""Seconds until a kiosk gives up on the answer to one; it waits for longer for that to many."""


class Kiosk:
    """One kiosk's sending, as Sync does it: one, and while it goes well the others at once, many in a request."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.left = EACH
        self.gone = 0
        self.asked_at = 0.0

    @property
    def together(self) -> int:
        """How many are in its request."""
        return min(self.left, TOGETHER) if self.gone else 1


@dataclass
class Result:
    """Of one run, in seconds since the council was back."""

    took: float = 0.0
    most: float = 0.0
    refused: int = 0
    timed_out: int = 0


class Herd:
    """One run. ``speed`` is in submissions a second."""

    def __init__(self, speed: float, seed: int) -> None:
        self._speed = speed
        self._random = random.Random(seed)
        self._events: list[tuple[float, int, Callable[[Kiosk], None], Kiosk]] = []
        self._numbers = itertools.count()
        self._now = -8 * (UNREACHED_CAP + CONNECT_TIMEOUT)
        self._line = Line(lambda: self._now)
        self._waiting: deque[Kiosk] = deque()
        self._free_at = 0.0
        self._done = 0
        self.result = Result()

    def run(self) -> Result:
        """All kiosks, some time before the council is back, until the council has everything."""
        for _ in range(KIOSKS):
            kiosk = Kiosk(Pace(lambda: self._now, self._random.uniform))
            self._at(self._now + self._random.uniform(0, UNREACHED_CAP), self._try, kiosk)
        while self._events:
            self._now, _, happen, kiosk = heapq.heappop(self._events)
            happen(kiosk)
        return self.result

    def _at(self, when: float, happen: Callable[[Kiosk], None], kiosk: Kiosk) -> None:
        heapq.heappush(self._events, (when, next(self._numbers), happen, kiosk))

    def _on_the_way(self) -> float:
        return self._random.uniform(*ONE_WAY)

    def _try(self, kiosk: Kiosk) -> None:
        if self._now < 0:
            self._at(self._now + CONNECT_TIMEOUT, self._nobody, kiosk)
            return
        kiosk.asked_at = self._now
        self._at(self._now + self._on_the_way(), self._come, kiosk)

    def _nobody(self, kiosk: Kiosk) -> None:
        self._heed(kiosk, Retry(NO_CONNECTION))

    def _heed(self, kiosk: Kiosk, outcome: object) -> None:
        assert isinstance(outcome, Retry)
        at = kiosk.pace.failed(outcome.after, unreached=outcome.unreached, appointed=outcome.appointed)
        kiosk.gone = 0
        self._at(at, self._try, kiosk)

    def _come(self, kiosk: Kiosk) -> None:
        assert QUEUE.lower().encode() == HEADER
        place = self._line.come(*queue_of(queue_field(kiosk.gone, kiosk.left - 1).encode()))
        if place is Place.SERVED:
            self._serve(kiosk)
        elif place is Place.WAITING:
            self._waiting.append(kiosk)
        else:
            self.result.refused += 1
            self._free_at = max(self._free_at, self._now) + 1 / REFUSALS
            answer = busy(place).response()
            after = retry_after(answer.headers["Retry-After"], "", self._now)
            type_ = problem_type({"Content-Type": answer.headers["content-type"]}, bytes(answer.body))
            self._heed(kiosk, read_refusal(answer.status_code, type_, after))

    def _serve(self, kiosk: Kiosk) -> None:
        work = self._random.uniform(0.5, 1.5) * kiosk.together / self._speed
        self._free_at = max(self._free_at, self._now) + work
        self._at(self._free_at, self._served, kiosk)

    def _served(self, kiosk: Kiosk) -> None:
        if self._line.leave(kiosk.together):
            self._serve(self._waiting.popleft())
        self._at(self._now + self._on_the_way(), self._told, kiosk)

    def _told(self, kiosk: Kiosk) -> None:
        waited = self._now - kiosk.asked_at
        self.result.most = max(self.result.most, waited)
        self.result.timed_out += waited > PATIENCE
        self.result.took = self._now
        kiosk.pace.met()
        sent = kiosk.together
        kiosk.gone += sent
        kiosk.left -= sent
        if kiosk.left:
            self._try(kiosk)


def main() -> None:
    """Print a line for each speed and seed, and the worst of all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=2)
    worst, timed_out = 0.0, 0
    for speed, seed in itertools.product(SPEEDS, range(parser.parse_args().seeds)):
        result = Herd(speed, seed).run()
        ideal = KIOSKS * EACH / speed
        print(
            f"  {speed:,.0f}/s, seed {seed}: {result.took:,.1f} s of {ideal:,.1f} s, "
            f"{result.refused / (KIOSKS * EACH):.2f} refused per submission, longest answer {result.most:.1f} s"
        )
        worst = max(worst, result.took / ideal)
        timed_out += result.timed_out
    print(f"herd: {worst:.2f} of ideal, {timed_out} time-outs")


if __name__ == "__main__":
    main()
