"""All checks at once, each in a thread of its own that may hang, and an end to the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from kiosk.checking.found import Found, State, attention, fails
from kiosk.checking.here import Here

LONGEST = 110.0
"""Seconds of the whole: two minutes are what people were told."""


@dataclass(frozen=True)
class Check:
    """``title`` is what people call it; ``seconds`` is how long it may take, LONGEST at most."""

    name: str
    title: str
    look: Callable[[Here], Found]
    seconds: float = 20.0


@dataclass(frozen=True)
class Result:
    """What a check has found, and how many seconds that took."""

    check: Check
    found: Found
    seconds: float


def run(checks: Sequence[Check], here: Here, clock: Callable[[], float] = monotonic) -> tuple[Result, ...]:
    """What each has found, in their order. One that hangs is told of and left behind; one that raises, too."""
    begin = clock()
    done: SimpleQueue[Result] = SimpleQueue()
    left = {check.name: check for check in checks}
    for check in checks:
        Thread(target=_look, args=(check, here, done, clock), name=check.name, daemon=True).start()
    results: dict[str, Result] = {}
    while left:
        soonest = min(left.values(), key=lambda check: check.seconds)
        try:
            result = done.get(timeout=max(0.0, begin + min(soonest.seconds, LONGEST) - clock()))
        except Empty:
            result = _late(soonest, clock() - begin)
        if left.pop(result.check.name, None):
            results[result.check.name] = result
    return tuple(results[check.name] for check in checks)


def worst_first(results: Sequence[Result]) -> tuple[Result, ...]:
    """In the order in which they are to be read."""
    order = tuple(State)
    return tuple(sorted(results, key=lambda result: order.index(result.found.state)))


def count(results: Sequence[Result], state: State) -> int:
    """How many came to this."""
    return sum(result.found.state is state for result in results)


def _look(check: Check, here: Here, done: "SimpleQueue[Result]", clock: Callable[[], float]) -> None:
    begin = clock()
    try:
        found = check.look(here)
    except Exception as error:  # noqa: BLE001 one broken check must not hide what the others found
        found = attention(
            f"This could not be checked: {type(error).__name__}.", "Tell who looks after Handrail’s program."
        )
    done.put(Result(check, found, clock() - begin))


def _late(check: Check, seconds: float) -> Result:
    found = fails(
        f"No answer came within {min(check.seconds, LONGEST):.0f} seconds.",
        "Something hangs: unplug what belongs to it, plug it in again and check once more.",
    )
    return Result(check, found, seconds)
