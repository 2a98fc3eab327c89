# ruff: noqa: INP001  a script beside what it makes
"""Makes the small sounds beside this file: ``make sounds``. Soft, short and unlike each other.

Each is a row of tones: frequency in Hz, seconds, loudness. A tone swells in 4 ms and dies away, so that none clicks.
"""

import math
import wave
from array import array
from pathlib import Path

RATE = 22050
SWELL = 0.004

SOUNDS: dict[str, list[tuple[float, float, float]]] = {
    "move": [(880, 0.025, 0.10)],
    "choose": [(660, 0.035, 0.16), (990, 0.045, 0.16)],
    "problem": [(311, 0.07, 0.22), (233, 0.07, 0.22)],
    "page": [(523, 0.04, 0.14), (659, 0.04, 0.14), (784, 0.05, 0.14)],
    "end": [(440, 0.03, 0.16), (440, 0.05, 0.16)],
}


def tone(frequency: float, seconds: float, loudness: float) -> list[int]:
    """A tone with a little of its octave, as a bell has."""
    count = int(RATE * seconds)
    made = []
    for at in range(count):
        time = at / RATE
        shape = min(time / SWELL, 1.0) * (1 - at / count) ** 1.5
        turn = 2 * math.pi * frequency * time
        made.append(round(32767 * loudness * shape * (math.sin(turn) + 0.25 * math.sin(2 * turn)) / 1.25))
    return made


def main() -> None:
    """Write each as a WAV file of 16 bit."""
    for name, tones in SOUNDS.items():
        samples = array("h", [sample for one in tones for sample in tone(*one)])
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
