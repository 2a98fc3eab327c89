"""Updates: one plain thread that looks for bundles on sticks and at the council, and has them taken."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from offline_cache.in_pieces import Fetched
from offline_cache.sticks import bundles_on_sticks

LOOK = 15.0
"""Seconds between two looks for a stick: about as long as somebody waits beside one."""

EVERY = 3600.0
FIRST = 120.0
"""Seconds between two askings of the council, and until the first: spread, so that a fleet does not come at once."""

AGAIN = 24 * 3600.0
"""Seconds after which what was refused is tried once more: its time may have come, or this program be newer."""


class Link(Protocol):
    """Where bundles are fetched from; ``file`` holds the last one that came whole."""

    file: Path

    @property
    def after(self) -> float:
        """Seconds that the other end asked to be left alone for."""
        ...

    def fetch(self) -> Fetched:
        """Fetch what is new."""
        ...


class Updates:
    """Finds bundles and gives each to ``take``, which runs ``kiosk bundle apply`` in a process of its own.

    So whatever is in a file is opened, unpacked and tried out away from the window, and what runs takes it up between
    two visits. ``clock`` gives monotonic seconds; ``uniform(low, high)`` is the randomness; ``sticks`` is None where no
    stick is looked for, ``link`` where no council is known.
    """

    def __init__(
        self,
        take: Callable[[Path], object],
        *,
        sticks: Path | None,
        link: Link | None,
        clock: Callable[[], float],
        uniform: Callable[[float, float], float],
    ) -> None:
        self._take = take
        self._sticks = sticks
        self._link = link
        self._clock = clock
        self._uniform = uniform
        self._ask_at = clock() + uniform(0.0, FIRST)
        self._tried: dict[tuple[object, ...], float] = {}
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="updates", daemon=True)

    def start(self) -> None:
        """Begin to look, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a process that takes a bundle ends by itself, whole."""
        self._stopping.set()
        self._woken.set()

    def look_now(self) -> None:
        """Staff ask: look at once, also at what was refused before."""
        self._ask_at, self._tried = self._clock(), {}
        self._woken.set()

    def round(self) -> float:
        """One turn: sticks, then the council when it is time. Gives the seconds until the next."""
        if self._sticks is not None:
            for file in bundles_on_sticks(self._sticks):
                self._try(file)
        if self._link is not None and self._clock() >= self._ask_at:
            self._ask_at = self._clock() + self._uniform(EVERY / 2, EVERY * 3 / 2)
            if self._link.fetch() is Fetched.CUT_OFF:
                self._ask_at = self._clock() + self._uniform(FIRST / 2, FIRST)
            self._ask_at = max(self._ask_at, self._clock() + self._link.after)
            self._try(self._link.file)
        return LOOK if self._sticks is not None else max(self._ask_at - self._clock(), LOOK)

    def _try(self, file: Path) -> None:
        """Have a file taken, unless these very bytes were tried a while ago."""
        try:
            found = file.lstat()
        except OSError:
            return
        key = (str(file), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        now = self._clock()
        if now < self._tried.get(key, now):
            return
        self._tried = {one: at for one, at in self._tried.items() if at > now} | {key: now + AGAIN}
        self._take(file)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            delay = LOOK
            with contextlib.suppress(Exception):  # an update may fail in any way; the kiosk goes on
                delay = self.round()
            self._woken.wait(delay)
            self._woken.clear()
