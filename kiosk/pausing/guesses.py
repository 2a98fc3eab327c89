"""Codes that opened nothing, counted on disk: whoever tries one after another has to wait longer and longer.

It is no defence of what lies here, which a stolen disk gives away with the count (the code's length and the cost of a
guess are, decision 0035), but of the kiosk as it stands in its library.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.pin import Moment, now

FREE = 5
"""Wrong ones before the first wait: who reads six words off a slip may well need some."""
FIRST_WAIT = 30.0
LONGEST_WAIT = 300.0
"""Seconds: short enough that nobody can keep the people of a library from their answers by playing with it."""


@dataclass(frozen=True)
class _Count:
    wrong: int = 0
    until: float = 0.0
    boot: str = ""


class Guesses:
    """The count in one file of ``folder``. Every method waits for the disk and may raise OSError."""

    def __init__(self, folder: Path, clock: Callable[[], Moment] = now) -> None:
        self._file = folder / "guesses.json"
        self._clock = clock

    def charge(self) -> int:
        """Count one more before it is looked at, so that pulling the plug saves none; or the seconds to wait first.

        After another start of the machine the whole wait begins again.
        """
        count, moment = self._read(), self._clock()
        wait = _wait(count.wrong)
        if wait and count.boot != moment.boot:
            count = _Count(count.wrong, moment.seconds + wait, moment.boot)
            self._write(count)
        left = ceil(min(count.until - moment.seconds, wait))
        if left > 0:
            return left
        wrong = count.wrong + 1
        self._write(_Count(wrong, moment.seconds + _wait(wrong), moment.boot))
        return 0

    def right(self) -> None:
        """It opened something."""
        self._write(_Count())

    def _read(self) -> _Count:
        try:
            said = json.loads(self._file.read_text(encoding="ascii"))
            return _Count(int(said["wrong"]), float(said["until"]), str(said["boot"]))
        except FileNotFoundError:
            return _Count()
        except (ValueError, TypeError, KeyError, OverflowError):
            return _Count(wrong=FREE)  # damaged: as if somebody had tried

    def _write(self, count: _Count) -> None:
        replace_synced(self._file, json.dumps(vars(count)).encode(), 0o600)


def _wait(wrong: int) -> float:
    """Seconds to wait after so many wrong ones."""
    return 0.0 if wrong < FREE else min(FIRST_WAIT * 2.0 ** min(wrong - FREE, 8), LONGEST_WAIT)
