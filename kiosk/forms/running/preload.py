"""The values that a form asks the device for (jr:preload)."""

from datetime import datetime


def preload(what: str, uid: str, now: datetime) -> str:
    """The value of a jr:preload. A kiosk has no phone number, e-mail or user: those stay blank."""
    kind, _, params = what.partition(":")
    if kind == "uid":
        return f"uuid:{uid}"
    if kind == "date" and params == "today":
        return now.date().isoformat()
    if kind == "timestamp" and params == "start":
        return now.isoformat(timespec="milliseconds")
    return ""
