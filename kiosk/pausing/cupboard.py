"""Where visits that were put aside lie, as the pages see it. offline_cache/saved_visits.py is the real one."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the engine is not loaded for who only has a look at the first pages
    from kiosk.pausing.codes import Code
    from kiosk.pausing.saved import Saved


@dataclass(frozen=True)
class Kept:
    """It is on the disk. ``id`` names it without the code; ``until`` is an aware time."""

    id: str
    code: "Code" = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class Found:
    """What lay under a code. ``id`` is to be told to ``ended`` once it is not needed any more."""

    id: str
    saved: "Saved" = field(repr=False)


class Why(Enum):
    """Why a code opens nothing; the value ends a key of the words."""

    NONE = "none"
    USED = "used"
    PAST = "past"
    AWAY = "away"
    DAMAGED = "damaged"
    WAIT = "wait"


@dataclass(frozen=True)
class Missing:
    """Nothing is opened. ``wait`` are the seconds before another code is looked at, for WAIT."""

    why: Why
    wait: int = 0


class Cupboard(Protocol):
    """Futures are worked on outside the window's thread."""

    def until(self) -> datetime:
        """Until when what was put aside now would be kept."""
        ...

    def keep(self, saved: "Saved") -> "Future[Kept]":
        """Draw a code, seal under it and commit to disk; only then it is done. Or a StoreError, and nothing is kept.

        A TooLargeError (saved.py) says that there is too much of it.
        """
        ...

    def everywhere(self, id_: str) -> bool | None:
        """Whether the council has it too, so that it opens at all of its kiosks; None: never. Answers at once."""
        ...

    def find(self, code: "Code") -> "Future[Found | Missing]":
        """What lies under a code, here or at the council. It stays there. Or a StoreError when the disk is at fault."""
        ...

    def ended(self, id_: str) -> None:
        """What was found has been sent, or put aside under another code: it is deleted here and at the council."""
        ...
