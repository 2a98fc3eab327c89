"""What the staff console shows: counts, references and dates, never a word that a visitor gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class HeldItem:
    """A submission that its destination refused for good, or that cannot be settled without a person.

    ``reason`` is a word of ours (offline_cache/delivery).
    """

    reference: str
    destination: str
    reason: str


@dataclass(frozen=True)
class QueuedItem:
    """A submission that waits to be sent. ``made`` is in ISO 8601."""

    reference: str
    destination: str
    made: str


@dataclass(frozen=True)
class Ending:
    """A key or a certificate, and when it ends. ``kind`` is the key of its words, below ``console.ends``."""

    kind: str
    at: datetime


@dataclass(frozen=True)
class Release:
    """Which version of the program or the image runs, and what came of others; "" where there is nothing to tell.

    ``waits`` for nobody to be there, ``tried`` is on trial, ``failed`` was gone back from; each is a version.
    ``refused`` is the sentence why the last one was not taken.
    """

    version: str
    waits: str = ""
    tried: str = ""
    failed: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Report:
    """How the kiosk stood at the time ``at``. Times are the kiosk's own.

    ``contact`` is None when nobody answered since it started. ``works`` is whether it can take submissions at all.
    ``bundle`` is the version of the services, 0 for those that the kiosk came with, ``bundled`` when it was made.
    ``printer`` is "" where there is none, "works", or the value of a kiosk.printing.cups.Fault. ``disk`` and ``memory``
    are free bytes, ``on_for`` the seconds since the machine was switched on. ``tested`` is what came of today's test of
    each device. ``uncertain`` of those that wait may have arrived; ``accepted`` is when one was taken last.
    """

    at: datetime
    works: bool
    waiting: int
    delivered: int
    oldest: datetime | None
    contact: datetime | None
    bundle: int
    bundled: datetime | None = None
    printer: str = ""
    disk: int = 0
    memory: int = 0
    on_for: float = 0.0
    held: tuple[HeldItem, ...] = ()
    queue: tuple[QueuedItem, ...] = ()
    ends: tuple[Ending, ...] = ()
    uncertain: int = 0
    accepted: datetime | None = None
    tested: Mapping[str, bool] = field(default_factory=dict)
    release: Release | None = None


SOON = 30
"""Days before its end in which a key or a certificate is warned of: time to make another and bring it here."""


def days_left(ending: Ending, now: datetime) -> int:
    """Whole days until the end; negative when it is past."""
    return (ending.at - now).days


_REASONS: Mapping[str, str] = {
    "attachments-differ": "damaged",
    "cannot be looked up": "look",
    "cannot be opened": "key",
    "cannot-open": "key",
    "damaged": "damaged",
    "has files": "files",
    "kept back": "kept",
    "no such service": "closed",
    "not found there": "look",
    "other bytes": "look",
    "other-bytes": "look",
    "status 410": "closed",
    "status 413": "large",
    "takes no reports": "closed",
    "too large": "large",
    "too-large": "large",
    "unknown-key": "key",
}


def why(reason: str) -> str:
    """The key of the words that tell staff why one is held and what to do."""
    told = "look" if reason.endswith("may have arrived") else _REASONS.get(reason, "other")
    return f"staff.reason.{told}"
