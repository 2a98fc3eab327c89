"""What stands behind the staff page in a running kiosk: the real PINs, the real outbox, in a thread of its own."""

import json
import threading
from types import SimpleNamespace

import pytest

from kiosk.cli.compose import LinkState
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.office import Office
from kiosk.config import Config
from kiosk.errors import StoreError
from kiosk.pin import STAFF, Pins, Right, Wrong
from kiosk.staff import HeldItem
from offline_cache.sync import Link
from tests.offline_cache.rig import make_private, make_submission, public_pem

PIN = "739182"


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
    made = Office(tmp_path, late, state, SimpleNamespace(version=7))
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
    Pins(tmp_path).set(STAFF, PIN)
    assert office.has_pin()
    threads = []
    check = Pins.check
    monkeypatch.setattr(Pins, "check", lambda *of: threads.append(threading.current_thread()) or check(*of))
    assert office.check("739183").result() == Wrong(0)
    assert office.check(PIN).result() == Right()
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


def test_a_held_one_waits_to_be_sent_again_and_an_event_says_so(office):
    made = held(office, 1, "unknown-key")
    office.send_again(made.reference).result()
    told = office.report().result()
    assert (told.waiting, told.held) == (1, ())
    with pytest.raises(StoreError):
        office.send_again(made.reference).result()
