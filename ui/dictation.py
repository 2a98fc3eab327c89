"""Says something at the speed of a hand that writes: a part, then silence to write it in, then the next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.window import Window

PAUSE = 6
"""Seconds to write three signs in: two a sign, for a hand that is slow."""


class Dictation:
    """Any sign of life, another page and the end of the visit stop it. To be made after the window's activity."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._left: list[str] = []
        self._quiet = 0
        window.dictate = self.begin
        window.opened.connect(lambda _screen: self.stop())
        window.second.connect(lambda: self.second())
        if window.activity is not None:
            window.activity.alive.connect(lambda: self.stop())

    def begin(self, parts: Sequence[str]) -> None:
        """Says the first of ``parts`` now, and each other once there was time to write the one before."""
        self._left = list(parts)
        self._next()

    def stop(self) -> None:
        """Says no more."""
        self._left = []

    def second(self) -> None:
        """A second has passed."""
        if not self._left:
            return
        self._quiet = 0 if self._window.reading else self._quiet + 1
        if self._quiet > PAUSE:
            self._next()

    def _next(self) -> None:
        self._quiet = 0
        if self._left:
            self._window.keypad.tell(self._left.pop(0))
