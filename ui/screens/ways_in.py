"""The other ways to what somebody came for, in one place on the first page: asking, A to Z, a code."""

from PySide6.QtWidgets import QWidget

from ui.screens import a_to_z, ask, have_code
from ui.screens.screen import Room, grid, stack


def ways_in(room: Room) -> QWidget:
    """Below each other at the side, where all of them are in sight; else below what is on offer."""
    ways = [*ask.way_in(room), a_to_z.way_in(room), *have_code.way_in(room)]
    return stack(ways, room.theme) if room.theme.aside_width else grid(ways, room.theme)
