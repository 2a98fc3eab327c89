"""A changed wording, watched for a week: whether fewer people finish since then, beyond what chance makes."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.analytics import suppression
from kiosk.analytics.journey import Journey
from kiosk.measures.share import Share, difference
from kiosk.measures.summary import summarise

DAYS = 7
"""For how long a change is watched."""

BEFORE = 28
"""Days before it that it is compared with: four of each weekday."""

LEAST = 50
"""Visits on either side below which nothing is said of a change."""


@dataclass(frozen=True)
class Watched:
    """Who finished before a change and since. ``low`` and ``high`` bound the difference, since minus before (0 to 1).

    ``enough``: there are LEAST visits on either side.
    """

    before: Share
    since: Share
    low: float
    high: float
    enough: bool

    @property
    def fell(self) -> bool:
        """Whether fewer people finish, for sure: the whole interval lies below no change."""
        return self.enough and self.high < 0

    @property
    def rose(self) -> bool:
        """Whether more do."""
        return self.enough and self.low > 0


def watch(before: Iterable[Journey], since: Iterable[Journey]) -> Watched:
    """The visits to one service with the wording before a change, and with the one since."""
    old, new = (summarise(tuple(found)).completion for found in (before, since))
    return Watched(old, new, *difference(new, old), min(old.whole, new.whole) >= LEAST)


def sentence(watched: Watched) -> str:
    """What is to be told of it."""
    if not watched.enough:
        return (
            f"There are too few visits yet to say anything: {LEAST} are needed before the change and since."
        )
    numbers = _numbers(watched)
    if watched.fell:
        return f"Fewer people finish since this change.{numbers} Look at it, or go back: 'kiosk roll-back'."
    if watched.rose:
        return f"More people finish since this change.{numbers}"
    return f"No difference is shown so far.{numbers}"


def _numbers(watched: Watched) -> str:
    """Both shares and the difference; "" where one is of so few people that it is not to be told."""
    if None in {suppression.share(each.part, each.whole) for each in (watched.before, watched.since)}:
        return ""
    then, now = (f"{100 * (each.value or 0):.0f} in 100" for each in (watched.before, watched.since))
    low, high = (f"{100 * each:+.0f}" for each in (watched.low, watched.high))
    return f" Before, {then} finished; since then, {now}. The difference is from {low} to {high} in 100."
