"""How the kiosk looks, sounds and is used by the person in front of it now; reset when the visit ends (V9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")

TEXT_SIZES: dict[str, float] = {"small": 3.9, "normal": 5.2, "large": 6.8, "largest": 8.8}
"""Cap height of body text in mm: inside the bands 3.5-4.2, 4.8-5.6, 6.4-7.1 and 8.5-9.0 of V1 (VVSG 2.0 7.1-G).
"largest" meets 0.7 degrees at 600 mm, which takes 7.33 mm (V2, EN 301 549 5.1.4)."""

THEMES = ("light", "cream", "black_on_white", "white_on_black", "soft")


REACH = (380.0, 1220.0)
"""What a seated person reaches, in mm above the floor (V11; EN 301 549 clause 8.3)."""
LEAST_BAND = 230.0
"""The least height of a page with its bars, in mm."""


@dataclass(frozen=True)
class Display:
    """The person's choices.

    What is seen: ``text_size`` is a key of TEXT_SIZES, ``theme`` a name of THEMES; ``spacing`` sets lines, words and
    letters further apart (V8); ``reach`` keeps all that is pressed within reach of a seated person (V11); ``motion``
    is whether anything may move (V10); ``curtain`` blanks the screen for who listens in private (P2).

    What is heard and how it is put: ``read_aloud``, with or without ``sounds`` between what is said; ``answers_aloud``:
    their answers, too, where others may hear (A9); ``easy_read`` for simpler words and a picture where a service
    has them (C14); ``yes_no`` to be asked each choice by itself (C16).

    How it is pressed: ``hold`` is for how many seconds a finger must stay on what it presses, 0.1 to 4, or 0 for not
    at all (M5). ``explore``: with pages read aloud, a finger hears what it touches, and a second tap presses it (M6).
    ``letters`` is the order of the on-screen keyboard, "qwerty" or "abc" (M11). ``switches`` is how many the person
    works with, 0, 1 or 2; with one, the kiosk moves on by itself after ``scan`` seconds, 0.5 to 10 (M9).
    """

    text_size: str = "normal"
    theme: str = "light"
    spacing: bool = False
    reach: bool = False
    motion: bool = False
    curtain: bool = False
    read_aloud: bool = True
    answers_aloud: bool = False
    sounds: bool = True
    easy_read: bool = False
    yes_no: bool = False
    hold: float = 0.0
    explore: bool = False
    letters: str = "qwerty"
    switches: int = 0
    scan: float = 2.0

    @property
    def slowly(self) -> bool:
        """Whether the kiosk is used by ear or with switches, which takes longer (T1)."""
        return self.read_aloud or self.switches > 0


def next_of(values: Sequence[_T], now: _T) -> _T:
    """The value behind ``now``, and behind the last the first: what a button that steps through them chooses."""
    return values[(values.index(now) + 1) % len(values)]
