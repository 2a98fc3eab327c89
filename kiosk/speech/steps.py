"""How fast and how loud the voice can be made, one press at a time (A6, A7)."""

from bisect import bisect_left
from dataclasses import replace
from typing import TypeVar

from kiosk.speech.voice import Settings

Number = TypeVar("Number", int, float)

RATES = (65, 90, 120, 150, 180, 210, 245)
"""True words a minute; 150 at first (A7)."""
_STEP_DB = 6
VOLUMES = tuple(round(10 ** ((level - 10) * _STEP_DB / 20), 4) for level in range(11))
"""Eleven levels, 6 dB apart, so that 12 and 18 dB more than at first are steps of their own (A6). The last is the
loudest that the amplifier gives."""


def rate(settings: Settings, by: int) -> Settings:
    """``by`` steps faster, or slower below 0; the same settings at the end of RATES."""
    return replace(settings, wpm=_step(RATES, settings.wpm, by))


def volume(settings: Settings, by: int) -> Settings:
    """``by`` steps louder, or quieter below 0; the same settings at the end of VOLUMES."""
    return replace(settings, volume=_step(VOLUMES, settings.volume, by))


def _step(steps: tuple[Number, ...], now: Number, by: int) -> Number:
    at = min(bisect_left(steps, now), len(steps) - 1)
    return steps[min(max(at + by, 0), len(steps) - 1)]
