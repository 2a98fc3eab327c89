"""How long the machine has been on: what no wrong clock and no restart of the program can change."""

import time
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def boot() -> str:
    """Names this start of the machine; "" where nobody can tell one from another."""
    return _BOOT.read_text(encoding="ascii").strip() if _BOOT.exists() else ""


def seconds() -> float:
    """Since the machine was switched on, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
