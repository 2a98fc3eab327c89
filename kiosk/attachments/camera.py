"""A camera above the desk, by the ``v4l2-ctl`` of Debian's v4l-utils: why that program, decision 0038.

It sends one JPEG after another through a pipe (Motion JPEG, which nearly every camera on a USB cable has): the same
pictures are the view to aim by and the photo that is taken.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kiosk import log
from kiosk.attachments.program import Program

ACROSS, DOWN = 2592, 1944
"""Pixels asked for: the driver gives the nearest it has. An A4 page has 200 dots an inch then."""
MOST_BYTES = 12_000_000
"""Of one picture."""
_SILENCE = 10.0
"""Seconds without a picture after which the camera counts as gone."""
_LONGEST = 900.0
_BEGIN, _END = b"\xff\xd8\xff", b"\xff\xd9"


@dataclass(frozen=True)
class Camera:
    """The camera with this file, "auto" for the first there is. ``environ`` is where PATH is looked up."""

    device: str
    environ: Mapping[str, str] | None = None
    folder: Path = Path("/dev")
    silence: float = _SILENCE

    @property
    def name(self) -> str:
        return "camera"

    def watch(self, stop: Event, seen: Callable[[bytes], object]) -> str:
        """Gives every picture to ``seen`` until ``stop`` is set; not for the window's thread.

        "" when it was stopped, else the last part of the key ``taking.trouble.camera.<…>``.
        """
        device = self.found()
        if not device:
            return self._away("there is none")
        sizes = f"--set-fmt-video=width={ACROSS},height={DOWN},pixelformat=MJPG"
        command = ("v4l2-ctl", "-d", device, sizes, "--stream-mmap=3", "--stream-to=-")
        environ = os.environ if self.environ is None else self.environ
        kept = {name: environ[name] for name in ("PATH",) if name in environ}
        try:
            with Program(command, stop, _LONGEST, kept, silence=self.silence) as program:
                for picture in _pictures(program.pieces()):
                    seen(picture)
        except OSError as error:
            return self._away(f"{command[0]} cannot be run: {error.strerror}. Install Debian's v4l-utils")
        if stop.is_set():
            return ""
        return self._away(program.said.strip().rpartition("\n")[2][:200] or "no picture comes")

    def found(self) -> str:
        """Its file, or that of the first there is; "" for none."""
        if self.device != "auto":
            return self.device
        numbers = (path.name.removeprefix("video") for path in self.folder.glob("video*"))
        first = min((int(number) for number in numbers if number.isdecimal()), default=None)
        return "" if first is None else str(self.folder / f"video{first}")

    def _away(self, why: str) -> str:
        log.error("The camera %s cannot be used: %s. See docs/documents.md.", self.device, why.rstrip("."))
        return "away"


def _pictures(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The JPEGs in a stream; none from the first on that is no JPEG or too large."""
    held = bytearray()
    for piece in pieces:
        looked = max(0, len(held) - 1)
        held += piece
        while (end := held.find(_END, looked)) >= 0:
            begin = held.find(_BEGIN, 0, end)
            if begin >= 0:
                yield bytes(held[begin : end + len(_END)])
            del held[: end + len(_END)]
            looked = 0
        if len(held) > MOST_BYTES:
            return
