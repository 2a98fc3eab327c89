"""Who comes to the simulated kiosk, and how they go about it.

The speeds are from the project's own requirements where these give any (spoken words in a minute: A7; a switch's wait:
M9; misses: the digest of touch studies there). Silent reading at 238 words a minute is the mean of 190 studies
(Brysbaert, Journal of Memory and Language 109, 2019), and people here read on a screen that stands before them, so
it is for the quick. All else is assumed, said here, and the same with and without trouble planted.

How bad the planted faults are was chosen so that they last: a first choice, over after a try or two and with shorter
searches, was noticed by the rules in six of ten visits. That milder one is in the benchmark too.
"""

from dataclasses import dataclass
from random import Random

from kiosk.analytics.happenings import Company, Mode


@dataclass(frozen=True)
class Kind:
    """Some of those who come: ``share`` of them all.

    ``pace`` is how many times as long as a quick person they take to think and to press; ``words`` how many they read
    or hear in a minute. ``misses`` are touches on nothing for each page, ``help`` how often they look at help on one,
    ``again`` how often they have a page repeated, ``slips`` how often a page has to tell them of a problem.
    ``scan`` is the wait of a switch in seconds, ``spoken`` the speed of the voice, 0 for neither.
    """

    name: str
    share: float
    pace: float
    words: float
    modes: tuple[Mode, ...] = ("touch",)
    misses: float = 0.02
    help: float = 0.006
    again: float = 0.0
    slips: float = 0.03
    language: str = "en"
    company: Company = "alone"
    scan: float = 0.0
    spoken: int = 0


KINDS = (
    Kind("quick", 0.30, pace=1.0, words=238, slips=0.02),
    Kind("ordinary", 0.28, pace=1.5, words=180),
    Kind("slow", 0.16, pace=2.5, words=120, modes=("large_text", "touch"), misses=0.08, slips=0.045),
    Kind(
        "listener", 0.08, pace=2.0, words=150, modes=("speech", "touch"), misses=0.05, again=0.04, spoken=150
    ),
    Kind("keypad", 0.04, pace=2.0, words=150, modes=("keypad", "speech"), misses=0.0, again=0.05, spoken=150),
    Kind("switch", 0.02, pace=2.5, words=150, modes=("switch",), misses=0.0, scan=1.8),
    Kind("with help", 0.07, pace=1.7, words=160, help=0.004, slips=0.02, company="with"),
    Kind("Welsh", 0.05, pace=1.5, words=180, language="cy"),
)

SIGMA = 0.35
"""How much people of one kind differ in pace, and one person from page to page: of the logarithm of the time."""

THINK = 1.5
"""Seconds for which a quick person thinks before they answer what they have understood."""

PRESS = 1.0
"""Seconds for a quick person to find what to press and press it."""

KEY = 0.5
"""Seconds for each letter on the screen."""

STOPS = 0.005
"""How often somebody stops on a page for reasons of their own (the bus, the child, the wrong form)."""

BACK = 0.012
"""How often somebody looks at the page before once more."""

TROUBLE = 0.003
"""How often a page is too much for somebody, with nothing wrong with it: it is then as a confusing one is."""

STILL = 0.02
"""How often one that was put right is refused once more."""

RETYPED = 0.015
"""How often somebody takes away what they wrote and writes it anew."""


@dataclass(frozen=True)
class Person:
    """Somebody: of a kind, and a little quicker or slower than it."""

    kind: Kind
    pace: float

    def time(self, random: Random, seconds: float) -> float:
        """How long what takes a quick person ``seconds`` takes them, this time."""
        return seconds * self.pace * random.lognormvariate(0, SIGMA)

    def reading(self, words: int) -> float:
        """Seconds to read or hear so many words."""
        return words * 60 / self.kind.words


def somebody(random: Random) -> Person:
    """Who comes next."""
    kind = random.choices(KINDS, [kind.share for kind in KINDS])[0]
    return Person(kind, kind.pace * random.lognormvariate(0, SIGMA))
