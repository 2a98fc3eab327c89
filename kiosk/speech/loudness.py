"""How loud a recording is beside the voice: people set the volume once, and hear both at it (A6)."""

from array import array
from math import sqrt
from operator import mul
from pathlib import Path

from kiosk import wav
from kiosk.speech.sound import samples

VOICE = 3_900
"""Root mean square of espeak-ng's own speech at full volume, its pauses aside: 3,100 to 4,300 in our four languages."""
_LOOKS = 60
"""Places of a recording that are looked at, evenly spread: some ten milliseconds of work for the longest."""
_LOOK_SECONDS = 0.02
_PAUSE = 0.1
"""What has less than this part of the loudest place's strength is a pause."""
_MOST = 8.0
_LOUDEST = 32_767
_FAINT = 30
"""Nothing louder is in it: noise, which is not made louder."""


def gain(file: Path) -> float:
    """What each sample of a recording is to be multiplied by. Raises OSError."""
    looks = [look for look in _looks(file) if look]
    strengths = [sqrt(sum(map(mul, look, look)) / len(look)) for look in looks]
    most = max(strengths, default=0.0)
    if most <= _FAINT:
        return 1.0
    spoken = [strength for strength in strengths if strength > most * _PAUSE]
    own = sqrt(sum(map(mul, spoken, spoken)) / len(spoken))
    peak = max(max(map(abs, look)) for look in looks)
    return min(VOICE / own, _LOUDEST / peak, _MOST)


def _looks(file: Path) -> list["array[int]"]:
    """The samples of some places."""
    with file.open("rb") as opened:
        sound = wav.header(opened)
        if sound is None or not sound.frames:
            return []
        frame = sound.channels * wav.SAMPLE
        size = int(sound.rate * _LOOK_SECONDS)
        step = max(sound.frames // _LOOKS, size)
        found = []
        for at in range(0, sound.frames, step):
            opened.seek(sound.start + at * frame)
            data = opened.read(min(size, sound.frames - at) * frame)
            found.append(samples(data, sound.channels))
        return found
