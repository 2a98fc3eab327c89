"""Raw sound in memory: 16 bit, one channel, at the machine's own byte order."""

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

from kiosk import wav

SAMPLE = wav.SAMPLE
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
    """How many bytes ``recorded`` gives of a file; 0 when it is no sound that can be played. Raises OSError."""
    sound = wav.opened(file)
    return sound.frames * rate // sound.rate * SAMPLE if sound is not None and sound.frames else 0


def recorded(file: Path, rate: int) -> Iterator[bytes]:
    """A WAV file of 16 bit in pieces, its channels made one, at ``rate`` samples a second. Raises OSError."""
    with file.open("rb") as opened:
        sound = wav.header(opened)
        if sound is None or not sound.frames:
            return
        opened.seek(sound.start)
        left, unread = sound.frames * rate // sound.rate, sound.frames
        before, place = array("h"), 0.0
        while left:
            size = min(int(sound.rate * _PIECE_SECONDS), unread)
            data = opened.read(size * sound.channels * SAMPLE)
            whole = len(data) == size * sound.channels * SAMPLE
            unread = unread - size if whole else 0
            before += _mono(samples(data, sound.channels), sound.channels)
            if not unread:
                before.extend(before[-1:] * 2)
            piece, place = at_rate(before, place, sound.rate / rate)
            piece = piece[:left]
            left = left - len(piece) if unread else 0
            used = int(place)
            before, place = before[used:], place - used
            yield piece.tobytes()


def samples(data: bytes, channels: int) -> "array[int]":
    """The whole frames in a piece of a WAV file's sound."""
    frames = array("h", data[: len(data) // (channels * SAMPLE) * channels * SAMPLE])
    if sys.byteorder == "big":
        frames.byteswap()
    return frames


def _mono(frames: "array[int]", channels: int) -> "array[int]":
    if channels == 1:
        return frames
    return array("h", (sum(frames[at : at + channels]) // channels for at in range(0, len(frames), channels)))


def at_rate(samples: "array[int]", place: float, step: float) -> tuple["array[int]", float]:
    """Samples ``step`` apart from ``place`` on, each between its two neighbours; and the place of the next."""
    made = array("h")
    while place + 1 < len(samples):
        at = int(place)
        made.append(round(samples[at] + (samples[at + 1] - samples[at]) * (place - at)))
        place += step
    return made, place
