"""A clock that is ten years wrong, both ways, at any time: nothing is lost, silent, sent twice or kept too long."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.destinations import DestinationSettings
from offline_cache.delivery import DESTINATIONS
from offline_cache.delivery.open311 import LOOKS, Open311
from offline_cache.delivery.outcome import Accepted, Held, Retry, Uncertain
from offline_cache.outbox import HORIZON, Counts
from offline_cache.retention import RETENTION
from offline_cache.sync import Sync
from tests.offline_cache.elsewhere_rig import ELSEWHERE, SECRET, make_answers, make_settings, sealed
from tests.offline_cache.open311_server import Open311Server
from tests.offline_cache.rig import Kiosk, make_submission
from tests.offline_cache.servers import FakeServer
from tests.offline_cache.test_every_destination import KINDS
from tests.tls import TlsServer, certify

DAY = 24 * 3600.0
YEARS = 10 * 365 * DAY
LEAPS = pytest.mark.parametrize("leap", [YEARS, -YEARS], ids=["ten years on", "ten years back"])


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path / "data")


@pytest.fixture
def outbox(kiosk):
    outbox = kiosk.open()
    yield outbox
    outbox.close()


def accepted(outbox, number=1):
    id_ = outbox.put(make_submission(number)).result().id
    outbox.accepted(id_, outbox.mark_sending(id_).result().digest).result()


def purged_after(outbox, clock, days):
    """How many are purged in so many days of looking every day."""
    found = 0
    for _ in range(int(days)):
        clock.now += DAY
        found += outbox.purge().result()
    return found


@LEAPS
def test_what_was_just_accepted_is_kept_for_as_long_as_ever(kiosk, outbox, leap):
    outbox.purge().result()
    accepted(outbox)
    kiosk.clock.now += leap
    assert outbox.purge().result() == 0
    assert purged_after(outbox, kiosk.clock, RETENTION / DAY - 1) == 0
    assert purged_after(outbox, kiosk.clock, 2) == 1


@LEAPS
def test_what_is_accepted_after_a_leap_is_not_taken_for_older(kiosk, outbox, leap):
    outbox.purge().result()
    kiosk.clock.now += leap
    accepted(outbox)
    assert outbox.purge().result() == 0
    assert purged_after(outbox, kiosk.clock, RETENTION / DAY - 1) == 0
    assert purged_after(outbox, kiosk.clock, 2) == 1


def test_a_clock_that_is_wrong_after_every_start_keeps_nothing_for_ever(kiosk, outbox):
    """A dead battery: each morning it is long ago, until the network tells the time."""
    outbox.purge().result()
    accepted(outbox)
    found = []
    for _ in range(40):
        now = kiosk.clock.now
        kiosk.clock.now = 0.0
        outbox.purge().result()
        kiosk.clock.now = now
        outbox.purge().result()
        found.append(purged_after(outbox, kiosk.clock, 1))
    assert sum(found) == 1
    assert RETENTION / DAY - 1 <= found.index(1) <= RETENTION / DAY + 3


@pytest.mark.parametrize("written", ["nan", "inf", "yesterday"])
def test_a_time_that_was_damaged_on_the_disk_does_no_harm(kiosk, outbox, written):
    outbox.purge().result()
    accepted(outbox)
    statement = "UPDATE meta SET value = ? WHERE name = 'clock'"
    kiosk.database.run(lambda c: c.exec_driver_sql(statement, (written,))).result()
    assert outbox.purge().result() == 0
    assert purged_after(outbox, kiosk.clock, RETENTION / DAY + 1) == 1


class Away:
    """A destination that is not there until it is."""

    def __init__(self):
        self.there = False

    def deliver(self, envelope):
        return Accepted(envelope.digest) if self.there else Retry("no connection")

    def reachable(self):
        return self.there


@LEAPS
@pytest.mark.parametrize("asked", [None, 3600.0])
def test_what_waits_is_sent_soon_whatever_the_clock_does(kiosk, outbox, leap, asked):
    away = Away()
    away.deliver = lambda e: Accepted(e.digest) if away.there else Retry("busy", asked)
    sync = Sync(
        outbox, {"council": away}, clock=kiosk.clock, uniform=lambda _low, high: high, wake=kiosk.wake
    )
    outbox.put(make_submission()).result()
    sync.round()
    kiosk.clock.now += leap
    away.there = True
    waited = 0.0
    while outbox.counts().result().waiting:
        pause = sync.round(woken=False)
        kiosk.clock.now += pause
        waited += pause
        assert waited <= 2 * HORIZON
    assert outbox.counts().result() == Counts(accepted=1)


@LEAPS
@pytest.mark.parametrize("name", KINDS)
def test_a_certificate_that_the_clock_takes_for_no_good_loses_nothing(tmp_path, name, leap):
    """To a clock that is wrong by ten years every certificate is ten years old or still to come."""
    folder = certify(tmp_path, datetime.now(UTC) - timedelta(seconds=leap, days=100), timedelta(days=365))
    with TlsServer(KINDS[name].good(), folder) as server:
        settings = DestinationSettings("there", name, server.url, authority=folder / "cert.pem")
        outcome = DESTINATIONS[name](settings, SECRET, ELSEWHERE.open).deliver(KINDS[name].envelope)
    assert outcome == Retry("no connection")
    assert server.requests == []


@LEAPS
def test_a_report_that_was_made_at_a_wrong_time_is_never_sent_twice(leap):
    """Open311 lists by time: what a wrong clock made is found, or held for staff, and never sent again."""
    report = Open311Server(swallow=True)
    envelope = sealed(make_answers(kind="open311"))
    again = sealed(make_answers(kind="open311"), again=True)
    now = datetime(2026, 11, 21, 10, 30, tzinfo=UTC).timestamp() + leap
    with FakeServer(report) as server:
        made = Open311(make_settings(server.url, "open311"), "", ELSEWHERE.open, now=lambda: now)
        assert made.deliver(envelope) == Uncertain("cut off")
        assert made.deliver(again) == Accepted(again.digest)
        report.hide = True
        ends = [made.deliver(again) for _ in range(LOOKS)]
    assert ends == [Uncertain("not found yet")] * (LOOKS - 1) + [Held("not found there")]
    assert len(report.reports) == 1
