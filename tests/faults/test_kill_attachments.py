"""Promise 1 with attachments: whenever it is killed, all of a submission arrives exactly once, or waits whole."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from kiosk.attachments.part import PartHeader
from offline_cache.outbox import Counts
from offline_cache.tables import part
from tests.faults.children import open_and_put_files, open_outbox, sync_in_steps
from tests.faults.killing import NEVER, counts_in, run_until, told_by
from tests.offline_cache.rig import make_private, make_submission, unseal
from tests.offline_cache.servers import RESET, FakeServer, problem, proof, reply
from tests.offline_cache.with_files import submission_with, unseal_part

PRIVATE = make_private()
STOPS = 24


class Receiver:
    """A council: stores each thing once by its address, and a submission only when all that it lists is there."""

    def __init__(self):
        self.rows = {}
        self.puts = Counter()
        self.swallow = 0

    def answer(self, request):
        address = request.path.removeprefix("/v1/submissions/")
        self.puts[address] += 1
        if "/" not in address and not self.whole(address, request.body):
            return problem(409, "attachments-missing")
        new = address not in self.rows
        if self.rows.setdefault(address, request.body) != request.body:
            return problem(422, "other-bytes")
        if self.swallow and self.puts[address] == self.swallow:
            return RESET
        return reply(201 if new else 200, b"{}", **proof(request.digest))

    def whole(self, id_, body):
        listed = unseal(body, PRIVATE).attachments
        there = [self.rows.get(f"{id_}/attachments/{n}") for n in range(1, len(listed) + 1)]
        return None not in there and [unseal_part(data, PRIVATE)[1] for data in there] == list(listed)


def fill(folder):
    outbox = open_outbox(folder)
    ids = [outbox.put(sent).result().id for sent in (submission_with(1), make_submission(2))]
    outbox.close()
    return ids


def parts_in(folder):
    outbox = open_outbox(folder)
    left = outbox._database.run(lambda c: c.scalar(select(func.count()).select_from(part))).result()
    outbox.close()
    return left


def all_there(receiver, ids):
    one, other = ids
    assert set(receiver.rows) == {one, other, f"{one}/attachments/1", f"{one}/attachments/2"}
    for number in (1, 2):
        header, _, data = unseal_part(receiver.rows[f"{one}/attachments/{number}"], PRIVATE)
        assert (header.id, header.place) == (one, (number, 2))
        assert data == submission_with(1).files[number - 1]


def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(processes, tmp_path):
    receiver = Receiver()
    with FakeServer(receiver.answer) as server:
        ids = fill(tmp_path / "whole")
        steps = run_until(processes, sync_in_steps, tmp_path / "whole", server.url)
        assert {"after part_sent", "before accepted_together", "after let_go"} <= set(steps)
        for kill_at in range(len(steps) - 1):
            receiver.rows.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder)
            run_until(processes, sync_in_steps, folder, server.url, kill_at=kill_at)
            counts = counts_in(folder)
            assert counts.waiting + counts.delivered == 2
            assert run_until(processes, sync_in_steps, folder, server.url)[-1] == "end"
            assert counts_in(folder) == Counts(accepted=2)
            assert parts_in(folder) == 0
            all_there(receiver, ids)


def test_what_was_proved_before_the_kill_is_not_sent_again(processes, tmp_path):
    receiver = Receiver()
    with FakeServer(receiver.answer) as server:
        fill(tmp_path / "whole")
        steps = run_until(processes, sync_in_steps, tmp_path / "whole", server.url)
        receiver.rows.clear()
        folder = tmp_path / "killed"
        ids = fill(folder)
        killed = run_until(
            processes, sync_in_steps, folder, server.url, kill_at=steps.index("after part_sent")
        )
        assert killed[-1] == "after part_sent"
        receiver.puts.clear()
        run_until(processes, sync_in_steps, folder, server.url)
        assert receiver.puts[f"{ids[0]}/attachments/1"] == 0
        assert receiver.puts[f"{ids[0]}/attachments/2"] == 1
        all_there(receiver, ids)


def test_answers_that_are_lost_double_nothing(processes, tmp_path):
    receiver = Receiver()
    receiver.swallow = 1
    ids = fill(tmp_path)
    with FakeServer(receiver.answer) as server:
        for _ in range(6):
            run_until(processes, sync_in_steps, tmp_path, server.url)
        assert counts_in(tmp_path) == Counts(accepted=2)
    all_there(receiver, ids)
    assert set(receiver.puts.values()) == {2}, "once in vain and once proved"


def test_a_kill_at_any_line_of_putting_keeps_all_of_it_or_none(processes, tmp_path):
    told, lines = told_by(processes, open_and_put_files, tmp_path / "whole", NEVER)
    assert told == "receipt"
    for last_line in range(1, lines, max(1, lines // STOPS)):
        folder = tmp_path / str(last_line)
        heard = told_by(processes, open_and_put_files, folder, last_line)
        outbox = open_outbox(folder)
        kept = outbox.counts().result().queued
        outbox.close()
        assert kept >= len(heard)
        assert parts_in(folder) == 2 * kept


def test_an_envelope_of_an_attachment_says_which_it_is():
    header = PartHeader("id", "form", "1", "key", number="2", count="3")
    assert header.place == (2, 3)
    for number, count in (("0", "3"), ("4", "3"), ("x", "3"), ("02", "3"), ("1", "99"), ("-1", "3")):
        with pytest.raises(ValueError, match="a number among all"):
            _ = PartHeader("id", "form", "1", "key", number=number, count=count).place
