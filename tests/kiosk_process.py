"""The whole kiosk as a process of its own, in folders of the test's own."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(disk, data, memory, sound):
    """All that it is told: ``disk`` has ``home`` and ``tmp``, ``memory`` is on a tmpfs, ``sound`` has no server."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    return kept | {
        "HOME": str(disk / "home"),
        "KIOSK_DATA": str(data),
        "TMPDIR": str(disk / "tmp"),
        "XDG_RUNTIME_DIR": str(memory),
        "PULSE_RUNTIME_PATH": str(sound),
        "KIOSK_WINDOWED": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
