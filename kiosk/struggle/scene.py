"""The page that shows and the person in front of it, as far as the rules need to know them."""

from dataclasses import dataclass
from typing import Literal, get_args

Offer = Literal["aloud", "bigger", "example", "easy", "skip", "person"]
"""What can be offered: read the page aloud, larger text, an example answer, easy words, leaving the question for
later, or a person."""

OFFERS: tuple[str, ...] = get_args(Offer)


@dataclass(frozen=True)
class Scene:
    """What the rules ask.

    ``can`` is what could be offered now. ``words`` is how many stand on the page, ``stops`` how many things can be
    pressed there. ``spoken`` is the speed of the voice in words a minute, 0 for who does not listen; ``scan`` the
    seconds for which one switch waits on each thing, 0 for who uses none. ``company`` is whether somebody helps.
    ``warning`` is after how many seconds of silence the idle warning comes for this person.
    """

    can: frozenset[str] = frozenset()
    words: int = 0
    stops: int = 0
    spoken: int = 0
    scan: float = 0.0
    company: bool = False
    warning: float = 180.0


@dataclass(frozen=True)
class Wish:
    """``offer`` should be made, because of ``rule``."""

    rule: str
    offer: str
