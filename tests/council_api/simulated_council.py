"""Puts simulated journeys into a council, as if its kiosks had sent them."""

from sqlalchemy import insert

from benchmarks.simulated.services import services
from benchmarks.simulated.trial import PLANTED, Noticed, month, recorded
from council_api.tables import journey
from kiosk.analytics import wire
from kiosk.struggle.settings import load

WATCHED = 150
"""In so many something is offered to who is stuck: watching takes longer than all the rest."""


def journeys(visits):
    """So many of them, with the faults planted."""
    among = services()
    watched = recorded(month(1, WATCHED, among, PLANTED), Noticed(), load())
    return watched + recorded(month(2, visits - WATCHED, among, PLANTED), Noticed(), None)


def send(engine, found):
    """Into the table, of the first kiosk."""
    rows = [
        {"kiosk_seq": 1, "taken_on": one.day, "service": one.service, "day": one.day, "body": wire.line(one)}
        for one in found
    ]
    with engine.begin() as connection:
        connection.execute(insert(journey), rows)
