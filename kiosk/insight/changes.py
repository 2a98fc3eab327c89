"""What another wording did: the journeys of one form beside those of the next, or of two that are tried at one time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

from kiosk.analytics import suppression
from kiosk.analytics.journey import Journey
from kiosk.insight.figures import PageFigures, figures
from kiosk.insight.intervals import Interval, Z, difference, median, share
from kiosk.insight.kinds import Pages
from kiosk.measures.summary import summarise

LEAST = 50
"""Visits on either side below which nothing is said."""


@dataclass(frozen=True)
class Side:
    """One wording: the digest of its form, which of two it was ("" alone), its version, its days and its visits.

    ``visits`` is None where they are so few that they are not to be shown.
    """

    form: str
    variant: str
    version: str
    first: str
    last: str
    visits: int | None


@dataclass(frozen=True)
class Effect:
    """One figure on both sides: "finished" or "time" (of who finished), or "stopped", "told", "seconds" at a page.

    ``page`` is "" for the whole. Shares are 0 to 1. ``moved`` is the difference with its interval.
    """

    measure: str
    page: str
    before: float
    after: float
    moved: Interval


@dataclass(frozen=True)
class Change:
    """Two wordings of a service. ``together``: at one time on different kiosks, else one after the other.

    ``effects`` has the whole service first, then the pages that surely changed; () when there are too few visits.
    ``new`` and ``gone`` are pages that one of the two has alone.
    """

    service: str
    before: Side
    after: Side
    together: bool
    effects: tuple[Effect, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def changes(journeys: Iterable[Journey], pages: Pages | None = None) -> tuple[Change, ...]:
    """Every change of wording of the one service that all the journeys are of, the newest first.

    Wordings stand in the order of their first days, and each is compared with the one before it.
    """
    by_form: dict[tuple[str, str], list[Journey]] = defaultdict(list)
    for journey in journeys:
        by_form[journey.form, journey.variant].append(journey)
    found = [(_side(of_form), of_form) for of_form in by_form.values()]
    sides = sorted(found, key=lambda pair: (pair[0].first, pair[0].variant, pair[0].form))
    # What hardly anybody met, other than the newest, was tried out and is no wording to compare with.
    sides = [pair for pair in sides if pair[0].visits or pair is sides[-1]]
    return tuple(_change(before, after, pages) for before, after in reversed([*pairwise(sides)]))


def _side(found: Sequence[Journey]) -> Side:
    first = min(found, key=lambda journey: journey.day)
    last = max(found, key=lambda journey: journey.day)
    return Side(last.form, last.variant, last.version, first.day, last.day, suppression.by_itself(len(found)))


def _change(
    before: tuple[Side, Sequence[Journey]], after: tuple[Side, Sequence[Journey]], pages: Pages | None
) -> Change:
    sides = (before[0], after[0])
    together = all(side.variant for side in sides) and sides[1].first <= sides[0].last
    (first,), (second,) = figures(before[1], pages), figures(after[1], pages)
    had = {page.page: page for page in first.pages}
    has = {page.page: page for page in second.pages}
    few = min(first.visits, second.visits) < LEAST
    return Change(
        second.service,
        *sides,
        together,
        () if few else (*_whole(before[1], after[1]), *_of_pages(had, has)),
        tuple(page for page in has if page not in had and not few),
        tuple(page for page in had if page not in has and not few),
    )


def _whole(before: Sequence[Journey], after: Sequence[Journey]) -> Iterator[Effect]:
    first, second = (summarise(found).completion for found in (before, after))
    if first.whole and second.whole:
        yield from _shares("finished", "", (first.part, first.whole), (second.part, second.whole), Z)
    times = [sorted(one.seconds for one in found if one.ended == "finished") for found in (before, after)]
    if all(times):
        yield _times("time", "", times[0], times[1], Z)


def _of_pages(had: dict[str, PageFigures], has: dict[str, PageFigures]) -> Iterator[Effect]:
    both = [
        (had[page], now)
        for page, now in has.items()
        if page in had and min(had[page].reached, now.reached) >= LEAST
    ]
    # So many are looked at that by chance alone one or two would seem to have changed: Bonferroni's remedy.
    z = NormalDist().inv_cdf(1 - 0.025 / max(1, 3 * len(both)))
    for then, now in both:
        found = (
            *_shares("stopped", now.page, (then.stopped, then.reached), (now.stopped, now.reached), z),
            *_shares("told", now.page, (then.told, then.reached), (now.told, now.reached), z),
            _times("seconds", now.page, then.seconds, now.seconds, z),
        )
        yield from (effect for effect in found if effect.moved.certain)


def _shares(
    measure: str, page: str, before: tuple[int, int], after: tuple[int, int], z: float
) -> Iterator[Effect]:
    """Nothing where a share is of so few that it is not to be told."""
    if None not in {suppression.share(*before), suppression.share(*after)}:
        then, now = share(*before, z), share(*after, z)
        yield Effect(measure, page, then.value, now.value, difference(then, now))


def _times(measure: str, page: str, before: Sequence[int], after: Sequence[int], z: float) -> Effect:
    then, now = median(before, z), median(after, z)
    return Effect(measure, page, then.value, now.value, difference(then, now))
