"""Promise 1: whatever is killed, and whenever, an acknowledged reference is kept and arrives exactly once."""

from collections import Counter

from sqlalchemy import select

from offline_cache.outbox import Counts
from offline_cache.tables import submission
from tests.faults.amount import amount, dice
from tests.faults.children import open_and_put, open_outbox, submit_for_ever, sync_in_steps
from tests.faults.killing import NEVER, counts_in, rest_of, run_until, told_by
from tests.offline_cache.rig import make_private, make_submission, unseal
from tests.offline_cache.servers import RESET, FakeServer, proof, reply

ROUNDS = amount(30, 200)
PRIVATE = make_private()


def rows_of(outbox):
    return outbox._database.run(lambda c: c.execute(select(submission)).all()).result()


def test_every_acknowledged_reference_survives_kill_9(processes, tmp_path):
    chance = dice("puts")
    acknowledged = set()
    for round_ in range(ROUNDS):
        ours, theirs = processes.Pipe(duplex=False)
        child = processes.Process(target=submit_for_ever, args=(tmp_path, round_ * 10_000, theirs))
        child.start()
        theirs.close()
        for _ in range(chance.randrange(1, 30)):
            acknowledged.add(ours.recv())
        for _ in range(chance.randrange(20_000)):
            pass  # a moment that differs each time, so that the kill falls anywhere in a transaction
        child.kill()
        child.join()
        acknowledged.update(rest_of(ours))
    outbox = open_outbox(tmp_path)
    assert outbox._database.set_aside is None
    kept = {row.reference: row for row in rows_of(outbox)}
    outbox.close()
    assert {make_submission(number).reference for number in acknowledged} - kept.keys() == set()
    assert len(acknowledged) >= ROUNDS
    # At most the one that was under way at each kill is kept without having been told.
    assert len(kept) - len(acknowledged) <= ROUNDS
    for row in kept.values():
        assert unseal(row.envelope, PRIVATE).reference == row.reference


def test_a_kill_at_any_line_of_opening_and_putting_leaves_an_outbox_that_opens(processes, tmp_path):
    _, lines = told_by(processes, open_and_put, tmp_path / "whole", NEVER)
    assert lines > ROUNDS
    for last_line in sorted(dice("lines").sample(range(1, lines), min(ROUNDS, lines - 1))):
        folder = tmp_path / str(last_line)
        told = told_by(processes, open_and_put, folder, last_line)
        outbox = open_outbox(folder)
        assert outbox._database.set_aside is None
        assert outbox.counts().result().queued >= len(told)
        outbox.put(make_submission()).result()
        assert outbox.counts().result() == Counts(queued=1)
        outbox.close()


class Receiver:
    """A council that stores by id, and may have the kiosk killed between storing and answering.

    It is an older one that takes each by itself; parcels meet kills in test_kill_hostile.py.
    """

    def __init__(self):
        self.rows = {}
        self.puts = Counter()
        self.instead_of_answering = None

    def answer(self, request):
        if request.path == "/v1/submissions":
            return reply(405)
        id_ = request.path.rpartition("/")[2]
        self.puts[id_] += 1
        new = id_ not in self.rows
        if self.rows.setdefault(id_, request.body) != request.body:
            return reply(422)
        if self.instead_of_answering is not None:
            self.instead_of_answering()
            return RESET
        return reply(201 if new else 200, b"{}", **proof(request.digest))


def fill(folder, many):
    outbox = open_outbox(folder)
    ids = [outbox.put(make_submission(number)).result().id for number in range(many)]
    outbox.close()
    return ids


def test_a_kill_between_any_two_steps_of_the_sync_loses_and_doubles_nothing(processes, tmp_path):
    receiver = Receiver()
    with FakeServer(receiver.answer) as server:
        ids = fill(tmp_path / "whole", 2)
        steps = run_until(processes, sync_in_steps, tmp_path / "whole", server.url)
        assert steps[-1] == "end"
        assert "after deliver" in steps
        for kill_at in range(len(steps) - 1):
            receiver.rows.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder, 2)
            assert (
                len(run_until(processes, sync_in_steps, folder, server.url, kill_at=kill_at)) == kill_at + 1
            )
            assert counts_in(folder).waiting + counts_in(folder).delivered == 2
            assert run_until(processes, sync_in_steps, folder, server.url)[-1] == "end"
            assert counts_in(folder) == Counts(accepted=2)
            assert sorted(receiver.rows) == sorted(ids)


def test_a_kill_after_the_council_stored_and_before_it_answered_doubles_nothing(processes, tmp_path):
    receiver = Receiver()
    ids = fill(tmp_path, 3)
    children = []

    with FakeServer(receiver.answer) as server:
        receiver.instead_of_answering = lambda: children[-1].kill()  # noqa: PLW0108  # the child of that moment
        for _ in ids:
            ours, theirs = processes.Pipe()
            child = processes.Process(target=sync_in_steps, args=(tmp_path, server.url, theirs))
            children.append(child)
            child.start()
            theirs.close()
            go_on_until_the_end(ours)
            child.join()
            assert child.exitcode == -9
        receiver.instead_of_answering = None
        assert run_until(processes, sync_in_steps, tmp_path, server.url)[-1] == "end"
    assert counts_in(tmp_path) == Counts(accepted=3)
    assert sorted(receiver.rows) == sorted(ids)
    assert sum(receiver.puts.values()) == 6


def go_on_until_the_end(gate):
    try:
        while gate.recv() != "end":
            gate.send("go")
    except (EOFError, ConnectionError):
        return
