"""Codes that opened nothing, counted on disk: whoever tries one after another has to wait longer and longer.

It is no defence of what lies here, which a stolen disk gives away with the count (the code's length and the cost of a
guess are, decision 0035), but of the kiosk as it stands in its library.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.lockout import Moment, Rule, Tries, now

RULE = Rule(free=5, first=30.0, longest=300.0)
"""Some are free: who reads six words off a slip may well need them. And the longest is short enough that nobody can
keep the people of a library from their answers by playing with it."""


class Guesses:
    """The count in one file of ``folder``. Every method waits for the disk and may raise OSError."""

    def __init__(self, folder: Path, clock: Callable[[], Moment] = now) -> None:
        self._file = folder / "guesses.json"
        self._clock = clock

    def charge(self) -> int:
        """Count one more before it is looked at; or the seconds to wait first."""
        found, moment = self._read(), self._clock()
        tries = found.at(moment, RULE)
        left = tries.left(moment, RULE)
        kept = tries if left else tries.more(moment, RULE)
        if kept != found:
            self._write(kept)
        return left

    def right(self) -> None:
        """It opened something."""
        self._write(Tries())

    def _read(self) -> Tries:
        try:
            said = json.loads(self._file.read_text(encoding="ascii"))
            return Tries(int(said["wrong"]), float(said["until"]), str(said["boot"]))
        except FileNotFoundError:
            return Tries()
        except (ValueError, TypeError, KeyError, OverflowError):
            return Tries(wrong=RULE.free)  # damaged: as if somebody had tried

    def _write(self, tries: Tries) -> None:
        replace_synced(self._file, json.dumps(asdict(tries)).encode(), 0o600)
