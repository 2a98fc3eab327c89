"""One service in one month: digital take-up and what each finished form cost (K3, K4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.analytics.journey import Journey
from kiosk.meanwhile import CALL_BACK
from kiosk.measures.given import Given
from kiosk.measures.share import Share

_MINUTES = 60


@dataclass(frozen=True)
class TakeUp:
    """By which way people dealt with a service (K3); None where it is not known.

    ``self_served`` finished alone at a kiosk, ``assisted`` with somebody beside them or by somebody for them, there
    or elsewhere.
    """

    self_served: int
    assisted: int
    call_back: int | None
    paper: int | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the council has not given: while there is any, ``digital`` is of those who are known only."""
        return tuple(name for name in ("call_back", "paper") if getattr(self, name) is None)

    @property
    def digital(self) -> Share:
        """Self-served of all that are known."""
        known = (self.self_served, self.assisted, self.call_back or 0, self.paper or 0)
        return Share(self.self_served, sum(known))


@dataclass(frozen=True)
class Cost:
    """Pounds for each finished form (K4); ``missing`` names what the council has not given, and then ``each`` is None.

    With ``staff`` (staff minutes) and ``kiosk`` (its part of what the kiosks cost, by the time it was used) apart.
    """

    staff: float | None
    kiosk: float | None
    missing: tuple[str, ...] = ()

    @property
    def each(self) -> float | None:
        """Both together."""
        return None if self.staff is None or self.kiosk is None else self.staff + self.kiosk


def in_month(journeys: Iterable[Journey], month: str) -> list[Journey]:
    """Those of one month ("2026-11")."""
    return [journey for journey in journeys if journey.day.startswith(f"{month}-")]


def take_up(journeys: Iterable[Journey], service: str, month: str, given: Given) -> TakeUp:
    """Of ``service`` in ``month``; ``journeys`` are of that month, of any services."""
    other = given.other_ways(month, service)
    finished = [each for each in journeys if each.service == service and each.ended == "finished"]
    alone = sum(each.company == "alone" for each in finished)
    # A call back asked for at a kiosk says of which service only to whoever calls: it is known for itself alone.
    called = len(finished) if service == CALL_BACK else other.call_back
    if service == CALL_BACK:
        return TakeUp(0, 0, called, other.paper)
    return TakeUp(alone, len(finished) - alone + (other.assisted or 0), called, other.paper)


def costs(journeys: Iterable[Journey], given: Given) -> Mapping[str, Cost]:
    """By service, of the journeys of one month: all of them, for the kiosks' cost is shared out by time."""
    seconds: dict[str, int] = {}
    finished: dict[str, int] = {}
    for journey in journeys:
        seconds[journey.service] = seconds.get(journey.service, 0) + journey.seconds
        finished[journey.service] = finished.get(journey.service, 0) + (journey.ended == "finished")
    used = sum(seconds.values())
    found = {}
    for service, number in finished.items():
        if number:
            part = seconds[service] / used if used else 0.0
            found[service] = _cost(service, part / number, given)
    return found


def _cost(service: str, part: float, given: Given) -> Cost:
    minutes = given.staff_minutes.get(service)
    wanted = {
        "staff_an_hour": given.staff_an_hour,
        f"staff_minutes.{service}": minutes,
        "kiosks_a_month": given.kiosks_a_month,
    }
    staff = (
        None if minutes is None or given.staff_an_hour is None else minutes * given.staff_an_hour / _MINUTES
    )
    kiosk = None if given.kiosks_a_month is None else given.kiosks_a_month * part
    return Cost(staff, kiosk, tuple(name for name, value in wanted.items() if value is None))
