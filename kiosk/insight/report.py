"""What a council is shown of its services: figures that tell of nobody, for page, command line and export."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from kiosk.analytics.journey import Journey
from kiosk.analytics.suppression import FEWEST, by_itself, share, shown
from kiosk.insight.changes import Change, changes
from kiosk.insight.figures import ServiceFigures, figures
from kiosk.insight.kinds import Pages, title_of
from kiosk.insight.ranking import Place, places
from kiosk.measures.equity import Row, equity
from kiosk.measures.summary import Summary, summarise


@dataclass(frozen=True)
class FunnelRow:
    """One page, in people (figures.py); None for a count that is not to be shown. ``seconds``: half took less."""

    page: str
    title: str
    reached: int | None
    stopped: int | None
    back: int | None
    away: int | None
    seconds: int | None
    problems: int | None
    again: int | None
    slow: int | None
    help: int | None
    misses: int | None
    offered: int | None
    taken: int | None


@dataclass(frozen=True)
class ProblemRow:
    """How many people a problem of a question was shown to; those that are not to be shown are left out."""

    page: str
    title: str
    question: str
    code: str
    people: int


@dataclass(frozen=True)
class OfferRow:
    """What a rule of struggle offered, and how often it was taken. Offers, not people."""

    rule: str
    offer: str
    made: int | None
    taken: int | None


@dataclass(frozen=True)
class Overview:
    """All services in one period: how each did, by its name, the most used first, and the places to change."""

    figures: Mapping[str, ServiceFigures]
    summaries: Mapping[str, Summary]
    first: tuple[Place, ...]

    def places(self, service: str) -> tuple[Place, ...]:
        """The places of one service."""
        return tuple(place for place in self.first if place.figures.service == service)


@dataclass(frozen=True)
class Detail:
    """One service in one period."""

    funnel: tuple[FunnelRow, ...]
    problems: tuple[ProblemRow, ...]
    offers: tuple[OfferRow, ...]
    equity: tuple[Row, ...]
    changes: tuple[Change, ...]


def overview(journeys: Iterable[Journey], pages: Pages) -> Overview:
    """All services, from the journeys of all of them in one period."""
    by_service: dict[str, list[Journey]] = defaultdict(list)
    for journey in journeys:
        by_service[journey.service].append(journey)
    found = figures((one for listed in by_service.values() for one in listed), pages)
    summaries = {one.service: summarise(by_service[one.service]) for one in found}
    return Overview({one.service: one for one in found}, summaries, places(found))


def detail(
    of: ServiceFigures, journeys: Sequence[Journey], longer: Sequence[Journey], pages: Pages
) -> Detail:
    """One service: ``journeys`` are those of the period, and ``longer`` those in which to look for changed wordings."""
    return Detail(
        funnel(of, pages),
        _problems(of, pages),
        _offers(journeys),
        equity(journeys),
        changes(longer, pages),
    )


def funnel(of: ServiceFigures, pages: Pages) -> tuple[FunnelRow, ...]:
    """The pages in the order in which people come to them."""
    stopped = shown({page.page: page.stopped for page in of.pages})
    return tuple(
        FunnelRow(
            page=page.page,
            title=title_of(pages, page.service, page.page),
            reached=by_itself(page.reached),
            stopped=stopped[page.page],
            back=by_itself(page.back),
            away=by_itself(page.away),
            seconds=page.median if page.reached >= FEWEST else None,
            problems=by_itself(page.told),
            again=by_itself(page.twice),
            slow=by_itself(page.slow),
            help=by_itself(page.helped),
            misses=by_itself(page.misses),
            offered=by_itself(page.offered),
            taken=_taken(page.taken, page.offered),
        )
        for page in of.pages
    )


def _taken(count: int, offered: int) -> int | None:
    """Of what was offered; None also where those who did not take it are too few."""
    return count if not offered or share(count, offered) is not None else None


def _problems(of: ServiceFigures, pages: Pages) -> tuple[ProblemRow, ...]:
    found = [
        ProblemRow(page.page, title_of(pages, page.service, page.page), question, code, people)
        for page in of.pages
        for (question, code), people in page.problems.items()
        if people >= FEWEST
    ]
    return tuple(sorted(found, key=lambda row: -row.people))


def _offers(journeys: Iterable[Journey]) -> tuple[OfferRow, ...]:
    made: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for journey in journeys:
        for offer in journey.offers:
            made[offer.rule, offer.offer] += 1
            taken[offer.rule, offer.offer] += offer.taken
    kept = shown(made)
    return tuple(
        OfferRow(*name, kept[name], _taken(taken[name], count) if kept[name] is not None else None)
        for name, count in made.most_common()
    )


def place_as_dict(place: Place, pages: Pages) -> dict[str, object]:
    """A place to change, for an export."""
    page = place.figures
    return {
        "service": page.service,
        "page": page.page,
        "title": title_of(pages, page.service, page.page),
        "people": page.reached,
        "troubled": place.troubled,
        "usual": round(place.usual, 1),
        "extra": round(place.extra, 1),
        "extra_at_least": round(place.least, 1),
    }


def detail_as_dict(of: Detail) -> dict[str, object]:
    """All of one service, for an export."""
    return {
        "pages": [asdict(row) for row in of.funnel],
        "problems": [asdict(row) for row in of.problems],
        "offers": [asdict(row) for row in of.offers],
        "equity": [asdict(row) for row in of.equity],
        "changes": [asdict(change) for change in of.changes],
    }
