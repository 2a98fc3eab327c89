"""What is measured of any set of journeys: of a service, of one of its forms, or of the people who used one mode."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kiosk.analytics.happenings import Ending
from kiosk.analytics.journey import Journey
from kiosk.measures.share import Share

LEVELS = 5
"""From 0, very bad, to 4, very good."""

MEDIAN, SLOW = Fraction(1, 2), Fraction(9, 10)
_NO_QUESTION = {"before", "decide", "again"}
"""Pages that show before the first question of the form."""
_STEP = 100 / (LEVELS - 1)


@dataclass(frozen=True)
class Summary:
    """The measures of one set of journeys (K1, K2, K5); :func:`summarise` makes it.

    ``looked`` read what the service needs and saw no question: they are no start, and may have found out that they
    need no form. ``started`` saw a question. ``ends`` counts those by how they ended; a visit that was paused counts
    as not finished, and as one more start when it goes on, so that completion is never flattered. ``levels`` are the
    ratings, from 0 (very bad) to 4 (very good). ``median`` and ``slow`` are the seconds within which half, and nine
    of ten, of those who finished did so; None when nobody has. ``problems``, ``help`` and ``misses`` (touches on
    nothing) are counts over all that started.
    """

    looked: int
    started: int
    ends: Mapping[Ending, int]
    levels: tuple[int, ...]
    median: int | None
    slow: int | None
    problems: int
    help: int
    misses: int

    @property
    def completion(self) -> Share:
        """Completed of started (K1)."""
        return Share(self.ends.get("finished", 0), self.started)

    @property
    def satisfaction(self) -> float | None:
        """0 to 100 (K2); None when nobody said."""
        return score(self.levels)

    @property
    def drop_off(self) -> Mapping[Ending, Share]:
        """Who started and did not finish, by how it ended, the most common first."""
        left = sorted((-count, how) for how, count in self.ends.items() if how != "finished")
        return {how: Share(-count, self.started) for count, how in left}

    def each(self, count: int) -> float | None:
        """``problems``, ``help`` or ``misses`` for each journey that started; None when none did."""
        return count / self.started if self.started else None


def summarise(journeys: Iterable[Journey]) -> Summary:
    """The measures of these journeys, in any order. Give it those of one service (or all), of one period."""
    looked = 0
    ends: Counter[Ending] = Counter()
    levels = [0] * LEVELS
    times: list[int] = []
    problems = help_ = misses = 0
    for journey in journeys:
        if not began(journey):
            looked += 1
            continue
        ends[journey.ended] += 1
        if journey.satisfaction is not None:
            levels[journey.satisfaction] += 1
        if journey.ended == "finished":
            times.append(journey.seconds)
        for view in journey.pages:
            problems += len(view.problems)
            help_ += len(view.help)
            misses += view.misses
    times.sort()
    return Summary(
        looked,
        ends.total(),
        dict(ends),
        tuple(levels),
        within(times, MEDIAN) if times else None,
        within(times, SLOW) if times else None,
        problems,
        help_,
        misses,
    )


def began(journey: Journey) -> bool:
    """Whether a question was seen."""
    return any(view.page not in _NO_QUESTION for view in journey.pages)


def score(levels: Sequence[int]) -> float | None:
    """Satisfaction from how many gave each level, the worst first: 0, 25, 50, 75, 100 for each (K2).

    The weighting reproduces what the Office of the Public Guardian publishes: 23, 46, 153, 419, 528 make 79.6.
    """
    everybody = sum(levels)
    if not everybody:
        return None
    return sum(_STEP * level * count for level, count in enumerate(levels)) / everybody


def within(ordered: Sequence[int], share: Fraction) -> int:
    """The nearest rank: the least of the times, shortest first, that ``share`` of all took at most. Of one at least."""
    rank = -(-len(ordered) * share.numerator // share.denominator)
    return ordered[rank - 1]
