"""The daily test of every device: what there is to test, and what came of it today (S6)."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.errors import StoreError

FILE = "device-tests.json"


@dataclass(frozen=True)
class Device:
    """``kind`` is what its page does (ui/console/trying.py). Its words are below ``console.device.<name>``."""

    name: str
    kind: str


_TABLE = (
    Device("keys", "keys"),
    Device("switches", "keys"),
    Device("voice", "sound"),
    Device("headphones", "sound"),
    Device("touch", "touch"),
    Device("printer", "paper"),
    Device("scanner", "picture"),
    Device("camera", "picture"),
)

DEVICES: Mapping[str, Device] = {device.name: device for device in _TABLE}
"""All that can be tested, in the order in which it is. A device is one line."""

KEYED = frozenset(device.name for device in _TABLE if device.kind == "keys")
"""Those that are tested by pressing."""


def devices(without: Collection[str]) -> tuple[Device, ...]:
    """Those of a kiosk that lacks some. Keys, switches, sound and screen are at every kiosk, or should be."""
    return tuple(device for device in _TABLE if device.name not in without)


class SelfTest:
    """What came of today's tests, in a file of the data folder: names of devices and a date, no more.

    Methods wait for the disk: not for the window's thread.
    """

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        self._file = folder / FILE
        self._today = today

    def results(self) -> Mapping[str, bool]:
        """Whether each device that was tested today worked. Yesterday's tests say nothing of today."""
        try:
            read = json.loads(self._file.read_text(encoding="ascii"))
            day, found = read["day"], read["results"]
            results = {str(name): bool(passed) for name, passed in found.items() if name in DEVICES}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return results if day == self._today().isoformat() else {}

    def keep(self, device: str, *, passed: bool) -> None:
        """What came of one. Raises StoreError when it cannot be written."""
        kept = {"day": self._today().isoformat(), "results": {**self.results(), device: passed}}
        try:
            replace_synced(self._file, json.dumps(kept).encode("ascii"), 0o600)
        except OSError as error:
            raise StoreError(
                f"{self._file} cannot be written ({error.strerror}): make room on the disk."
            ) from error


def worked(results: Mapping[str, bool], present: Sequence[Device]) -> str:
    """How the day's test stands as a whole: "todo", "failed" or "passed"."""
    if any(not results.get(device.name, True) for device in present):
        return "failed"
    return "passed" if all(device.name in results for device in present) else "todo"
