"""The numbers that a service tells people to call, wherever they ask for help while they use it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk import meanwhile
from kiosk.help_numbers import HelpNumber
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.screens.screen import Room, grid


def numbers(room: Room) -> list[QWidget]:
    """A panel for each, side by side; none where no service is chosen, or it names none."""
    return panels([number for service in meanwhile.services(room.visit) for number in service.help], room)


def panels(given: Sequence[HelpNumber], room: Room) -> list[QWidget]:
    """A panel for each number; nothing for none."""
    theme = room.theme
    made: list[QWidget] = []
    for each in given:
        name, number, hours = each.said(room.visit.language)
        title = Heading(name, theme, level=3)
        made.append(Panel([title, Text(number, theme, font="bold"), Text(hours, theme)], theme))
    return [grid(made, theme)] if made else []
