"""A simulated month through the recorder, the struggle rules and the ranking: what they find of what is so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from random import Random

from benchmarks.simulated.services import Service, chosen, sheet
from benchmarks.simulated.visits import OWN, Fault, Visit, visit
from kiosk.analytics.happenings import Ended, Happening, Left, OfferMade, Opened
from kiosk.analytics.journey import Journey
from kiosk.analytics.recorder import Recorder
from kiosk.insight.figures import figures
from kiosk.insight.kinds import Pages
from kiosk.insight.ranking import Place, places
from kiosk.struggle.scene import Scene
from kiosk.struggle.settings import Struggle
from kiosk.struggle.watcher import replay

PLANTED = (
    Fault("council-tax-reduction", "/data/your_home/council_tax_number", "confused", 0.35),
    Fault("missed-bin", "/data/your_bin/missed_on", "refused", 0.3),
    Fault("blue-badge", "/data/your_details/national_insurance", "searching", 0.7),
)
"""A question that a third of people read wrongly, one that refuses what is right to three in ten, and one that seven in
ten have to look for: each in another service."""

_DAYS = [f"2026-11-{day:02}" for day in range(1, 31) if day % 7 != 1]
_CAN = frozenset({"aloud", "bigger", "example", "skip", "person"})


@dataclass
class Noticed:
    """What the rules made of some visits.

    ``planted`` visits met a fault and ``own`` ones trouble that nobody planted; ``noticed`` and ``own_noticed`` are
    those in which the rules fired then. ``smooth`` are those of people who met no trouble and sent the form (who
    walked away is not there to be startled), and ``startled`` those of them in which the rules fired.
    """

    planted: int = 0
    noticed: int = 0
    smooth: int = 0
    startled: int = 0
    own: int = 0
    own_noticed: int = 0

    @property
    def recall(self) -> float:
        """Of the planted visits, those that were noticed."""
        return self.noticed / self.planted

    @property
    def false_alarms(self) -> float:
        """Of the smooth visits, those in which somebody was offered what they did not need."""
        return self.startled / self.smooth

    def judge(self, one: Visit, offers: list[OfferMade]) -> None:
        """Count a visit and what was offered in it."""
        noticed = {page for page in one.troubled if _noticed(one, page, offers)}
        own = {page for page, trouble in one.troubled.items() if trouble == OWN}
        planted = one.troubled.keys() - own
        self.planted += bool(planted)
        self.noticed += bool(planted) and planted <= noticed
        self.own += bool(own)
        self.own_noticed += bool(own) and own <= noticed
        if not one.troubled and any(
            isinstance(told, Ended) and told.how == "finished" for told in one.happenings
        ):
            self.smooth += 1
            self.startled += bool(offers)


def month(seed: int, visits: int, among: tuple[Service, ...], faults: Iterable[Fault]) -> Iterator[Visit]:
    """So many visits, on the days on which the council is open."""
    random = Random(seed)
    at: dict[str, dict[str, Fault]] = {}
    for fault in faults:
        at.setdefault(fault.service, {})[fault.page] = fault
    for number in range(visits):
        service = chosen(random, among)
        yield visit(random, service, at.get(service.name, {}), _DAYS[number * len(_DAYS) // visits])


def recorded(visits: Iterable[Visit], noticed: Noticed, struggle: Struggle | None) -> list[Journey]:
    """The journeys of these visits; with ``struggle`` they are watched too, and ``noticed`` counts what came of it."""
    journeys: list[Journey] = []
    recorder = Recorder(journeys.append)
    for one in visits:
        offers: list[OfferMade] = []
        if struggle is not None:
            offers = watched(one, struggle)
            noticed.judge(one, offers)
        for happening in merge(one.happenings, offers, key=lambda told: told.at):
            recorder.hear(happening)
    return journeys


def ranked(journeys: Iterable[Journey], among: Iterable[Service]) -> tuple[Place, ...]:
    """What the council would be told to change first."""
    return places(figures(journeys, known(among)))


def known(among: Iterable[Service]) -> Pages:
    """What their forms say of their pages."""
    return {(service.name, page): said for service in among for page, said in service.known.items()}


def watched(one: Visit, struggle: Struggle) -> list[OfferMade]:
    """The offers of the rules, to somebody on whom they have no effect."""
    kind, shown = one.person.kind, Scene()

    def follow() -> Iterator[Happening]:
        nonlocal shown
        for happening in one.happenings:
            yield happening
            if isinstance(happening, Opened):
                met = sheet(one.service, happening.page)
                helped = kind.company != "alone"
                shown = Scene(_CAN, met.words, met.stops, kind.spoken, kind.scan, helped)

    return list(replay(follow(), struggle, lambda: shown))


def _noticed(one: Visit, page: str, offers: list[OfferMade]) -> bool:
    """Whether an offer was made from when the page first opened until it was left for good."""
    opened = [told.at for told in one.happenings if isinstance(told, Opened) and told.page == page]
    last = next(
        (told.at for told in one.happenings if isinstance(told, Left | Ended) and told.at > opened[-1]),
        opened[-1],
    )
    return any(opened[0] <= offer.at <= last for offer in offers)
