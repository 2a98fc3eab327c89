"""What happened on each page of each service: one journey is one person, counted once on a page however often there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.analytics.journey import Journey
from kiosk.insight.kinds import Pages, kind_of

LOST = frozenset({"stopped", "timeout", "left", "staff", "fault"})
"""Who ended so has not sent the form (K1). Who put it aside under a code has not given up."""

SLOW = 3.0
"""Times as long as somebody takes elsewhere, for pages of that kind: they were held up."""

SLOW_FROM = 30
"""Seconds below which nobody was held up, however quick they are elsewhere."""

_ENOUGH_FOR_PACE = 3
_MOST_PAGES = 600
"""Of one service: those that most people saw. More than any form has; a kiosk may make up any number."""
_NO_PAGE = "sent"


@dataclass(frozen=True)
class PageFigures:
    """One page of one service, in people. ``kind`` says what it is like (kinds.py).

    ``stopped`` ended here without sending; ``back`` and ``away`` left it so at least once. ``seconds`` is what each
    took until they went on, in order. ``problems`` are the people who met each, by (question, code), and ``told``
    those who met any; ``help`` and ``helped`` likewise; ``twice`` were told the same thing again; ``slow`` took SLOW
    times what they take elsewhere. ``held`` were told twice or slow, and went on. ``misses`` alone counts touches;
    ``offered`` and ``taken`` count offers.
    """

    service: str
    page: str
    kind: str
    reached: int
    stopped: int
    back: int
    away: int
    seconds: Sequence[int]
    told: int
    twice: int
    slow: int
    held: int
    problems: Mapping[tuple[str, str], int]
    help: Mapping[str, int]
    helped: int
    misses: int
    offered: int
    taken: int

    @property
    def median(self) -> int:
        """Seconds of the person in the middle."""
        return self.seconds[(len(self.seconds) - 1) // 2] if self.seconds else 0


@dataclass(frozen=True)
class ServiceFigures:
    """All of one service. ``pages`` are in the order in which people come to them."""

    service: str
    visits: int
    endings: Mapping[str, int]
    pages: tuple[PageFigures, ...]


class _Seen:
    """One person on one page. There are many: no more is made than is needed."""

    __slots__ = ("gone_on", "help", "left", "misses", "problems", "seconds", "told", "twice")

    def __init__(self) -> None:
        self.seconds = 0
        self.gone_on = 0
        self.misses = 0
        self.twice = False
        self.left = ""
        self.problems: tuple[tuple[str, str], ...] = ()
        self.told: tuple[tuple[str, str], ...] = ()
        self.help: tuple[str, ...] = ()


@dataclass
class _Tally:
    reached: int = 0
    stopped: int = 0
    twice: int = 0
    slow: int = 0
    held: int = 0
    told: int = 0
    helped: int = 0
    misses: int = 0
    offered: int = 0
    taken: int = 0
    seconds: list[int] = field(default_factory=list)
    back: int = 0
    away: int = 0
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)
    help: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


def figures(journeys: Iterable[Journey], pages: Pages | None = None) -> tuple[ServiceFigures, ...]:
    """What happened in each service, the most used first. ``pages`` says what is known of their forms.

    How long a page of a kind usually takes is the middle of all that are given: give those of every service.
    """
    known = pages or {}
    walked = [(journey, _pages(journey)) for journey in journeys]
    usual = _usual(walked, known)
    tallies: dict[str, dict[str, _Tally]] = defaultdict(lambda: defaultdict(_Tally))
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for journey, seen in walked:
        endings[journey.service][journey.ended] += 1
        _count(journey, seen, tallies[journey.service], usual, known)
    made = (
        ServiceFigures(
            service,
            how.total(),
            dict(how),
            tuple(_page(service, page, tallies[service][page], known) for page in _order(tallies[service])),
        )
        for service, how in endings.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.visits, one.service)))


def _pages(journey: Journey) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for view in journey.pages:
        page = view.page
        one = seen.get(page)
        if one is None:
            one = seen[page] = _Seen()
        one.seconds += view.seconds
        one.misses += view.misses
        one.help += view.help
        if view.problems:
            one.problems += view.problems
            one.told += view.problems
            one.twice = one.twice or len(set(one.told)) < len(one.told)
        if view.left == "on":
            # The next time is another entry of a repeat, or somebody looks at it once more.
            one.gone_on += 1
            one.told = ()
        else:
            one.left += view.left
    for one in seen.values():
        one.seconds //= max(1, one.gone_on)
    return seen


def _usual(walked: Sequence[tuple[Journey, dict[str, _Seen]]], known: Pages) -> dict[str, float]:
    """How many seconds a page of each kind takes in the middle."""
    times: dict[str, list[int]] = defaultdict(list)
    for journey, seen in walked:
        for page, one in seen.items():
            times[kind_of(known, journey.service, page)].append(one.seconds)
    return {kind: max(1.0, _middle(found)) for kind, found in times.items()}


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _count(
    journey: Journey,
    seen: dict[str, _Seen],
    tallies: dict[str, _Tally],
    usual: dict[str, float],
    known: Pages,
) -> None:
    paces = {page: one.seconds / usual[kind_of(known, journey.service, page)] for page, one in seen.items()}
    pace = _middle(list(paces.values())) if len(paces) >= _ENOUGH_FOR_PACE else 1.0
    last = journey.pages[-1].page if journey.pages else ""
    before = ""
    for page, one in seen.items():
        tally = tallies[page]
        slow = one.seconds >= SLOW_FROM and paces[page] >= SLOW * max(pace, 1e-9) and page != _NO_PAGE
        stopped = page == last and journey.ended in LOST
        tally.reached += 1
        tally.stopped += stopped
        tally.slow += slow
        tally.twice += one.twice
        tally.held += (slow or one.twice) and not stopped
        tally.misses += one.misses
        tally.seconds.append(one.seconds)
        tally.back += "back" in one.left
        tally.away += "away" in one.left
        if one.problems:
            tally.told += 1
            tally.problems.update(set(one.problems))
        if one.help:
            tally.helped += 1
            tally.help.update(set(one.help))
        tally.after[before] += 1
        before = page
    for offer in journey.offers:
        tally = tallies[offer.page]
        tally.offered += 1
        tally.taken += offer.taken


def _order(tallies: dict[str, _Tally]) -> list[str]:
    """As people come to them: next is always the page that least of those left came before."""
    seen = [page for page, tally in tallies.items() if tally.reached]
    most = frozenset(sorted(seen, key=lambda page: -tallies[page].reached)[:_MOST_PAGES])
    left = [page for page in seen if page in most]
    order: list[str] = []
    while left:
        rest = set(left)

        def waits(page: str, rest: set[str] = rest) -> float:
            after = tallies[page].after
            return sum(count for other, count in after.items() if other in rest) / tallies[page].reached

        page = min(left, key=waits)
        order.append(page)
        left.remove(page)
    return order


def _page(service: str, page: str, tally: _Tally, known: Pages) -> PageFigures:
    return PageFigures(
        service=service,
        page=page,
        kind=kind_of(known, service, page),
        reached=tally.reached,
        stopped=tally.stopped,
        back=tally.back,
        away=tally.away,
        seconds=tuple(sorted(tally.seconds)),
        told=tally.told,
        twice=tally.twice,
        slow=tally.slow,
        held=tally.held,
        problems=dict(tally.problems.most_common()),
        help=dict(tally.help.most_common()),
        helped=tally.helped,
        misses=tally.misses,
        offered=tally.offered,
        taken=tally.taken,
    )
