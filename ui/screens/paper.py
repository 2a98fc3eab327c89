"""The part of the reference page that prints it: what to press, and what has come of it."""

from PySide6.QtWidgets import QWidget

from kiosk.printing.copying import Step as At
from kiosk.stage import Paused, Paying, Reading
from ui.parts.button import Button
from ui.parts.notice import notice
from ui.screens.screen import Room, Step, stack

PART = "printing.part"
"""The name of all of it, once the paper was asked for."""

_MAIN = "printing"
"""The name of the control that the focus stays on, whatever has come of the paper."""


_ABOUT: dict[type, str] = {Paused: "paused.paper", Reading: "reading.about", Paying: "paying.about"}
"""What the paper has on it, where it is not the reference of what was sent."""


def paper(room: Room) -> list[QWidget]:
    """Nothing where there is no printer."""
    printer, words, theme = room.printer, room.words, room.theme
    if printer is None:
        return []

    def button(key: str, press: Step, icon: str, name: str = _MAIN, detail: str = "") -> Button:
        made = Button(words.say(key), theme, press, icon=icon, detail=detail)
        made.setObjectName(name)
        return made

    def nothing() -> None:
        parts[-1].setObjectName(_MAIN)  # so that the focus goes on to "Try again"
        printer.came_out(whole=False)

    match printer.copy.step:
        case At.READY:
            about = words.say(_ABOUT.get(type(room.visit.stage), "printing.about"))
            return [button("printing.print", printer.print, "printer", detail=about)]
        case At.PRINTING:
            parts = [button("printing.stop", printer.stop, "stop")]
        case At.ASKING:
            yes = button("printing.yes", lambda: printer.came_out(whole=True), "yes")
            parts = [yes, button("printing.no", nothing, "stop", "printing.no")]
        case At.DONE:
            parts = [button("printing.more", printer.print, "printer")]
        case At.FAILED:
            parts = [button("printing.again", printer.print, "printer")]
    failed = printer.copy.step is At.FAILED
    said = notice(
        printer.words(), theme, icon="warning" if failed else "printer", role="problem" if failed else "line"
    )
    whole = stack([said, *parts], theme)
    whole.setObjectName(PART)
    return [whole]
