"""What a touch means, for hands that shake (M2 to M5). In millimetres and seconds; the clock is the caller's.

* **Near enough.** A touch presses what lies under it, else what lies nearest, at most NEAR away. Where there is
  nothing it is a miss, told at once; lifted within REST it was a tap, later it was a hand laid down to rest.
* **On lifting, however late.** What is pressed acts when the finger is lifted, after any time, wherever within AWAY
  of where it began: on the target or beside it. Slid further it is let go; back within SLIP it is pressed again.
  Between the two it stays what it was. So sliding away takes a press back (WCAG 2.5.2), and shaking does not.
* **Each touch by itself.** A touch wider than PALM, from its beginning or since, is a palm and does nothing. Only one
  touch presses at a time: of several within TOGETHER the first. One that has lain longer gives way to a new one and
  does nothing any more: a resting hand blocks no tap, and a touch over nothing never does.
* **Once.** What has acted cannot be pressed again until it was left alone for ``bounce``: a train of taps is one (M3).
  For PAGE after a page came nothing at all can be pressed: the tap was meant for the page before.
* **Hold to select.** With ``hold`` it acts only when it has been pressed for so long (M5).

No touch scrolls: a slip must not move the page under a shaking finger, and More does it without one (M10).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import Generic, Literal, TypeVar

NEAR = 3.0
SLIP = 10.0
AWAY = 15.0
PALM = 30.0
REST = 2.0
TOGETHER = 1.0
PAGE = 0.5

Target = TypeVar("Target")


@dataclass(frozen=True)
class Contact:
    """A finger on the glass: which one, where, and the longer diameter of its contact; 0 where that is not told."""

    finger: int
    x: float
    y: float
    width: float = 0.0

    def far(self, other: "Contact") -> float:
        """How far it is from where ``other`` was."""
        return hypot(self.x - other.x, self.y - other.y)


@dataclass(frozen=True)
class Box:
    """What shows of a target."""

    left: float
    top: float
    right: float
    bottom: float

    def away(self, at: Contact) -> float:
        """How far ``at`` is outside of it; 0 inside."""
        x = max(self.left - at.x, at.x - self.right, 0.0)
        return hypot(x, max(self.top - at.y, at.y - self.bottom, 0.0))


def nearest(targets: Iterable[tuple[Target, Box]], at: Contact) -> Target | None:
    """What a touch there means: None when nothing is near enough."""
    away, found = min(
        ((box.away(at), target) for target, box in targets), key=lambda each: each[0], default=(0, None)
    )
    return found if away <= NEAR else None


@dataclass(frozen=True)
class Act(Generic[Target]):
    """What is to be shown or done; ``at`` is where the finger came down.

    ``press`` and ``let_go`` show a target pressed and not; ``act`` is its press. ``miss`` is a touch on nothing as it
    begins, ``tap`` one that was lifted soon, ``rest`` one that lay. ``hear`` (kiosk/exploring.py) is to be said;
    with no target there is nothing.
    """

    name: Literal["press", "let_go", "act", "miss", "tap", "rest", "hear"]
    at: Contact
    target: Target | None = None


@dataclass
class _Touch(Generic[Target]):
    """One finger since it came, and what it has come to be; which one presses is told beside them."""

    began: Contact
    at: float
    kind: Literal["miss", "bounce", "other"]
    target: Target | None = None


class Pressing(Generic[Target]):
    """Judges every touch. Two targets are the same when they are equal, so that one drawn anew is still the same."""

    def __init__(self, bounce: float) -> None:
        self._bounce = bounce
        self._touches: dict[int, _Touch[Target]] = {}
        self._presser: int | None = None
        self._since: float | None = None
        self._left: tuple[Target | None, float] = (None, 0.0)
        self._page = float("-inf")

    @property
    def since(self) -> float | None:
        """Since when something has been pressed; None when nothing is."""
        return self._since

    def page(self, now: float) -> list[Act[Target]]:
        """Another page shows: whatever lies on the glass was for the page before."""
        self._page = now
        return self.cancel()

    def cancel(self) -> list[Act[Target]]:
        """The touches that there are count for nothing any more."""
        acts = self._let_go()
        self._touches.clear()
        return acts

    def down(self, at: Contact, target: Target | None, now: float, bounce: float = 1.0) -> list[Act[Target]]:
        """A finger came, and ``target`` is what is nearest to it; ``bounce`` is its part of the bounce time."""
        stale = self._let_go() if self._presser == at.finger else []  # its lifting was never told
        touch = self._touches[at.finger] = _Touch(at, now, "other", target)
        if at.width > PALM or now - self._page < PAGE:
            return stale
        if target is None:
            touch.kind = "miss"
            return [*stale, Act("miss", at)]
        left, when = self._left
        if target == left and now - when < self._bounce * bounce:
            touch.kind = "bounce"
            return stale
        first = self._pressed
        if first is not None and now - first.at < TOGETHER:
            return []
        acts = [*stale, *self._let_go()]
        self._presser = at.finger
        self._since = now
        return [*acts, Act("press", at, target)]

    def move(self, at: Contact, now: float) -> list[Act[Target]]:
        """A finger moved, or its contact grew."""
        touch = self._touches.get(at.finger)
        if touch is None:
            return []
        presses = self._presser == at.finger
        if at.width > PALM:
            touch.kind = "other"
            return self._let_go() if presses else []
        if not presses:
            return []
        far = at.far(touch.began)
        if self._since is not None and far > AWAY:
            self._since = None
            return [Act("let_go", touch.began, touch.target)]
        if self._since is None and far <= SLIP:
            self._since = now
            return [Act("press", touch.began, touch.target)]
        return []

    def up(self, at: Contact, now: float, hold: float = 0.0) -> list[Act[Target]]:
        """A finger was lifted."""
        acts = self.move(at, now)
        touch = self._touches.pop(at.finger, None)
        if touch is None:
            return acts
        if touch.kind == "miss":
            soon = now - touch.at < REST and at.far(touch.began) <= AWAY
            return [Act("tap" if soon else "rest", touch.began)]
        if touch.kind == "bounce":
            self._left = (touch.target, now)
        if self._presser != at.finger:
            return acts
        since, self._presser, self._since = self._since, None, None
        if since is None:
            return acts
        if now - since < hold:
            return [*acts, Act("let_go", touch.began, touch.target)]
        self._left = (touch.target, now)
        return [*acts, Act("act", touch.began, touch.target)]

    def _let_go(self) -> list[Act[Target]]:
        """Nobody presses any more."""
        touch = self._pressed
        self._presser = self._since = None
        return [Act("let_go", touch.began, touch.target)] if touch is not None else []

    @property
    def _pressed(self) -> _Touch[Target] | None:
        """The finger that presses, while it is near enough."""
        return self._touches[self._presser] if self._presser is not None and self._since is not None else None
