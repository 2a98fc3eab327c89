"""What to change first: the pages where more people are lost or held up than on pages like them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from kiosk.analytics.suppression import FEWEST
from kiosk.insight.figures import PageFigures, ServiceFigures
from kiosk.insight.intervals import share

LEAST = 50
"""People who must have come to a page before anything is said of it."""

_ALIKE = 5
"""Other pages of its kind that there must be; else it is compared with all."""

_NORMAL = 1.4826
_FAR = 3.0
_LEAST_SPREAD = 0.2
_PARTS = ("stopped", "twice", "slow")
_NEVER = frozenset({"sent"})


@dataclass(frozen=True)
class Place:
    """A page where a change matters.

    ``troubled`` of those who came here were lost or held up; ``usual`` would be on pages like it, and ``extra`` are
    those above that, ``least`` of them for certain (95 in 100). ``parts`` has, for each way of being so, how many
    here and how many on pages like it, the one that stands out most first.
    """

    figures: PageFigures
    troubled: int
    usual: float
    extra: float
    least: float
    parts: Mapping[str, tuple[int, float]]


def places(services: Iterable[ServiceFigures]) -> tuple[Place, ...]:
    """The pages that stand out for certain, the one with the most people above the usual first.

    What is usual is the middle of the other pages of its kind, in all the services given. A page stands out when the
    lower end of its Wilson interval is above what pages of that kind have at most: the middle and three (more where
    they are few) times their spread, on the scale of log odds, where a page at fault does not move either.
    """
    pages = [
        page
        for service in services
        for page in service.pages
        if page.reached >= LEAST and page.kind not in _NEVER
    ]
    found = filter(None, (_place(page, _alike(page, pages)) for page in pages))
    return tuple(sorted(found, key=lambda place: -place.least))


def _alike(page: PageFigures, pages: Sequence[PageFigures]) -> list[PageFigures]:
    others = [other for other in pages if other is not page]
    alike = [other for other in others if other.kind == page.kind]
    return alike if len(alike) >= _ALIKE else others


def _place(page: PageFigures, alike: Sequence[PageFigures]) -> Place | None:
    if len(alike) < _ALIKE:
        return None
    troubled = page.stopped + page.held
    odds = [_odds(other.stopped + other.held, other.reached) for other in alike]
    middle = median(odds)
    spread = max(_LEAST_SPREAD, _NORMAL * median(abs(one - middle) for one in odds))
    most = _share(middle + _FAR * (1 + 4 / len(alike)) * spread)
    seen = share(troubled, page.reached)
    if seen.low <= most:
        return None
    usual, parts = _share(middle), _parts(page, alike)
    if next(iter(parts.values()))[0] < FEWEST:
        return None  # not to be told of
    return Place(
        page,
        troubled,
        usual * page.reached,
        (seen.value - usual) * page.reached,
        (seen.low - usual) * page.reached,
        parts,
    )


def _parts(page: PageFigures, alike: Sequence[PageFigures]) -> dict[str, tuple[int, float]]:
    parts = {
        name: (getattr(page, name), page.reached * median(getattr(one, name) / one.reached for one in alike))
        for name in _PARTS
    }
    return dict(sorted(parts.items(), key=lambda part: part[1][1] - part[1][0]))


def _odds(count: int, of: int) -> float:
    return math.log((count + 0.5) / (of - count + 0.5))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
