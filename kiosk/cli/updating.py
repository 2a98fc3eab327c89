"""The updates of a running kiosk: bundles from sticks and from the council, each taken by a process of its own."""

import os
import sys
import threading
import time
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.cli.council_line import council_line
from kiosk.config import Config
from kiosk.errors import ConfigError

if TYPE_CHECKING:
    from offline_cache.updates import Link, Updates

PATIENCE = 600
"""Seconds that trying a bundle out may take before it is given up."""

_QUIETLY = ("nice", "-n", "10")
"""It stands back behind the window and the voice."""


class Updating:
    """Looks for bundles from :meth:`start` on. Where no key is trusted there is nothing to look for."""

    def __init__(self, config: Config, file: Path | None = None) -> None:
        """``file`` is where the settings were read from, when that is not one of the usual places."""
        self._config = config
        self._file = file
        self._updates: Updates | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin, in a thread: what it needs is loaded there."""
        if self._config.bundle_keys:
            threading.Thread(target=self._open, name="updating", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        if self._updates is not None:
            self._updates.stop()

    def look_now(self) -> bool:
        """Staff ask for it; whether there is anything to look for."""
        if self._updates is None:
            return False
        self._updates.look_now()
        return True

    def take(self, file: Path) -> None:
        """Run ``kiosk bundle apply`` on a file. What it says of one that it refuses goes to the log, for staff."""
        import subprocess  # noqa: PLC0415 the welcome page does not wait for it

        command = [*_QUIETLY, sys.executable, "-m", "kiosk", "bundle", "apply", str(file.absolute())]
        environ = os.environ | {"KIOSK_DATA": str(self._config.data)}
        if self._file is not None:
            environ["KIOSK_CONFIG"] = str(self._file)
        try:
            done = subprocess.run(
                command, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired):
            log.error("The bundle %s could not be tried out, so it is not used.", file)
            return
        if done.returncode:
            log.error("A bundle was not taken. %s", done.stderr.strip()[-500:])

    def updates(self) -> "Updates":
        """What looks for bundles, not started yet. Loads requests, so call it off the window's thread."""
        from offline_cache.updates import Updates  # noqa: PLC0415 not before the first paint

        sticks = Path(self._config.bundle_sticks) if self._config.bundle_sticks else None
        return Updates(
            self.take,
            sticks=sticks,
            link=_link(self._config),
            clock=time.monotonic,
            uniform=SystemRandom().uniform,
        )

    def _open(self) -> None:
        self._updates = self.updates()
        if not self._stopped:
            self._updates.start()


def _link(config: Config) -> "Link | None":
    from offline_cache.bundle_link import BundleLink  # noqa: PLC0415 loads requests

    try:
        council = council_line(config)
        return BundleLink(*council, config.data / "bundles") if council is not None else None
    except ConfigError:
        return None  # the outbox says so
