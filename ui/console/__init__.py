"""The pages of the staff console: a file a page, each with one idea; one table."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from kiosk.roles import Act
from ui.screens.screen import Room, Screen

PAGES: Mapping[Act, str] = {
    Act.HEALTH: "health",
    Act.OUTBOX: "outbox",
    Act.HELD: "held",
    Act.HOLD: "waiting",
    Act.START: "starting",
    Act.ASSIST: "assisting",
    Act.END: "ending",
    Act.TEST: "testing",
    Act.LOOK: "look",
    Act.CALIBRATE: "measuring",
    Act.KEYS: "endings",
    Act.UPDATE: "updating",
    Act.LOG: "log",
    Act.PINS: "pins",
    Act.LEAVE: "leaving",
}
"""Which file shows an act's page, in the order of the menu. Other acts are done on the page of another."""

_OVER_A_VISIT = {Act.END, Act.ASSIST}


def offered(act: Act, *, over_a_visit: bool) -> bool:
    """Whether the menu has it now, for who may do it."""
    return act in PAGES and (over_a_visit or act not in _OVER_A_VISIT)


def page_for(act: Act | None) -> Callable[[Room], Screen]:
    """The function that builds what to show; None is the menu."""
    name = PAGES[act] if act is not None else "menu"
    return cast("Callable[[Room], Screen]", import_module(f"ui.console.{name}").build)
