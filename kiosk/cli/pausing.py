"""Gives the window a way to put visits aside, and to go on with them (T3)."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from random import SystemRandom
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.cli.council_line import council_line
from kiosk.config import Config
from kiosk.errors import ConfigError
from kiosk.visit import Visit

if TYPE_CHECKING:
    from kiosk.pausing.codes import Code
    from kiosk.pausing.cupboard import Found, Kept, Missing
    from kiosk.pausing.saved import Saved
    from offline_cache.saved_visit_link import SavedVisitLink
    from offline_cache.saved_visits import SavedVisits
    from ui.pausing import Own
    from ui.reader import Reader
    from ui.window import Window


class LateCupboard:
    """As kiosk.pausing.cupboard.Cupboard, opened in a thread: long before anybody has filled in enough to need it.

    ``outbox`` waits for the kiosk's own, with which a council on this machine starts.
    """

    def __init__(self, config: Config, outbox: Callable[[], object]) -> None:
        self._opened = ThreadPoolExecutor(1, "cupboard").submit(lambda: _open(config, outbox))

    def until(self) -> datetime:
        return self._opened.result().until()

    def keep(self, saved: "Saved") -> "Future[Kept]":
        return self._opened.result().keep(saved)

    def everywhere(self, id_: str) -> bool | None:
        return self._opened.result().everywhere(id_)

    def find(self, code: "Code") -> "Future[Found | Missing]":
        return self._opened.result().find(code)

    def ended(self, id_: str) -> None:
        self._opened.result().ended(id_)

    def close(self) -> None:
        """The window has gone."""
        self._opened.result().stop()


def give_pausing(
    window: "Window", visit: Visit, reader: "Reader", config: Config, outbox: Callable[[], object]
) -> LateCupboard:
    """Joins it to the window; ``outbox`` as in LateCupboard."""
    from ui.pausing import Pausing  # noqa: PLC0415 after the first paint
    from ui.switches import Switches  # noqa: PLC0415 likewise

    (switches,) = window.findChildren(Switches)

    def restore(own: "Own") -> None:
        reader.settings, switches.keys = own

    cupboard = LateCupboard(config, outbox)
    window.pausing = Pausing(window, visit, cupboard, lambda: (reader.settings, switches.keys), restore)
    return cupboard


def _open(config: Config, outbox: Callable[[], object]) -> "SavedVisits":
    from offline_cache.saved_visits import SavedVisits  # noqa: PLC0415 not before the first paint

    with suppress(ConfigError):  # it says so itself
        outbox()
    saved = SavedVisits(
        config.data,
        _link(config),
        hours=config.pause_hours,
        clock=lambda: datetime.now().astimezone(),
        random=SystemRandom(),
    )
    saved.start()
    return saved


def _link(config: Config) -> "SavedVisitLink | None":
    from offline_cache.saved_visit_link import SavedVisitLink  # noqa: PLC0415 as above

    try:
        council = council_line(config)
        return SavedVisitLink(*council) if council is not None else None
    except ConfigError as error:
        log.error("What is put aside opens at this kiosk alone. %s", error)
        return None
