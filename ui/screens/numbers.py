"""The numbers that a service tells people to call, wherever they ask for help while they use it."""

from PySide6.QtWidgets import QWidget

from kiosk import meanwhile
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room, grid


def numbers(room: Room) -> list[QWidget]:
    """A panel for each, side by side; none where no service is chosen, or it names none."""
    theme = room.theme
    panels: list[QWidget] = []
    for each in (number for service in meanwhile.services(room.visit) for number in service.help):
        name, number, hours = each.said(room.visit.language)
        title = Heading(name, theme, level=3)
        panels.append(Panel([title, Text(number, theme, font="bold"), Text(hours, theme)], theme))
    return [grid(panels, theme)] if panels else []
