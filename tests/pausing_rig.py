"""Where visits are put aside, for tests: cheap codes, a clock that the test moves, and a council in this process."""

from concurrent.futures import wait
from datetime import UTC, datetime, timedelta
from random import Random

from starlette.testclient import TestClient

from council_api import kiosks
from council_api.app import create_app
from council_api.database import open_database, open_keys
from council_api.parts import Parts
from council_api.settings import inbox_password, settings_for
from kiosk.lockout import Moment
from kiosk.pausing.guesses import Guesses
from kiosk.pausing.sealing import Cost
from offline_cache.delivery.exchange import Answer, Unreached
from offline_cache.saved_visit_link import SavedVisitLink
from offline_cache.saved_visits import SavedVisits

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
CHEAP = Cost(memory=32, passes=1, lanes=1)
"""Argon2id as ever, with the least memory that it takes."""


class Clock:
    """``now`` is the wall's, ``seconds`` and ``boot`` the machine's."""

    def __init__(self):
        self.now, self.seconds, self.boot = NOW, 1000.0, "one"

    def __call__(self):
        return self.now

    def moment(self):
        return Moment(self.boot, self.seconds)


class Council:
    """The real council API, with kiosks that ask it without a network. ``away``: nobody reaches it."""

    def __init__(self, folder, clock):
        settings = settings_for(folder, None)
        engine = open_database(settings)
        keys = open_keys(settings, engine, NOW)
        self.parts = Parts(
            engine, keys, inbox_password(settings, lambda signs: signs[0]), clock, lambda: "event-1"
        )
        self.app = create_app(self.parts)
        self.client = TestClient(self.app)
        self.away = False
        self.asked = []

    def link(self, name):
        """The line of a kiosk that is enrolled now."""
        token = kiosks.enrol(self.parts.engine, name, NOW, lambda: f"token-of-{name}")
        return SavedVisitLink("http://testserver", token, self)

    def ask(self, method, url, *, data=None, headers=None, room=2**30):
        """As offline_cache.delivery.exchange.Line.ask."""
        self.asked.append(method)
        if self.away:
            return Unreached()
        answer = self.client.request(method, url, content=data, headers=headers)
        return Answer(answer.status_code, answer.headers, answer.content[:room], len(answer.content) <= room)

    def close(self):
        self.app.state.receiving.close()
        self.parts.engine.dispose()


def saved_visits(folder, clock, link=None, seed=5, hours=168.0, **more):
    """A kiosk's, not started: the test says when it is the turn of its thread."""
    folder.mkdir(exist_ok=True, parents=True)
    guesses = Guesses(folder / "paused", clock.moment)
    return SavedVisits(
        folder, link, hours=hours, clock=clock, random=Random(seed), guesses=guesses, cost=CHEAP, **more
    )


class InTime:
    """A cupboard whose futures are done when they are given, and whose thread has its turn after each."""

    def __init__(self, saved):
        self.saved = saved

    def __getattr__(self, name):
        return getattr(self.saved, name)

    def keep(self, saved):
        future = self.saved.keep(saved)
        wait([future])
        self.saved.round()
        return future

    def find(self, code):
        future = self.saved.find(code)
        wait([future])
        return future

    def ended(self, id_):
        self.saved.ended(id_)
        self.saved.settle()
        self.saved.round()


def days(number):
    return timedelta(days=number)
