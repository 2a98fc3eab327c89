"""What the newest changes of wording have done so far: for the command 'watch' and for the insight pages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine

from council_api import journeys
from council_api.published import Changed, changes, published
from kiosk.analytics import wire
from kiosk.analytics.journey import Journey
from kiosk.insight import watching
from kiosk.insight.watching import Watched


@dataclass(frozen=True)
class Found:
    """A change that is still watched, and what it has done so far."""

    changed: Changed
    watched: Watched


def newest(engine: Engine, bundles: Path, now: datetime) -> tuple[Found, ...]:
    """Each service whose wording changed within the last week: its last change, by the service's id.

    What the first bundle of all brought is a change where there were visits with another wording before.
    """
    recent = {
        each.service: each
        for each in changes(published(bundles))
        if each.published.at > now - timedelta(days=watching.DAYS)
    }
    with engine.connect() as connection:
        found = [_watch(connection, recent[service]) for service in sorted(recent)]
    return tuple(each for each in found if each.changed.before or each.watched.before.whole)


def in_words(found: Found) -> str:
    """The service, since when, the note, and what is to be told."""
    made = found.changed.published
    note = f" “{made.note}”" if made.note else ""
    return f"{found.changed.service}, since {made.at:%d %B %Y}{note}: {watching.sentence(found.watched)}"


def _watch(connection: Connection, changed: Changed) -> Found:
    day = changed.published.at.date()
    first = day - timedelta(days=watching.BEFORE)
    lines = journeys.lines(connection, service=changed.service, since=first)
    visits = [wire.stored(line) for line in lines]
    before = (each for each in visits if _was_before(each, changed, day))
    since = (each for each in visits if each.day >= day.isoformat() and each.form in changed.after)
    return Found(changed, watching.watch(before, since))


def _was_before(visit: Journey, changed: Changed, day: date) -> bool:
    """Also with a wording that goes on: as one of two from now on, or alone where it was one of two."""
    goes_on = visit.form in changed.before and visit.day < day.isoformat()
    return goes_on or visit.form not in changed.after
