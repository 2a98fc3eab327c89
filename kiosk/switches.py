"""Working with one switch or two: which key is which, and when the kiosk moves on by itself (M9). Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace

LOOPS = 3
"""How often all of a page is gone through with no press before the scan rests."""


@dataclass(frozen=True)
class Finding:
    """Which keys the switches are, found out with no timing: each is pressed, and once more to be sure.

    ``move`` and ``pick`` are the names of the keys, "" while unknown; ``waiting`` is the one to be pressed again;
    ``stray`` when another was pressed instead, which changes nothing. Who has one switch presses it again where the
    second is asked for; ``pick`` is then the same key.
    """

    move: str = ""
    pick: str = ""
    waiting: str = ""
    stray: bool = False

    def press(self, key: str) -> "Finding":
        """What is known after this key."""
        if not self.waiting or (self.waiting == self.move and key != self.move):
            return replace(self, waiting=key, stray=False)
        if key != self.waiting:
            return replace(self, stray=True)
        found = {"pick": key} if self.move else {"move": key}
        return replace(self, **found, waiting="", stray=False)

    @property
    def count(self) -> int:
        """How many switches there are: 1 or 2, and 0 while it is not known."""
        if not self.pick:
            return 0
        return 1 if self.pick == self.move else 2

    @property
    def step(self) -> str:
        """What to ask for next: ``switches.<step>`` has the words."""
        if self.stray:
            return "stray"
        if not self.move:
            return "again" if self.waiting else "first"
        if self.waiting == self.move:
            return "only_one"
        return "again" if self.waiting else "second"


class Presses:
    """Which presses of a switch count: none within ``ignore`` seconds of the last, none shorter than ``accept``.

    For hands that tremble on a switch. Both in seconds; ``accept`` 0 takes a press at once.
    """

    def __init__(self, clock: Callable[[], float], accept: float, ignore: float) -> None:
        self._clock = clock
        self._accept = accept
        self._ignore = ignore
        self._down: tuple[str, float] | None = None
        self._last: float | None = None

    def down(self, key: str) -> str:
        """A switch went down: its name if that counts now, else ""."""
        self._down = (key, self._clock())
        return self.held()

    def up(self) -> None:
        """It was let go: too soon, unless it has counted."""
        self._down = None

    def held(self) -> str:
        """To be asked now and then: the name of the switch that has been down for long enough, once, else ""."""
        if self._down is None:
            return ""
        key, since = self._down
        now = self._clock()
        if now - since < self._accept:
            return ""
        self._down = None
        if self._last is not None and now - self._last < self._ignore:
            return ""
        self._last = now
        return key


class Scan:
    """When to move on for somebody with one switch: ``seconds`` after what was said of a thing has ended.

    After LOOPS rounds with no press it rests, and the next press wakes it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since = clock()
        self._loops = 0

    @property
    def resting(self) -> bool:
        """Whether it waits for a press to go on."""
        return self._loops >= LOOPS

    def tick(self, seconds: float, *, speaking: bool) -> bool:
        """To be called several times a second. True: move on now."""
        now = self._clock()
        if speaking or self.resting:
            self._since = now
        if now - self._since < seconds:
            return False
        self._since = now
        return True

    def come_round(self) -> None:
        """The scan is back at the page's first thing."""
        self._loops += 1

    def pressed(self) -> bool:
        """The switch was pressed. True when the press is for what is reached; False when it only woke the scan."""
        woke = self.resting
        self._loops = 0
        self._since = self._clock()
        return not woke
