"""Raw sound in memory: 16 bit, one channel, at the machine's own byte order."""

import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

SAMPLE = 2
"""Bytes a sample."""

_FAINT = 200
"""No sample of silence is louder."""
_PIECE_SECONDS = 0.2


def louder(sound: bytes, by: float) -> bytes:
    """``sound`` with each sample times ``by``; what would not fit is cut off at the loudest there is."""
    if by == 1.0:
        return sound
    return array("h", [max(-32768, min(32767, round(s * by))) for s in array("h", sound)]).tobytes()


def heard(sound: bytes) -> tuple[int, int]:
    """The bytes between which ``sound`` is not silent; its whole length when all of it is."""
    loud = [at for at, sample in enumerate(array("h", sound)) if abs(sample) > _FAINT]
    return (loud[0] * SAMPLE, (loud[-1] + 1) * SAMPLE) if loud else (0, len(sound))


def length(file: Path, rate: int) -> int:
    """How many bytes ``recorded`` gives of a file. Raises OSError; wave.Error or EOFError when it is no such file."""
    with wave.open(str(file), "rb") as sound:
        if sound.getsampwidth() != SAMPLE or not sound.getnframes():
            raise wave.Error(f"{file.name} is not of 16 bit")
        return sound.getnframes() * rate // sound.getframerate() * SAMPLE


def recorded(file: Path, rate: int) -> Iterator[bytes]:
    """A WAV file of 16 bit in pieces, its channels made one, at ``rate`` samples a second. Raises as ``length``."""
    left = length(file, rate)
    with wave.open(str(file), "rb") as sound:
        own, channels = sound.getframerate(), sound.getnchannels()
        before, place = array("h"), 0.0
        while left:
            frames = array("h", sound.readframes(int(own * _PIECE_SECONDS)))
            if sys.byteorder == "big":
                frames.byteswap()
            last = not frames
            mono = array(
                "h", (sum(frames[at : at + channels]) // channels for at in range(0, len(frames), channels))
            )
            before += mono
            if last:
                before.extend(before[-1:] * 2)
            piece, place = at_rate(before, place, own / rate)
            piece = piece[: left // SAMPLE]
            left = 0 if last else left - len(piece) * SAMPLE
            used = int(place)
            before, place = before[used:], place - used
            yield piece.tobytes()


def at_rate(samples: "array[int]", place: float, step: float) -> tuple["array[int]", float]:
    """Samples ``step`` apart from ``place`` on, each between its two neighbours; and the place of the next."""
    made = array("h")
    while place + 1 < len(samples):
        at = int(place)
        made.append(round(samples[at] + (samples[at + 1] - samples[at]) * (place - at)))
        place += step
    return made, place
