"""A broken outbox is set aside, and no sealed submission that can still be read in it is lost."""

import threading

import pytest

from offline_cache import rescue
from offline_cache.delivery.outcome import Accepted
from offline_cache.outbox import Counts
from offline_cache.salvage import salvage
from offline_cache.settings import Settings
from offline_cache.status import read_status
from offline_cache.store import Store
from offline_cache.sync import Sync
from tests.offline_cache.rig import Kiosk, make_private, make_submission, public_pem
from tests.offline_cache.with_files import submission_with

PAGE = 4096
DAMAGE = {
    "the first page": lambda whole: b"\xff" * PAGE + whole[PAGE:],
    "pages in the middle": lambda whole: whole[: 20 * PAGE] + b"\xff" * 8 * PAGE + whole[28 * PAGE :],
    "the last half": lambda whole: whole[: len(whole) // 2],
}


class Taker:
    def __init__(self):
        self.taken = {}

    def reachable(self):
        return True

    def deliver(self, envelope):
        self.taken[getattr(envelope.header, "number", "0") + envelope.header.id] = (
            envelope.data,
            envelope.again,
        )
        return Accepted(envelope.digest)


@pytest.fixture
def kiosk(tmp_path):
    """An outbox with a submission in each state, closed."""
    made = Kiosk(tmp_path / "data")
    outbox = made.open()
    for number in range(30):
        outbox.put(make_submission(number)).result()
    outbox.put(submission_with(31)).result()
    for number in range(4):
        outbox.mark_sending(make_submission(number).id).result()
    outbox.hold(make_submission(1).id, "other-bytes").result()
    outbox.accepted(
        make_submission(2).id, outbox.mark_sending(make_submission(4).id).result().digest
    ).exception()
    outbox.close()
    return made


def broken(kiosk, damage):
    """The file damaged and set aside; the new outbox, and what can be read in the old."""
    path = kiosk.database.path
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    outbox = kiosk.open()
    assert outbox.counts().result() == Counts()
    try:
        found = list(rescue.read([kiosk.database.set_aside], rescue.Found()))
    except OSError:
        found = []
    return outbox, found


@pytest.mark.parametrize("damage", ["pages in the middle", "the last half"])
def test_all_that_can_be_read_is_in_the_new_outbox_and_arrives(kiosk, damage):
    outbox, found = broken(kiosk, damage)
    whole = {item.id: item for item in found if item.number == 0}
    assert whole
    salvage(kiosk.database, kiosk.clock)
    held = sum(item.state == "held" for item in whole.values())
    assert outbox.counts().result() == Counts(uncertain=len(whole) - held, held=held)
    taker = Taker()
    wake = threading.Event()
    sync = Sync(outbox, {"council": taker}, clock=kiosk.clock, uniform=lambda _low, high: high, wake=wake)
    assert sync.once().sent == len(whole) - held
    sent = {f"{item.number}{item.id}": item.envelope for item in found if whole[item.id].state != "held"}
    assert {key: data for key, (data, _) in taker.taken.items()} == sent
    assert all(again for key, (_, again) in taker.taken.items() if key.startswith("0")), (
        "it may be there already"
    )
    outbox.close()


def test_each_file_is_seen_to_once(kiosk):
    outbox, _ = broken(kiosk, "pages in the middle")
    salvage(kiosk.database, kiosk.clock)
    before = outbox.counts().result()
    for id_ in outbox.due().result():
        envelope = outbox.mark_sending(id_).result()
        outbox.accepted(id_, envelope.digest).result()
    salvage(kiosk.database, kiosk.clock)
    assert outbox.counts().result() == Counts(accepted=before.uncertain, held=before.held)
    assert [event.kind for event in read_status(kiosk.folder).events] == ["salvaged", "set-aside"]
    outbox.close()


def test_a_file_of_which_nothing_can_be_read_is_kept(kiosk):
    outbox, found = broken(kiosk, "the first page")
    assert found == []
    salvage(kiosk.database, kiosk.clock)
    assert outbox.counts().result() == Counts()
    assert kiosk.database.set_aside.exists()
    outbox.put(make_submission(90)).result()
    outbox.close()


def test_a_start_does_it_by_itself(kiosk):
    outbox, found = broken(kiosk, "the last half")
    outbox.close()
    settings = Settings(kiosk.folder, public_pem(make_private()), "https://council.invalid", "t")
    store = Store.open(settings, print)
    counts = store.outbox.counts().result()
    store.close()
    assert counts.waiting + counts.held == sum(item.number == 0 for item in found)
