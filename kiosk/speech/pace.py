"""How an engine is asked for a number of true words a minute (A7).

Words are those that people count, in the passages of ``benchmarks/pace.py``, and a minute is one of the sound
with its pauses. A language's words are longer or shorter than another's, so each has its own speeds.
``python -m benchmarks.pace`` measures these tables.
"""

from bisect import bisect_left
from collections.abc import Mapping

_Table = Mapping[int, tuple[int, int]]

ESPEAK: Mapping[str, _Table] = {
    "en": {
        65: (100, 15),
        90: (100, 4),
        120: (108, 0),
        150: (134, 0),
        180: (159, 0),
        210: (185, 0),
        245: (211, 0),
    },
    "cy": {
        65: (100, 13),
        90: (100, 2),
        120: (116, 0),
        150: (140, 0),
        180: (166, 0),
        210: (190, 0),
        245: (218, 0),
    },
    "pl": {
        65: (100, 1),
        90: (131, 0),
        120: (172, 0),
        150: (213, 0),
        180: (251, 0),
        210: (289, 0),
        245: (333, 0),
    },
    "ur": {
        65: (100, 10),
        90: (98, 0),
        120: (128, 0),
        150: (156, 0),
        180: (183, 0),
        210: (209, 0),
        245: (239, 0),
    },
}

_SLOWEST = 80
"""espeak-ng's own limit, in the words a minute that it means."""


def espeak(language: str, wpm: int) -> tuple[int, int]:
    """What espeak-ng is asked for: its rate, and its gap between words in hundredths of a second at that rate.

    A speed that is no step of the table is reckoned from the step above it.
    """
    table = ESPEAK.get(language, ESPEAK["en"])
    steps = sorted(table)
    step = steps[min(bisect_left(steps, wpm), len(steps) - 1)]
    rate, gap = table[step]
    return max(round(rate * wpm / step), _SLOWEST), gap
