"""What the keys for the voice do, and what the voice says of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.keys import Command
from kiosk.speech import steps
from kiosk.speech.voice import Settings
from kiosk.visit import Visit
from ui.reader import Reader

if TYPE_CHECKING:
    from ui.window import Window

_STEPS: Mapping[Command, tuple[Callable[[Settings, int], Settings], int, str]] = {
    Command.LOUDER: (steps.volume, 1, "loudest"),
    Command.QUIETER: (steps.volume, -1, "quietest"),
    Command.FASTER: (steps.rate, 1, "fastest"),
    Command.SLOWER: (steps.rate, -1, "slowest"),
}
"""What each changes, by how much, and what is said when there is no further step."""
_ASKS: Mapping[Command, Callable[[Reader], object]] = {
    Command.REPEAT: Reader.again,
    Command.PAUSE: Reader.pause,
    Command.WHERE: Reader.where,
    Command.READ: Reader.read,
    Command.SPELL: Reader.spell,
}


def answer(reader: Reader, visit: Visit, command: Command) -> None:
    """For the keypad's ``asked``: does what ``command`` asks of the voice, if it does."""
    if command not in _ASKS and command not in _STEPS:
        return
    reader.wanted()
    if command in _ASKS:
        _ASKS[command](reader)
        return
    change, by, end = _STEPS[command]
    before = reader.settings
    reader.settings = change(before, by)
    reader.tell(visit.words.say(f"volume.{end if reader.settings == before else command.value}"))


def pace(reader: Reader, wpm: int) -> None:
    """For a preset: how fast the voice is, in words a minute."""
    reader.settings = replace(reader.settings, wpm=wpm)


def pressed(reader: Reader, visit: Visit, window: "Window", command: Command) -> None:
    """For a button of the page of the voice. What is to be read is of the page beneath, to which it leads back."""
    if command in _STEPS:
        answer(reader, visit, command)
        return
    kept = reader.kept
    reader.wanted()
    window.go(visit.close)
    reader.silence()
    if command is Command.PAUSE:
        reader.resume(kept)
    else:
        answer(reader, visit, command)
