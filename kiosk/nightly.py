"""When the program ends by itself at night, to be started afresh: what piled up in it is gone by the morning."""

from datetime import datetime, time, timedelta

WITHIN = timedelta(hours=4)
"""After the time that is set. Where somebody is there all that while, it is tried the next night."""
LEAST = 6 * 3600.0
"""Seconds that the program has run at least: longer than ``WITHIN``, so once a night, and no clock that jumps makes
it end again and again."""


def due(at: str, now: datetime, running: float) -> bool:
    """Whether it may end now: ``at`` as nightly_restart in kiosk.toml, ``now`` by the clock on the wall.

    ``running`` is for how many seconds the program has run. Nothing else is remembered: a start is a new beginning.
    """
    if not at or running < LEAST:
        return False
    begins = datetime.combine(now.date(), time.fromisoformat(at), tzinfo=now.tzinfo)
    return (now - begins) % timedelta(days=1) < WITHIN
