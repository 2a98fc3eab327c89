"""The processes that send to other destinations than the council's own API, and are killed between two steps."""

import random
import threading
import time
import uuid
from multiprocessing.connection import Connection
from pathlib import Path

from offline_cache.database import Database
from offline_cache.delivery import DESTINATIONS
from offline_cache.disk import Ballast
from offline_cache.outbox import Outbox
from offline_cache.sync import Sync
from tests.faults.children import Stepped
from tests.offline_cache.elsewhere_rig import ELSEWHERE, make_settings
from tests.offline_cache.rig import make_private, public_of


def open_outbox(folder: Path) -> Outbox:
    database = Database(
        folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=Ballast(folder / "ballast")
    )
    database.open().result()
    return Outbox(
        database,
        public_of(make_private()),
        clock=time.time,
        free=lambda: 1 << 40,
        seal_elsewhere=ELSEWHERE.seal,
    )


def sync_in_steps(folder: Path, kind: str, url: str, times: int, gate: Connection) -> None:
    """Sync ``times`` times, stopping at the gate around every call of the outbox and every request."""
    settings = make_settings(url, kind)
    destination = DESTINATIONS[kind](settings, "", ELSEWHERE.open)
    asks = getattr(destination, "_server", destination)
    asks._line = Stepped(asks._line, gate)
    outbox = open_outbox(folder)
    sync = Sync(
        Stepped(outbox, gate),
        {settings.name: destination},
        clock=time.time,
        uniform=random.uniform,
        wake=threading.Event(),
    )
    for _ in range(times):
        sync.once()
    outbox.close()
    gate.send("end")
