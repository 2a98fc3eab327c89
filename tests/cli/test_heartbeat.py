"""What a running kiosk tells of itself comes from what its staff console shows."""

from datetime import UTC, date, datetime, timedelta

from kiosk.cli.heartbeat import heartbeat
from kiosk.config import Config
from kiosk.content import Content
from kiosk.heartbeat import read, written
from kiosk.releases.ledger import Failure, Ledger, keep_ledger
from kiosk.staff import Ending, HeldItem, Report

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_it_counts_and_names_nothing_that_a_person_gave(tmp_path):
    keep_ledger(tmp_path, Ledger(failed=(Failure("image", "1.3.0", "ab" * 32, "It did not come up."),)))
    report = Report(
        at=NOW,
        works=False,
        waiting=5,
        delivered=70,
        oldest=NOW - timedelta(hours=3, minutes=59),
        contact=NOW,
        bundle=0,
        printer="paper",
        disk=5 * 1024 * 1024 * 1024,
        on_for=7300.0,
        held=(HeldItem("KTM7RF2WD", "council", "damaged"),),
        ends=(
            Ending("sealing_key", NOW + timedelta(days=10)),
            Ending("sealing_key", NOW + timedelta(days=100)),
            Ending("certificate", NOW + timedelta(days=20)),
            Ending("certificate", NOW + timedelta(days=200)),
        ),
        uncertain=2,
        accepted=NOW - timedelta(minutes=59),
        tested={"voice": True, "keys": False},
    )
    config = Config(tmp_path, location="Merrow Library", scanner="auto")
    told = heartbeat(config, report, Content(tmp_path), has_pin=False, updates=tmp_path)
    assert (told.queued, told.uncertain, told.held, told.oldest, told.accepted) == (3, 2, 1, 3, 0)
    assert (told.state, told.bundle, told.place, told.on_for) == ("out-of-order", "", "Merrow Library", 2)
    assert told.devices == {
        "scanner": "untested",
        "headphones": "untested",
        "keys": "failed",
        "switches": "untested",
        "touch": "untested",
        "printer": "paper",
        "voice": "works",
    }
    assert told.ends == {"sealing_key": date(2027, 3, 2), "certificate": date(2026, 12, 12)}
    assert told.failed == ("image 1.3.0",)
    assert "no-pin" in told.problems
    line = written(told, NOW)
    assert b"KTM7RF2WD" not in line
    assert read(line) == (told, NOW)


def test_a_disk_that_cannot_be_written_to_is_told(tmp_path):
    report = Report(at=NOW, works=True, waiting=0, delivered=0, oldest=None, contact=None, bundle=3)
    data = tmp_path / "not there"
    told = heartbeat(Config(data), report, Content(tmp_path), has_pin=True, updates=tmp_path)
    assert (told.state, told.oldest, told.accepted, told.bundle) == ("read-only", None, None, "3")
