"""Settings of the person's own, as groups of choices: every press shows at once and loses nothing (V9)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from kiosk.display import Display
from ui.parts.choice import RadioRow
from ui.parts.group import Group
from ui.parts.heading import Heading
from ui.screens.screen import Room, grid, stack

Setting = tuple[str, str, Sequence[tuple[str, Any]]]
"""A key of the words for its title, the field of Display, and each value with the key of its words."""


def group(setting: Setting, room: Room, columns: int | None = None) -> QWidget:
    """A setting under its title, the value that holds now chosen."""
    title, field, values = setting
    heading = Heading(room.words.say(title), room.theme, level=2)
    rows = [_row(key, field, value, room) for key, value in values]
    return stack([heading, grid(rows, room.theme, columns, Group(heading.text()))], room.theme)


def _row(key: str, field: str, value: Any, room: Room) -> RadioRow:
    display: Display = room.visit.display
    row = RadioRow(room.words.say(key), room.theme)
    row.setObjectName(key)
    row.setChecked(getattr(display, field) == value)
    row.chosen.connect(lambda: room.go(lambda: room.visit.show(replace(display, **{field: value}))))
    return row
