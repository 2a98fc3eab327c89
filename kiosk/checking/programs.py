"""Running a program for a check: never for ever, and never more of what it says than can be read."""

from collections.abc import Mapping, Sequence
from threading import Event

from kiosk.attachments.program import Program, whole
from kiosk.checking.here import Said

_SECONDS = 15.0
_MOST = 500_000


def run(command: Sequence[str], environ: Mapping[str, str]) -> Said:
    """What it wrote. One that says too much, or does not end, counts as one that failed."""
    try:
        with Program(command, Event(), _SECONDS, environ) as program:
            out = whole(program, _MOST)
    except OSError:
        return Said(there=False)
    well = out is not None and not program.late and program.code == 0
    return Said(0 if well else 1, (out or b"").decode(errors="replace"))
