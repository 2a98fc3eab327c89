"""The programs that root's updater runs: each by its name, with nothing of a shell, in a bounded time."""

import os
import subprocess
from collections.abc import Sequence

from kiosk.errors import ReleaseError

PATIENCE = 900.0
"""Seconds: unpacking a program on a slow disk."""


def run(command: Sequence[str]) -> str:
    """What it printed. Raises ReleaseError with its last words when it failed."""
    environ = os.environ | {"LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReleaseError(f"{command[0]} could not be run: {error}.") from error
    if done.returncode:
        told = " ".join(done.stderr.split())[-400:]
        raise ReleaseError(f"{command[0]} did not do its work: {told or f'code {done.returncode}'}.")
    return done.stdout


def succeeds(command: Sequence[str]) -> bool:
    """Whether it ran and answered yes."""
    try:
        run(command)
    except ReleaseError:
        return False
    return True
