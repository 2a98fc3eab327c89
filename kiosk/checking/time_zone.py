"""The time zone: papers and pages say times of the place where the kiosk stands."""

from pathlib import Path

from kiosk.checking.found import Found, attention, ok, plain
from kiosk.checking.here import Here

HOME = "Europe/London"


def check(here: Here) -> Found:
    """By TZ, else by /etc/localtime: the C library goes by these."""
    name = plain(here.environ.get("TZ", "").lstrip(":") or _linked(here.root / "etc/localtime"), 40)
    if name in {HOME, "GB"}:
        return ok(f"Times are those of {name}.")
    return attention(
        f"Times are those of {name or 'a place without a name'}.",
        f"Run 'timedatectl set-timezone {HOME}', and start the kiosk again.",
    )


def _linked(link: Path) -> str:
    try:
        return str(link.readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""
