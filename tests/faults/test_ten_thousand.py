"""Ten thousand that wait: started, looked at and drained without anything that grows with the square of them."""

import tracemalloc

import pytest

from offline_cache.delivery.outcome import Accepted
from offline_cache.outbox import Counts
from offline_cache.status import read_status
from offline_cache.sync import Sync
from tests.faults.amount import amount
from tests.offline_cache.rig import Kiosk, make_submission

FEW, MANY = amount(200, 2_500), amount(800, 10_000)
STEPS = 1_000
"""Of SQLite's machine, between two counts."""


class Taker:
    """A destination that takes everything."""

    def deliver(self, envelope):
        return Accepted(envelope.digest)

    def reachable(self):
        return True


class Work:
    """Counts what SQLite does, in instructions of its machine."""

    def __init__(self, kiosk):
        self._ticks = 0
        kiosk.database.run(self._watch).result()

    def _watch(self, connection):
        connection.connection.driver_connection.set_progress_handler(self._tick, STEPS)

    def _tick(self):
        self._ticks += 1

    def of(self, call):
        """The instructions that a call cost, and what it gave."""
        before = self._ticks
        result = call()
        return (self._ticks - before) * STEPS, result


def filled(folder, many):
    kiosk = Kiosk(folder)
    outbox = kiosk.open()
    putting = [outbox.put(make_submission(number, answer="x" * 9_000)) for number in range(many)]
    for future in putting:
        future.result()
    outbox.close()
    return kiosk


def costs(folder, many):
    """What each thing costs with so many: in instructions, and the drain in bytes of memory too."""
    kiosk = filled(folder, many)
    outbox = kiosk.open()
    work = Work(kiosk)
    found = {}
    found["recover"], recovered = work.of(lambda: outbox.recover().result())
    found["due"], due = work.of(lambda: outbox.due(kiosk.clock()).result())
    found["counts"], counts = work.of(lambda: outbox.counts().result())
    found["next_due"], _ = work.of(lambda: outbox.next_due().result())
    status = read_status(folder)
    assert (recovered, len(due), counts, status.counts) == (0, many, Counts(queued=many), Counts(queued=many))
    sync = Sync(outbox, {"council": Taker()}, clock=kiosk.clock, uniform=lambda *_: 0.0, wake=kiosk.wake)
    tracemalloc.start()
    found["drain"], delivered = work.of(sync.once)
    found["memory"] = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    found["purge"], _ = work.of(lambda: outbox.purge().result())
    assert delivered.sent == many
    assert outbox.counts().result() == Counts(accepted=many)
    outbox.close()
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return costs(tmp_path_factory.mktemp("few"), FEW), costs(tmp_path_factory.mktemp("many"), MANY)


@pytest.mark.parametrize("thing", ["recover", "due", "counts", "next_due", "drain", "purge"])
def test_nothing_grows_with_the_square(both, tried, thing):
    few, many = both
    ratio = MANY / FEW
    tried(
        f"{thing} with this many queued",
        MANY,
        f"{many[thing]:,} instructions of SQLite, {few[thing]:,} with {FEW:,}",
    )
    # To tell how many still wait, each batch of a drain counts all of them: a scan for 64, and not for one.
    assert many[thing] <= max(1.5 * ratio * max(few[thing], 10 * STEPS), amount(1_500, 3_500) * MANY)


def test_draining_takes_no_more_memory_for_more(both, tried):
    few, many = both
    tried(
        "memory of a drain with this many queued",
        MANY,
        f"{many['memory'] / 1e6:.1f} MB, {few['memory'] / 1e6:.1f} MB with {FEW:,}",
    )
    assert many["memory"] < 32e6 + MANY * 500
