"""The clock: against the council's, and whether something keeps it right."""

from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here

_MOST_OFF = 120.0
"""Seconds that nobody at a kiosk would notice."""
_HOUR, _DAY = 3600.0, 86_400.0
_KEEP = "Run 'timedatectl set-ntp true', and let the kiosk reach a time server."


def check(here: Here) -> Found:
    """Certificates, keys and the time on a paper go by it."""
    synchronised = here.run(("timedatectl", "show", "--property=NTPSynchronized", "--value"))
    kept = synchronised.out.strip() if synchronised.well else ""
    reply = here.ask()
    now = here.now()
    time = f"It is {now:%H:%M on %d %B %Y}"
    if reply is None or reply.date is None:
        if kept == "yes":
            return ok(f"{time}, kept right by a time server.")
        return attention(f"{time}; nobody was reached to compare that with.", _KEEP)
    off = (now - reply.date).total_seconds()
    if abs(off) > _MOST_OFF:
        return fails(f"The clock is {_long(abs(off))} {'fast' if off > 0 else 'slow'}.", _KEEP)
    if kept == "no":
        return attention("The clock is as the council’s, but no time server keeps it right.", _KEEP)
    return ok(f"{time}, as at the council.")


def _long(seconds: float) -> str:
    if seconds > 2 * _DAY:
        return f"{seconds / _DAY:.0f} days"
    return f"{seconds / _HOUR:.0f} hours" if seconds > 2 * _HOUR else f"{seconds / 60:.0f} minutes"
