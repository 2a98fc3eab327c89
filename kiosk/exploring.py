"""Explore by touch (M6): a finger hears what lies under it, and a second tap presses what was heard last.

* A finger that comes or slides hears each thing that it comes upon, once; where there is nothing, that.
* Nothing is pressed by it. A tap within AGAIN of the lifting of the one before, anywhere on the glass, presses
  what was heard last. It must be short (TAP) and keep its place (AWAY); else it is a finger that explores. The
  Select key presses it as well, without any haste.
* Palms and the moment after a page came are as in kiosk/touching.py. A finger that has kept its place for TOGETHER
  gives way to a new one.
"""

from typing import Generic

from kiosk.touching import AWAY, PAGE, PALM, SLIP, TOGETHER, Act, Contact, Target

AGAIN = 0.8
TAP = 0.5


class Exploring(Generic[Target]):
    """Follows the finger that explores."""

    def __init__(self) -> None:
        self._began: Contact | None = None
        self._at = 0.0
        self._place: Contact | None = None
        self._moved = 0.0
        self._found: Target | None = None
        self._last: Target | None = None
        self._lifted = self._page = float("-inf")
        self._tapping = False

    def page(self, now: float) -> list[Act[Target]]:
        """Another page shows: nothing of it has been heard."""
        self._page = now
        return self.cancel()

    def cancel(self) -> list[Act[Target]]:
        """The finger counts for nothing any more, and nothing was heard."""
        acts = self._no_tap()
        self._began = self._found = self._last = None
        self._lifted = float("-inf")
        return acts

    def down(self, at: Contact, found: Target | None, now: float) -> list[Act[Target]]:
        """A finger came upon ``found``."""
        resting = self._began is None or now - self._moved >= TOGETHER
        if at.width > PALM or now - self._page < PAGE or not resting:
            return []
        acts = self._no_tap()
        self._began = self._place = at
        self._at = self._moved = now
        self._tapping = self._last is not None and now - self._lifted <= AGAIN
        if self._tapping:
            return [*acts, Act("press", at, self._last)]
        return [*acts, *self._hear(at, found)]

    def move(self, at: Contact, found: Target | None, now: float) -> list[Act[Target]]:
        """A finger slid, or was looked at again: ``found`` lies under it now."""
        if self._began is None or at.finger != self._began.finger:
            return []
        if at.width > PALM:
            acts = self._no_tap()
            self._began = None
            return acts
        if self._place is None or at.far(self._place) > SLIP:
            self._place, self._moved = at, now
        if not self._tapping:
            return self._hear(at, found) if found != self._found else []
        if now - self._at <= TAP and at.far(self._began) <= AWAY:
            return []
        return [*self._no_tap(), *self._hear(at, found)]

    def up(self, at: Contact, found: Target | None, now: float) -> list[Act[Target]]:
        """A finger was lifted."""
        acts = self.move(at, found, now)
        if self._began is None or at.finger != self._began.finger:
            return acts
        self._began = None
        if self._tapping:
            self._tapping = False
            self._lifted = float("-inf")
            return [Act("act", at, self._last)]
        self._lifted = now
        return acts

    def _hear(self, at: Contact, found: Target | None) -> list[Act[Target]]:
        self._found = found
        if found is not None:
            self._last = found
        return [Act("hear", at, found)]

    def _no_tap(self) -> list[Act[Target]]:
        tapping, self._tapping = self._tapping, False
        return [Act("let_go", self._began, self._last)] if tapping and self._began is not None else []
