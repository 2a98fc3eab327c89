"""Has what happens in visits counted and told to the council, where kiosk.toml does not say otherwise."""

import contextlib
import shutil
import time
from random import SystemRandom
from typing import TYPE_CHECKING
from uuid import uuid4

from kiosk import log
from kiosk.analytics.recorder import Recorder
from kiosk.cli.council_line import council_line
from kiosk.config import Config
from kiosk.content import Content
from kiosk.errors import ConfigError
from kiosk.others import FILE

if TYPE_CHECKING:
    from kiosk.analytics.journey import Journey
    from kiosk.cli.compose import LinkState
    from offline_cache.journey_line import JourneyLine
    from offline_cache.journeys import Journeys
    from ui.noticing import Noticing


class Counting:
    """Lives as long as the window.

    Nothing is kept of services that may not be known to be used (P6), and while there is no council to tell.
    """

    def __init__(self, journeys: "Journeys", config: Config, content: Content) -> None:
        self._journeys = journeys
        self._config = config
        self._content = content
        self.recorder = Recorder(self._keep)

    def _keep(self, journey: "Journey") -> None:
        if not (self._config.data / "council.toml").exists():
            return
        services = {service.id: service for service in self._content.catalogue().services}
        service = services.get(journey.service)
        if service is not None and not service.sensitive:
            self._journeys.keep(journey)

    def close(self) -> None:
        """The window has gone: what was under way is told as far as it went."""
        self.recorder.flush()
        self._journeys.stop()


def give_counting(
    noticing: "Noticing", config: Config, content: Content, link: "LinkState"
) -> Counting | None:
    """Joins it to what the window tells. None where it is switched off: then what waited to be told is deleted."""
    folder = config.data / "journeys"
    if not config.analytics:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    from offline_cache.journey_box import JourneyBox  # noqa: PLC0415 after the first paint
    from offline_cache.journeys import Journeys  # noqa: PLC0415 likewise

    box = JourneyBox(folder, new_id=lambda: str(uuid4()), shuffle=SystemRandom().shuffle)
    journeys = Journeys(
        box, lambda: _council(config), link.online, time.monotonic, lambda: _fetch_figures(config)
    )
    journeys.start()
    counting = Counting(journeys, config, content)
    noticing.listeners.append(counting.recorder.hear)
    return counting


def _council(config: Config) -> "JourneyLine | None":
    from offline_cache.journey_line import JourneyLine  # noqa: PLC0415 loads requests, and this is another thread

    try:
        council = council_line(config)
    except ConfigError as error:
        log.error("The council is not told how services went. %s", error)
        return None
    return JourneyLine(*council) if council is not None else None


def _fetch_figures(config: Config) -> None:
    """What the council tells of how other people fared: the kiosk that tells is told."""
    from offline_cache.figures_link import FiguresLink  # noqa: PLC0415 likewise

    try:
        council = council_line(config)
    except ConfigError:
        return  # _council says so
    if council is not None:
        with contextlib.suppress(OSError):  # a disk that is full: what was told before serves on
            FiguresLink(*council, config.data / FILE).fetch()
