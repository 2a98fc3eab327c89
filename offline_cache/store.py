"""The outbox and its sync, put together with the real clock, disk and randomness."""

import secrets
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ConfigError
from offline_cache.database import Database
from offline_cache.delivery import DESTINATIONS
from offline_cache.disk import Ballast, free_bytes
from offline_cache.outbox import Outbox
from offline_cache.sealing import CouncilKey
from offline_cache.settings import Settings
from offline_cache.sync import Link, Sync


@dataclass(frozen=True)
class Store:
    """An open outbox and the sync that empties it. ``set_aside`` is a broken file that was replaced: tell the staff."""

    outbox: Outbox
    sync: Sync
    set_aside: Path | None

    @classmethod
    def open(cls, settings: Settings, listener: Callable[[Link], object]) -> "Store":
        """Open everything; the sync is not started. Waits for the disk, so call it off the window's thread.

        Import this module there too: SQLAlchemy and requests take a quarter of a second between them. Raises
        ConfigError (the key, the address) or StoreError (the folder is in use, newer or cannot be written).
        """
        if settings.destination not in DESTINATIONS:
            raise ConfigError(
                f"There is no destination {settings.destination!r}. Write one of these in kiosk.toml: "
                f"{', '.join(DESTINATIONS)}."
            )
        key = CouncilKey.of_pem(settings.key)
        destination = DESTINATIONS[settings.destination](settings)
        folder = settings.folder
        ballast = Ballast(folder / "ballast")
        database = Database(folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=ballast)
        database.open().result()
        wake = threading.Event()
        outbox = Outbox(database, key, clock=time.time, free=lambda: free_bytes(folder), on_put=wake.set)
        outbox.recover().result()
        uniform = secrets.SystemRandom().uniform
        sync = Sync(outbox, destination, clock=time.time, uniform=uniform, wake=wake, listener=listener)
        return cls(outbox, sync, database.set_aside)

    def close(self) -> None:
        """Stop sending and close the file. What waits is sent after the next start."""
        self.sync.stop()
        self.outbox.close()
