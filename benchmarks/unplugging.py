"""Headphones taken out until the voice is silent (A9): told by the computer's own switch, and by the sound server.

The real window, voice and sink; the switch is a pipe that the kernel's words are written to, and ``pactl`` a script
that says what it says of a sound card. A part of ``python -m benchmarks.speech``.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.gui import Gui
from benchmarks.null_sink import Ear
from kiosk import jack
from ui.headphones import Ports, Switch

_TEXT = "The kiosk reads each page aloud. Press any key to stop the voice. " * 10
_PACTL = """#!/bin/sh
case "$1" in
subscribe) exec cat "{folder}/events" ;;
*) cat "{folder}/sinks" ;;
esac
"""
_SINKS = (
    '[{{"active_port": "analog-output-headphones", "ports": [{{"name": "analog-output-headphones", '
    '"type": "Headphones", "availability": "{availability}"}}]}}]'
)


def times(gui: Gui, ear: Ear, number: int, plug: Callable[[bool], None]) -> Iterator[float]:
    """Seconds from the plug to silence."""
    for _ in range(number):
        plug(True)
        gui.spin(0.5)
        gui.read(_TEXT)
        gui.spin(1.0)
        moment = time.monotonic()
        plug(False)
        gui.spin(0.5)
        yield ear.last_after(moment, quiet=0.2) - moment


@contextmanager
def switch(gui: Gui, folder: Path) -> Iterator[Callable[[bool], None]]:
    """The computer's own switch in the jack."""
    os.mkfifo(folder / "event0")
    device = os.open(folder / "event0", os.O_RDWR)
    made = Switch(gui.reader, folder)
    made.changed.connect(gui.reader.plugged)
    made.look()

    def plug(present: bool) -> None:
        os.write(device, jack.EVENT.pack(0, 0, 0x05, 0x02, int(present)))

    yield plug
    made.close()
    os.close(device)


@contextmanager
def ports(gui: Gui, folder: Path) -> Iterator[Callable[[bool], None]]:
    """A sound server that tells of its ports."""
    program = folder / "pactl"
    program.write_text(_PACTL.format(folder=folder))
    program.chmod(0o755)
    os.mkfifo(folder / "events")
    events = os.open(folder / "events", os.O_RDWR)

    def plug(present: bool) -> None:
        availability = "available" if present else "not available"
        (folder / "sinks").write_text(_SINKS.format(availability=availability))
        os.write(events, b"Event 'change' on card #0\nEvent 'change' on sink #1\n")

    made = Ports(gui.reader, str(program))
    made.changed.connect(gui.reader.plugged)
    plug(False)
    made.look()
    yield plug
    made.close()
    os.close(events)
