"""The way in for somebody who comes back: a button on the first page behind the language (T3)."""

from PySide6.QtWidgets import QWidget

from ui.parts.button import Button
from ui.screens.screen import Room


def way_in(room: Room) -> list[QWidget]:
    """Nothing where nothing is put aside."""
    words, pausing = room.words, room.pausing
    if pausing is None:
        return []
    said, detail = words.say("code.open"), words.say("code.detail")
    return [Button(said, room.theme, room.step(pausing.begin), icon="lock", detail=detail)]
