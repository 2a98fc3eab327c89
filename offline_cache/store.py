"""The outbox and its sync, put together with the real clock, disk and randomness."""

import secrets
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.destinations import COUNCIL
from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache import device_key
from offline_cache.database import Database
from offline_cache.delivery import DESTINATIONS, Unpack
from offline_cache.disk import Ballast, free_bytes
from offline_cache.elsewhere import Elsewhere
from offline_cache.outbox import Outbox
from offline_cache.package import Package
from offline_cache.salvage import salvage
from offline_cache.sealing import CouncilKey, Envelope
from offline_cache.settings import Settings
from offline_cache.sync import Link, Sync


@dataclass(frozen=True)
class Store:
    """An open outbox and the sync that empties it. ``set_aside`` is a broken file that was replaced: tell the staff.

    ``enrolled`` is the council's public key (PEM text) that the kiosk was enrolled with, "" when it was not.
    """

    outbox: Outbox
    sync: Sync
    set_aside: Path | None
    enrolled: str

    @classmethod
    def open(cls, settings: Settings, listener: Callable[[Link], object]) -> "Store":
        """Open everything; the sync is not started. Waits for the disk, so call it off the window's thread.

        Import this module there too: SQLAlchemy and requests take a quarter of a second between them. Raises
        ConfigError (the key, the address) or StoreError (the folder is in use, newer or cannot be written).
        """
        key = CouncilKey.of_pem(settings.key) if settings.url else None
        folder = settings.folder
        elsewhere = _elsewhere(settings)
        destinations = {
            one.settings.name: DESTINATIONS[one.settings.kind](one.settings, one.secret, _opener(elsewhere))
            for one in settings.destinations
        }
        ballast = Ballast(folder / "ballast")
        database = Database(folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=ballast)
        database.open().result()
        wake = threading.Event()
        outbox = Outbox(
            database,
            key,
            clock=time.time,
            free=lambda: free_bytes(folder),
            on_put=wake.set,
            seal_elsewhere=elsewhere.seal if elsewhere else _only_the_council,
        )
        outbox.recover().result()
        with suppress(StoreError):  # the disk is full: at the next start
            salvage(database, time.time)
        outbox.note_stranded(frozenset(destinations)).result()
        uniform = secrets.SystemRandom().uniform
        sync = Sync(outbox, destinations, clock=time.time, uniform=uniform, wake=wake, listener=listener)
        return cls(outbox, sync, database.set_aside, settings.key)

    def seal_to(self, key: str) -> None:
        """From now on seal to this key (PEM text), or with "" to the enrolled one. Raises ConfigError."""
        self.outbox.seal_to(CouncilKey.of_pem(key or self.enrolled))

    def close(self) -> None:
        """Stop sending and close the file. What waits is sent after the next start."""
        self.sync.stop()
        self.outbox.close()


def _elsewhere(settings: Settings) -> Elsewhere | None:
    """None, and no key of this kiosk's own, where everything goes to the council's own API."""
    if not settings.others:
        return None
    kinds = {one.settings.name: one.settings.kind for one in settings.others}
    return Elsewhere(kinds, device_key.load(settings.folder))


def _opener(elsewhere: Elsewhere | None) -> Unpack:
    return elsewhere.open if elsewhere else _unopened


def _unopened(_envelope: Envelope) -> Package:
    raise ValueError("nothing is sealed to this kiosk")


def _only_the_council(submission: Submission) -> None:
    if submission.destination != COUNCIL:
        raise StoreError(f"There is no destination {submission.destination!r} in kiosk.toml: add it.")
