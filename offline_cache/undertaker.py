"""Sees to it that a program which stopped and is never started again leaves no draft either."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_WAITS = 'read -r _; sleep "$1"; exec flock -n "$0/lock" rm -f -- "$0/key" "$0/draft" "$0"/*.file "$0"/*.new'
"""``$0`` is the folder. The read ends when the program does, however it ends; the lock is held by who runs now."""


@dataclass(frozen=True)
class Undertaker:
    """A process that waits for the end of this one: to be kept for as long as this one lives."""

    process: subprocess.Popen[bytes]
    life: int

    def dismiss(self) -> None:
        """Nothing is left to see to."""
        self.process.kill()
        self.process.wait()
        os.close(self.life)


def call(folder: Path, seconds: float) -> Undertaker:
    """From ``seconds`` after the end of this program on nothing lies in ``folder``, unless it runs again by then."""
    reads, life = os.pipe()
    process = subprocess.Popen(
        ["/bin/sh", "-c", _WAITS, str(folder), f"{seconds:g}"],
        stdin=reads,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(reads)
    return Undertaker(process, life)
