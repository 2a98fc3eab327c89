"""What waits is stored together; a row that is at fault harms no other, and nobody is told too early."""

import asyncio
import threading

import pytest
from sqlalchemy.exc import DataError, OperationalError

from council_api.batches import MOST, Batches


class Store:
    """Keeps what it is given, and can be held up at its first call."""

    def __init__(self):
        self.calls = []
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.broken = None

    def __call__(self, items):
        self.entered.set()
        assert self.gate.wait(60)
        self.calls.append(list(items))
        if self.broken:
            raise self.broken
        if "bad" in items:
            raise DataError("INSERT", {}, ValueError("a row that the database does not take"))
        return [f"stored {item}" for item in items]


async def all_wait():
    """Until each task that was made before has begun."""
    begun = asyncio.Event()
    asyncio.get_running_loop().call_soon(begun.set)
    await begun.wait()


async def together(batches, store, items):
    """Results of all that came while the first was being stored; an exception stands for itself."""
    first = asyncio.create_task(batches.put("first"))
    await asyncio.to_thread(store.entered.wait, 60)
    rest = [asyncio.create_task(batches.put(item)) for item in items]
    await all_wait()
    store.gate.set()
    return (await asyncio.gather(first, *rest, return_exceptions=True))[1:]


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def batches(store):
    made = Batches(store)
    yield made
    store.gate.set()
    made.close()


def test_what_comes_while_one_is_stored_is_stored_together(batches, store):
    items = [str(n) for n in range(10)]
    results = asyncio.run(together(batches, store, items))
    assert results == [f"stored {item}" for item in items]
    assert store.calls == [["first"], items]


def test_no_transaction_is_longer_than_it_may_be(batches, store):
    asyncio.run(together(batches, store, [str(n) for n in range(MOST + 5)]))
    assert [len(call) for call in store.calls] == [1, MOST, 5]


def test_a_row_at_fault_harms_no_other(batches, store):
    one, bad, two = asyncio.run(together(batches, store, ["1", "bad", "2"]))
    assert (one, two) == ("stored 1", "stored 2")
    assert isinstance(bad, DataError)


def test_when_the_database_is_gone_all_are_told_and_it_is_tried_again_for_the_next(batches, store):
    store.broken = OperationalError("INSERT", {}, OSError("the server is gone"))
    results = asyncio.run(together(batches, store, ["1", "2"]))
    assert [type(result) for result in results] == [OperationalError, OperationalError]
    assert store.calls[1] == ["1", "2"]  # and not each by itself, which would take as long as many time-outs
    store.broken = None
    assert asyncio.run(batches.put("3")) == "stored 3"


def test_one_that_was_cut_off_keeps_nobody_waiting(batches, store):
    async def cut():
        first = asyncio.create_task(batches.put("first"))
        await asyncio.to_thread(store.entered.wait, 60)
        left, stayed = asyncio.create_task(batches.put("left")), asyncio.create_task(batches.put("stayed"))
        await all_wait()
        left.cancel()
        store.gate.set()
        return await first, await stayed

    assert asyncio.run(cut()) == ("stored first", "stored stayed")


def test_one_whose_loop_has_ended_keeps_nobody_waiting(batches, store):
    async def leave():
        task = asyncio.create_task(batches.put("left"))
        await asyncio.to_thread(store.entered.wait, 60)
        task.cancel()

    asyncio.run(leave())
    store.gate.set()
    assert asyncio.run(batches.put("next")) == "stored next"


def test_closing_waits_for_what_is_being_stored(store):
    batches = Batches(store)
    store.gate.set()
    assert asyncio.run(batches.put("1")) == "stored 1"
    batches.close()
    assert store.calls == [["1"]]
