"""What one attempt to send comes to, and what a destination must be able to do."""

from dataclasses import dataclass, field
from typing import Protocol

from offline_cache.sealing import Envelope


@dataclass(frozen=True)
class Accepted:
    """The destination has it and proved so: ``digest`` is the SHA-256 that it echoed.

    ``remote_id`` is what it calls it, of letters, digits and ``-._:`` alone; "" when it did not say.
    """

    digest: bytes
    remote_id: str = field(default="", compare=False)  # it proves nothing


AT_ONCE = 2
"""Requests that may be under way to a council at a time."""

NO_CONNECTION = "no connection"


@dataclass(frozen=True)
class Retry:
    """It does not have it and may take it later. ``after`` is the wait in seconds that it asked for.

    ``appointed``: it gives each kiosk a wait of its own, so there is nothing to spread.
    """

    reason: str
    after: float | None = None
    appointed: bool = False

    @property
    def unreached(self) -> bool:
        """Nobody answered at all."""
        return self.reason == NO_CONNECTION


@dataclass(frozen=True)
class Uncertain:
    """It may or may not have it: the same bytes are sent again. ``after`` as in :class:`Retry`."""

    reason: str
    after: float | None = None


@dataclass(frozen=True)
class Incomplete:
    """It lacks some of the attachments, whatever it said before: all of them are sent again, then the submission."""

    reason: str


@dataclass(frozen=True)
class Held:
    """It will never take it as it is: kept, and shown to staff."""

    reason: str


@dataclass(frozen=True)
class Paused:
    """It will take nothing from this kiosk until somebody changes something (its credential)."""

    reason: str


Outcome = Accepted | Retry | Uncertain | Incomplete | Held | Paused
"""``reason`` is always a word of ours, never text of a server."""


class Destination(Protocol):
    """One place that submissions go to. That of the council is asked from AT_ONCE threads, others from one."""

    def deliver(self, envelope: Envelope) -> Outcome:
        """Try once to send the envelope; every failure of the network is an outcome, not an exception."""

    def reachable(self) -> bool:
        """Whether it answers now, asked when there is nothing to send; False for any failure of the network."""
