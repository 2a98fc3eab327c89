"""The updates of a running kiosk: bundles from sticks and from the council, and releases for root to install."""

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
    """Looks for bundles and releases from :meth:`start` on. Where no key is trusted there is nothing to look for."""

    def __init__(self, config: Config, file: Path | None = None) -> None:
        """``file`` is where the settings were read from, when that is not one of the usual places."""
        self._config = config
        self._file = file
        self._running: tuple[Updates, ...] = ()
        self._stopped = False

    def start(self) -> None:
        """Begin, in a thread: what it needs is loaded there."""
        threading.Thread(target=self._open, name="updating", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        for updates in self._running:
            updates.stop()

    def look_now(self) -> bool:
        """Staff ask for it; whether there is anything to look for."""
        for updates in self._running:
            updates.look_now()
        return bool(self._running)

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

    def releases(self) -> "Updates | None":
        """What fetches releases of the image or the program, not started yet; None where root would install none."""
        link = _release_link(self._config)
        if link is None:
            return None
        from offline_cache.updates import Updates  # noqa: PLC0415 loads requests

        # What came is root's to take, who finds it by itself.
        return Updates(
            lambda _: None, sticks=None, link=link, clock=time.monotonic, uniform=SystemRandom().uniform
        )

    def _open(self) -> None:
        found = (self.updates() if self._config.bundle_keys else None, self.releases())
        self._running = tuple(updates for updates in found if updates is not None)
        for updates in self._running:
            if not self._stopped:
                updates.start()


def _link(config: Config) -> "Link | None":
    from offline_cache.bundle_link import BundleLink  # noqa: PLC0415 loads requests

    try:
        council = council_line(config)
        return BundleLink(*council, config.data / "bundles") if council is not None else None
    except ConfigError:
        return None  # the outbox says so


def _release_link(config: Config) -> "Link | None":
    from kiosk.releases.ledger import FOLDER  # noqa: PLC0415 the welcome page does not wait for it

    if not os.access(FOLDER / "incoming", os.W_OK):
        return None  # no package and no image was installed here
    from kiosk.cli.bundle import app  # noqa: PLC0415 likewise
    from kiosk.releases.here import read_here  # noqa: PLC0415 likewise

    here = read_here(app())
    if not any(here.keys.glob("*.pem")):
        return None
    from offline_cache.release_link import ReleaseLink  # noqa: PLC0415 loads requests

    try:
        council = council_line(config)
        return ReleaseLink(*council, FOLDER, here, time.sleep) if council is not None else None
    except ConfigError:
        return None  # the outbox says so
