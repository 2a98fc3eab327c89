"""What a WAV file says of itself: hostile input, read in bounded steps, and not believed (promise 5)."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SAMPLE = 2
"""Bytes a sample of what can be played: 16 bit."""
_RATES = range(8_000, 48_001)
_MOST_CHANNELS = 2
_MOST_CHUNKS = 200
"""Programs write some ten; what they hold is skipped, not read."""
_PCM, _EXTENSIBLE = 1, 0xFFFE
_FORMAT, _WIDE_FORMAT = 16, 26


@dataclass(frozen=True)
class Wav:
    """``coding`` 1 is PCM. ``start`` is the byte its sound begins at; of ``told`` bytes ``there`` are in the file."""

    coding: int
    channels: int
    rate: int
    bits: int
    start: int
    told: int
    there: int

    @property
    def frames(self) -> int:
        """How many samples each channel really has; 0 when it is no sound that can be played."""
        return min(self.told, self.there) // (self.channels * SAMPLE) if self.playable else 0

    @property
    def playable(self) -> bool:
        """Whether it is PCM of 16 bit, mono or stereo, from 8,000 to 48,000 samples a second."""
        plain = self.coding == _PCM and self.bits == 8 * SAMPLE
        return plain and 0 < self.channels <= _MOST_CHANNELS and self.rate in _RATES

    @property
    def seconds(self) -> float:
        """How long it sounds; 0 when it cannot be played."""
        return self.frames / self.rate if self.frames else 0.0


def header(file: BinaryIO) -> Wav | None:
    """What the file says of itself; None when it is no WAV file, or breaks off before its sound. Raises OSError."""
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(12)
    if start[:4] != b"RIFF" or start[8:] != b"WAVE":
        return None
    found: tuple[int, int, int, int] | None = None
    for _ in range(_MOST_CHUNKS):
        name, length = file.read(4), file.read(4)
        if len(length) < len(name) or len(name) < 4:  # noqa: PLR2004 a chunk begins with two words of four bytes
            return None
        told = int.from_bytes(length, "little")
        here = file.tell()
        if name == b"data":
            return Wav(*found, here, told, size - here) if found else None
        if name == b"fmt ":
            found = _format(file.read(min(told, _WIDE_FORMAT)))
        file.seek(here + told + told % 2)
    return None


def _format(told: bytes) -> tuple[int, int, int, int] | None:
    if len(told) < _FORMAT:
        return None
    coding, channels, rate, _, _, bits = struct.unpack("<HHIIHH", told[:_FORMAT])
    if coding == _EXTENSIBLE and len(told) == _WIDE_FORMAT:
        coding = int.from_bytes(told[24:], "little")  # it names what it holds further on
    return coding, channels, rate, bits


def opened(file: Path) -> Wav | None:
    """As ``header``, of the file of this name."""
    with file.open("rb") as sound:
        return header(sound)
