"""Gives the window a way to call a person, with what kiosk.toml says there is: a bell, the council's desk, or both."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

from kiosk import log
from kiosk.bell import Bell
from kiosk.calling import Call, Calling, Heard
from kiosk.cli.council_line import council_line
from kiosk.config import Config
from kiosk.errors import ConfigError
from kiosk.visit import Visit

if TYPE_CHECKING:
    from offline_cache.calls import DeskLine
    from ui.window import Window


class LateDesk:
    """The council's desk, looked up when the first call is made: until then the kiosk need not even be enrolled."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._line: DeskLine | None = None

    def say(self, call: Call) -> Heard | None:
        """As kiosk.calling.Desk."""
        if self._line is None:
            self._line = self._open()
        return self._line.say(call) if self._line is not None else None

    def _open(self) -> "DeskLine | None":
        from offline_cache.calls import READ_TIMEOUT, DeskLine  # noqa: PLC0415 not before somebody calls

        try:
            council = council_line(self._config, READ_TIMEOUT)
            return DeskLine(*council) if council is not None else None
        except ConfigError as error:
            log.error("Nobody can be called at the council. %s", error)
            return None


def give_calls(window: "Window", visit: Visit, config: Config) -> None:
    """Joins it to the window, if there is anybody to call."""
    if not (config.call_desk or config.call_command):
        return
    from ui.calls import Calls  # noqa: PLC0415 only where there is a screen

    calling = Calling(
        LateDesk(config) if config.call_desk else None,
        Bell(config.call_command, config.call_again_command) if config.call_command else None,
        time.monotonic,
        lambda: str(uuid4()),
        (ThreadPoolExecutor(1, "desk"), ThreadPoolExecutor(1, "bell")),
        again_after=config.call_again_after,
        place="".join(filter(str.isprintable, " ".join(config.location.split())))[:80],
    )
    window.calls = Calls(window, visit, calling)
    window.second.connect(window.calls.second)
