"""A visit set aside while staff use the kiosk: all that is the person's own, and its way back (P2, A17)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.display import Display
from kiosk.language import Words
from kiosk.stage import Stage, Welcome
from kiosk.visit import Visit

Keeper = Callable[[], Callable[[], object]]
"""Puts something of the person's away, and gives what brings it back: the voice, the switches, the keypad."""


@dataclass(frozen=True)
class SetAside:
    """What the person had. The answers and the page stay where they are, in the visit, which nobody moves meanwhile."""

    stage: Stage
    display: Display
    words: Words
    bring_back: tuple[Callable[[], object], ...]


def set_aside(visit: Visit, keepers: Sequence[Keeper]) -> SetAside:
    """Staff come in: the kiosk looks as it does to anybody, is silent, and hides nothing behind a curtain."""
    kept = SetAside(visit.stage, visit.display, visit.words, tuple(keeper() for keeper in keepers))
    visit.display = Display(read_aloud=False)
    visit.words = Words(visit.languages[0])
    return kept


def give_back(visit: Visit, kept: SetAside) -> bool:
    """Staff have gone. False when the visit ended meanwhile: then nothing of it comes back (P1)."""
    over = isinstance(visit.stage, Welcome) and visit.stage is not kept.stage
    if not over:
        visit.display, visit.words = kept.display, kept.words
    for back in kept.bring_back:
        back()
    return not over
