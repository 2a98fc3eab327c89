"""The order of the pages, and when each is on the way: the builder's graph as conditions that an XForm can hold.

In version 1 each page names the pages that may follow it: the first whose condition is true, else the last
without a condition. In version 2 the pages stand in order, each with its own condition, and a terminal page
ends the way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from kiosk.errors import FormError

ALWAYS = ""
NEVER = "false()"
FLAGS = "/data/route"
MOST_WRITTEN = 1_000_000
"""Characters of all conditions; the largest real form has 20,000."""


@dataclass(frozen=True)
class Link:
    """A way on from a page, taken when ``condition`` (a name) is true, or when there is no other."""

    target: int
    condition: str = ""


@dataclass(frozen=True)
class Stop:
    """One page of the graph."""

    links: tuple[Link, ...] = ()
    condition: str = ""
    terminal: bool = False


Read = Callable[[str, frozenset[int], int], str]
"""``read(condition, pages, page)``: its XPath, where only answers of ``pages`` are known; ``page`` it stands on."""


@dataclass
class Route:
    """The pages in order; ``relevant`` is the XPath for each ("" for always); ``flags`` are calculations by name."""

    order: list[int] = field(default_factory=list)
    relevant: dict[int, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    dropped: list[tuple[int, int]] = field(default_factory=list)


def along_links(stops: Sequence[Stop], start: int, read: Read, names: Mapping[int, str]) -> Route:
    """Version 1. ``dropped`` are the links that lead back, which a form that only goes on cannot have."""
    route = Route()
    kept = _without_ways_back(stops, start, route.dropped)
    route.order = _in_order(kept, start)
    before = _before(kept, route.order)
    ways: dict[int, list[str]] = {start: [ALWAYS]}
    written = 0
    used = {page for page in route.order if kept[page]}
    for page in route.order:
        reached = _either(ways.get(page, [NEVER]))  # of two plain links the last is taken
        route.relevant[page] = reached
        if not kept[page]:
            continue
        here = _flag(route, reached, names[page]) if page in used else reached
        route.relevant[page] = here
        for target, taken in _taken(kept[page], lambda name, at=page: read(name, before[at], at)):  # type: ignore[misc]
            ways.setdefault(target, []).append(_both(here, taken))
            written += len(taken)
            if written > MOST_WRITTEN:
                raise FormError("The pages have too many ways to each other: split the form.", "pages")
    return route


def in_turn(stops: Sequence[Stop], read: Read, names: Mapping[int, str]) -> Route:
    """Version 2."""
    route = Route(order=list(range(len(stops))))
    ended: list[str] = []
    for page, stop in enumerate(stops):
        own = read(stop.condition, frozenset(range(page)), page) if stop.condition else ALWAYS
        relevant = _both(own, " and ".join(f"not({flag})" for flag in ended))
        route.relevant[page] = relevant
        if stop.terminal:
            route.relevant[page] = _flag(route, relevant, names[page])
            ended.append(route.relevant[page] or "true()")
    return route


def _without_ways_back(
    stops: Sequence[Stop], start: int, dropped: list[tuple[int, int]]
) -> dict[int, tuple[Link, ...]]:
    """The links of each page that can be reached, but for those to a page that leads here."""
    open_, done = {start}, set[int]()
    kept: dict[int, list[Link]] = {start: []}
    stack = [(start, iter(stops[start].links))]
    while stack:
        page, links = stack[-1]
        link = next(links, None)
        if link is None:
            open_.discard(page)
            done.add(page)
            stack.pop()
        elif link.target in open_:
            dropped.append((page, link.target))
        else:
            kept[page].append(link)
            if link.target not in done:
                open_.add(link.target)
                kept[link.target] = []
                stack.append((link.target, iter(stops[link.target].links)))
    return {page: tuple(links) for page, links in kept.items()}


def _in_order(kept: Mapping[int, tuple[Link, ...]], start: int) -> list[int]:
    """Each page after all that lead to it; else as they stand in the file."""
    left = dict.fromkeys(kept, 0)
    for links in kept.values():
        for target in {link.target for link in links}:
            left[target] += 1
    ready = [start]
    heapify(ready)
    order: list[int] = []
    while ready:
        page = heappop(ready)
        order.append(page)
        for target in {link.target for link in kept[page]}:
            left[target] -= 1
            if not left[target]:
                heappush(ready, target)
    return order


def _before(kept: Mapping[int, tuple[Link, ...]], order: Sequence[int]) -> dict[int, frozenset[int]]:
    """For each page those that can come before it, and itself: all that a person can have answered there."""
    found = {page: 1 << page for page in order}  # a bit a page: thousands of links stay cheap
    for page in order:
        for link in kept[page]:
            found[link.target] |= found[page]
    return {page: frozenset(n for n in order if bits >> n & 1) for page, bits in found.items()}


def _taken(links: Sequence[Link], read: Callable[[str], str]) -> list[tuple[int, str]]:
    """When each link is the one that is taken."""
    conditions = [(link.target, read(link.condition)) for link in links if link.condition]
    plain = [link.target for link in links if not link.condition][-1:]
    if plain and all(target == plain[0] for target, _ in conditions):
        return [(plain[0], ALWAYS)]
    made: list[tuple[int, str]] = []
    refused: list[str] = []
    for target, condition in conditions:
        made.append((target, _both(" and ".join(refused), condition)))
        refused.append(f"not({condition})")
    return [*made, *((target, " and ".join(refused) or ALWAYS) for target in plain)]


def _both(one: str, two: str) -> str:
    return f"{one} and {two}" if one and two else one or two


def _either(ways: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(ways))
    if ALWAYS in distinct:
        return ALWAYS
    return distinct[0] if len(distinct) == 1 else " or ".join(f"({way})" for way in distinct)


def _flag(route: Route, expression: str, name: str) -> str:
    """The expression by a short name, so that conditions do not grow from page to page."""
    if not expression or (expression.startswith(FLAGS) and expression.count("=") == 1):
        return expression
    known = next((flag for flag, meant in route.flags.items() if meant == expression), "")
    if not known:
        known = name
        route.flags[name] = expression
    return f"{FLAGS}/{known} = 'yes'"
