"""What the running kiosk does for its updates: takes a bundle up between two visits, and tells when nobody is there."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.bundle.trial import Trial
from kiosk.content import Content
from kiosk.releases.nobody import Presence, runtime_folder
from kiosk.stage import Welcome
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window


def keep_up_to_date(
    window: "Window", visit: Visit, content: Content, trial: Trial, busy: Callable[[], bool]
) -> None:
    """After the first paint: each second from now on. ``trial`` has begun with the bundle of the start.

    ``busy`` says whether something is sent just now.
    """
    presence = Presence(runtime_folder())

    def tell(welcome: bool) -> None:
        presence.second(welcome=welcome, busy=busy())

    window.second.connect(partial(second, window, visit, content, trial, tell))


def second(
    window: "Window", visit: Visit, content: Content, trial: Trial, tell: Callable[[bool], object]
) -> None:
    """One second: nobody is here, so what was applied meanwhile is taken up. ``tell`` is told whether nobody is."""
    waits = isinstance(visit.stage, Welcome) and visit.aside is None
    tell(waits)
    if waits:
        trial.begin()
        if content.renew():
            log.warning("The bundle in use has the version %s.", content.version)
            visit.speak(visit.language)  # its words may be others now
            window.refresh()
    trial.second()
