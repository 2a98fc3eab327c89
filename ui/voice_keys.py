"""What the keys for the voice do, and what the voice says of it."""

from collections.abc import Callable

from kiosk.keys import Command
from kiosk.speech import steps
from kiosk.speech.voice import Settings
from kiosk.visit import Visit
from ui.reader import Reader

_STEPS: dict[Command, tuple[Callable[[Settings, int], Settings], int, str]] = {
    Command.LOUDER: (steps.volume, 1, "loudest"),
    Command.QUIETER: (steps.volume, -1, "quietest"),
    Command.FASTER: (steps.rate, 1, "fastest"),
    Command.SLOWER: (steps.rate, -1, "slowest"),
}
"""What each changes, by how much, and what is said when there is no further step."""


def answer(reader: Reader, visit: Visit, command: Command) -> None:
    """For the keypad's ``asked``: does what ``command`` asks of the voice, if it does."""
    if command is Command.REPEAT:
        reader.again()
    elif command is Command.PAUSE:
        reader.pause()
    elif command in _STEPS:
        change, by, end = _STEPS[command]
        before = reader.settings
        reader.settings = change(before, by)
        reader.tell(visit.words.say(f"volume.{end if reader.settings == before else command.value}"))
