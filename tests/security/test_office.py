"""What stands behind the staff page in a running kiosk: the real PINs, the real outbox, in a thread of its own."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from kiosk.bundle.council_keys import TimedKey
from kiosk.cli.bundle import app
from kiosk.cli.compose import LinkState
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.office import Office, release_told
from kiosk.config import Config
from kiosk.errors import StoreError
from kiosk.pin import Pins, Right, Wrong
from kiosk.releases.ledger import READY, TRYING, Attempt, Failure, Ledger, keep_ledger
from kiosk.roles import Role
from kiosk.self_test import SelfTest
from kiosk.staff import Ending, HeldItem, Release
from kiosk.staff_log import Outcome, StaffLog
from offline_cache.sync import Link
from tests.offline_cache.rig import make_private, make_submission, public_pem

PIN = "739182"
ENDS = datetime(2027, 1, 2, tzinfo=UTC)
KEY = TimedKey("", datetime(2026, 1, 2, tzinfo=UTC), ENDS)
CONTENT = SimpleNamespace(version=7, made=KEY.not_before, expires=None, keys=(KEY,))


@pytest.fixture
def office(tmp_path):
    """A kiosk's office; ``office.outbox`` is its outbox, ``office.link`` what it heard of the network."""
    link = {
        "url": "https://council.example",
        "token": "t",
        "key_id": "k",
        "public_key": public_pem(make_private()),
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in link.items()]
    (tmp_path / "council.toml").write_text("\n".join(["[council]", *lines]), encoding="utf-8")
    late = LateOutbox(Config(data=tmp_path), lambda _link: None, send=False)
    late.start()
    late.wait()
    state = LinkState()
    made = Office(Config(data=tmp_path), late, state, CONTENT, look_now=lambda: True)
    made.outbox, made.link = late.wait().outbox, state
    yield made
    late.close()


def held(office, number, reason):
    made = make_submission(number)
    office.outbox.put(made).result()
    office.outbox.mark_sending(made.id).result()
    office.outbox.hold(made.id, reason).result()
    return made


def test_a_pin_is_looked_at_outside_the_windows_thread(office, tmp_path, monkeypatch):
    assert not office.has_pin()
    Pins(tmp_path).set(Role.STAFF, PIN)
    assert office.has_pin()
    threads = []
    check = Pins.check
    monkeypatch.setattr(Pins, "check", lambda *of: threads.append(threading.current_thread()) or check(*of))
    assert office.check("739183").result() == Wrong(0)
    assert office.check(PIN).result() == Right(Role.STAFF)
    assert threading.main_thread() not in threads


def test_it_tells_what_status_tells(office):
    first = make_submission(1)
    office.outbox.put(first).result()
    second = held(office, 2, "too large")
    told = office.report().result()
    assert (told.works, told.waiting, told.delivered, told.bundle) == (True, 1, 0, 7)
    assert told.oldest == first.created
    assert told.contact is None
    assert told.held == (HeldItem(second.reference, "council", "too large"),)
    office.link.hear(Link(online=True, last_contact=1_800_000_000.0))
    assert office.report().result().contact.timestamp() == 1_800_000_000.0


def test_it_tells_what_ends_and_what_is_free(office):
    told = office.report().result()
    assert told.ends == (Ending("sealing_key", ENDS),)
    assert told.bundled == KEY.not_before
    assert told.disk > 0
    assert told.memory > 0
    assert told.on_for > 0
    assert (told.printer, dict(told.tested)) == ("", {})
    office.keep_test("keys", passed=True).result()
    assert dict(office.report().result().tested) == {"keys": True}


def test_it_tells_which_version_runs_which_waits_and_which_was_gone_back_from(office, tmp_path):
    """Issue 9, point 6: what staff see of updates."""
    runs = office.report().result().release.version
    assert runs == app()
    kept, folder = Ledger(refused="It is old."), tmp_path / "updates"
    waits = Attempt("program", "99.2.0", "b" * 64, runs, READY)
    for trying, told in (
        (waits, Release(runs, waits="99.2.0", failed="99.1.0", refused="It is old.")),
        (replace(waits, step=TRYING), Release(runs, tried="99.2.0", failed="99.1.0", refused="It is old.")),
        (None, Release(runs, failed="99.1.0", refused="It is old.")),
    ):
        failed = (Failure("program", "99.1.0", "a" * 64, "No."), Failure("program", "0.0.1", "c" * 64, "No."))
        keep_ledger(folder, replace(kept, trying=trying, failed=failed))
        assert release_told(folder) == told
    assert release_told(tmp_path / "none") == Release(runs)


def test_a_held_one_waits_to_be_sent_again_and_an_event_says_so(office):
    made = held(office, 1, "unknown-key")
    office.send_again(made.reference).result()
    told = office.report().result()
    assert (told.waiting, told.held) == (1, ())
    with pytest.raises(StoreError):
        office.send_again(made.reference).result()


def test_one_that_waits_is_kept_back_until_it_is_sent_again(office):
    made = make_submission(1)
    office.outbox.put(made).result()
    (waits,) = office.report().result().queue
    assert (waits.reference, waits.made) == (made.reference, made.created.isoformat())
    office.keep_back(made.reference).result()
    told = office.report().result()
    assert (told.waiting, told.queue) == (0, ())
    assert told.held == (HeldItem(made.reference, "council", "kept back"),)
    assert office.outbox.due().result() == ()
    with pytest.raises(StoreError, match="waits"):
        office.keep_back(made.reference).result()
    office.send_again(made.reference).result()
    assert office.outbox.due().result() == (made.id,)


def test_one_that_is_on_its_way_is_not_kept_back(office):
    """What has left may have arrived: it is not called back by a button."""
    made = make_submission(1)
    office.outbox.put(made).result()
    office.outbox.mark_sending(made.id).result()
    with pytest.raises(StoreError):
        office.keep_back(made.reference).result()
    assert office.outbox.counts().result().sending == 1


def test_a_line_of_the_log_is_on_disk_before_the_act_is_begun(office, monkeypatch):
    """One thread does both, in the order in which they are asked. A log that cannot be written stops nobody."""
    seen = []
    monkeypatch.setattr(SelfTest, "keep", lambda *_, **__: seen.append(office.read_log()))
    office.read_log = lambda: office._log.read(9)
    office.note(Role.IT, "test", Outcome.ALLOWED, "keys")
    office.keep_test("keys", passed=True).result()
    assert [(entry.who, entry.what, entry.about) for entry in seen[0]] == [("it", "test", "keys")]
    monkeypatch.setattr(StaffLog, "_add", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    office.note(Role.IT, "leave", Outcome.ALLOWED).result()


def test_a_measure_goes_into_the_file_that_the_settings_came_from(office, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('phone = "1"\n')
    made = Office(Config(data=tmp_path), None, office.link, CONTENT, look_now=lambda: False, file=file)
    made.keep_measure(3.5).result()
    assert "px_per_mm = 3.5" in file.read_text()
    assert made.look_for_updates().result() is False
