"""What kiosks are told of how other people fared (kiosk/measures/figures.py): worked out once a day."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Lock

from sqlalchemy import Engine, select

from council_api import journeys
from council_api.tables import kiosk
from kiosk.measures.figures import LONGEST, Visited


class FiguresOfDay:
    """Those of today, kept for as long as it is today. Lives as long as one worker; any thread may ask."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[date, Visited] | None = None

    def of(self, seq: int) -> bytes:
        """As they go to the kiosk of that number."""
        with self._engine.connect() as connection:
            name = connection.execute(select(kiosk.c.name).where(kiosk.c.seq == seq)).scalar_one()
        return self._today().at(name).written()

    def _today(self) -> Visited:
        today = self._clock().date()
        with self._lock:  # whoever asks meanwhile waits, and does not work it out again
            if self._known is None or self._known[0] != today:
                with self._engine.connect() as connection:
                    found = journeys.read(connection, since=today - timedelta(days=LONGEST))
                    self._known = today, Visited(found, today)
            return self._known[1]


def tag(body: bytes) -> str:
    """The ETag of what :meth:`FiguresOfDay.of` gave, which a kiosk can work out of what it has."""
    return f'"{hashlib.sha256(body).hexdigest()}"'
