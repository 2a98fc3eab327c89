"""What an installed kiosk does for the service manager that keeps it up: signs of life, and an end when one is due."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from kiosk import nightly
from kiosk.config import Config
from kiosk.service_manager import service_manager
from kiosk.visit import Visit

if TYPE_CHECKING:
    from kiosk.cli.late_outbox import LateOutbox
    from ui.window import Window

OUT_OF_ORDER = 70
"""What the window gives when it is over since nothing could be kept: the page that says so comes next."""
_EVERY = 30
"""Seconds between two looks at the data folder."""


def keep_up(window: "Window", visit: Visit, config: Config, outbox: "LateOutbox") -> None:
    """Once all is joined to the window: from now on the program counts as up."""
    manager = service_manager()
    if manager is None:
        return  # in a terminal
    from ui.between_visits import end_between_visits  # noqa: PLC0415 only where there is a screen
    from ui.watchdog import Watchdog  # noqa: PLC0415 likewise

    Watchdog(window, manager)
    manager.status("Open to the public.")
    end_between_visits(window, visit, ending(config, outbox, _now, time.monotonic, count()))


def ending(
    config: Config,
    outbox: "LateOutbox",
    now: Callable[[], datetime],
    clock: Callable[[], float],
    seconds: Iterator[int],
) -> Callable[[], int | None]:
    """As end_between_visits wants it. ``now`` is the clock on the wall, ``clock`` one that never jumps.

    ``seconds`` counts how often it was asked.
    """
    began = clock()

    def end() -> int | None:
        look = next(seconds) % _EVERY == 0
        if outbox.trouble or (look and not os.access(config.data, os.W_OK | os.X_OK)):
            return OUT_OF_ORDER
        if nightly.due(config.nightly_restart, now(), clock() - began) and not outbox.busy:
            return 0
        return None

    return end


def _now() -> datetime:
    return datetime.now().astimezone()
