"""What may be wanted after a service is done: named by its manifest, never by what others did."""

from typing import TYPE_CHECKING

from kiosk.stage import Related

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.visit import Visit

MOST = 3


def offered(visit: "Visit") -> "tuple[Service, ...]":
    """Those that the service done last names: not what was done in this visit, nor what is not for this person."""
    earlier = visit.earlier
    known = {service.id: service for service in visit.catalogue.services}
    last = known.get(earlier.done[-1]) if earlier.done else None
    names = last.related if last is not None else ()
    left_out = earlier.not_for | set(earlier.done)
    return tuple(known[name] for name in names if name in known and name not in left_out)[:MOST]


def follow(visit: "Visit") -> bool:
    """Sent, or told how to pay: whether something else is offered before the visit ends. Its answers are forgotten.

    Who helped and has gone is not told of with what is sent next.
    """
    if isinstance(visit.stage, Related) or not (offered(visit) or visit.earlier.kept):
        return False
    visit.leave_service()
    visit.helpers = tuple(helper for helper in visit.helpers if not helper.ended)
    visit.stage = Related()
    return True


def missing(services: "tuple[Service, ...]") -> tuple[tuple[str, str], ...]:
    """Each service that names another which there is not, with that name."""
    known = {service.id for service in services}
    return tuple((each.id, name) for each in services for name in each.related if name not in known)
