"""Promise 1 at other destinations: a kill between any two steps loses nothing and doubles nothing."""

import multiprocessing

import pytest

from offline_cache.delivery.open311 import LOOKS
from offline_cache.outbox import Counts
from tests.faults.elsewhere_children import open_outbox, sync_in_steps
from tests.offline_cache.elsewhere_rig import make_answers
from tests.offline_cache.odk_server import Central
from tests.offline_cache.open311_server import Open311Server
from tests.offline_cache.servers import FakeServer

NEVER = 1_000_000
FILES = [b"a" * 3000, b"b" * 3000, b"c" * 3000]


@pytest.fixture(scope="module")
def processes():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.elsewhere_children"])
    return context


def run_until(processes, folder, kind, url, *, kill_at=NEVER, times=1):
    """Sync in a child and kill it at its ``kill_at``-th step; returns the names of the steps it came to."""
    ours, theirs = processes.Pipe()
    child = processes.Process(target=sync_in_steps, args=(folder, kind, url, times, theirs))
    child.start()
    theirs.close()
    steps = []
    while True:
        steps.append(ours.recv())
        if steps[-1] == "end" or len(steps) > kill_at:
            break
        ours.send("go")
    if steps[-1] != "end":
        child.kill()
    child.join()
    assert child.exitcode == (0 if steps[-1] == "end" else -9)
    return steps


def fill(folder, answers):
    outbox = open_outbox(folder)
    outbox.put(answers).result()
    outbox.close()


def counts_in(folder):
    outbox = open_outbox(folder)
    counts = outbox.counts().result()
    outbox.close()
    return counts


def test_an_openrosa_server_has_it_once_and_whole_wherever_the_kiosk_is_killed(processes, tmp_path):
    answers = make_answers(files=FILES)
    central = Central(limit=4500)
    with FakeServer(central) as server:
        fill(tmp_path / "whole", answers)
        steps = run_until(processes, tmp_path / "whole", "openrosa", server.url)
        assert steps.count("before ask") == 1 + len(FILES)
        for kill_at in range(len(steps) - 1):
            central.rows.clear()
            central.files.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder, answers)
            run_until(processes, folder, "openrosa", server.url, kill_at=kill_at)
            assert counts_in(folder).waiting + counts_in(folder).delivered == 1
            assert run_until(processes, folder, "openrosa", server.url)[-1] == "end"
            assert counts_in(folder) == Counts(accepted=1)
            assert central.rows == {f"uuid:{answers.id}": answers.instance}
            assert list(central.files.values()) == FILES


def test_an_open311_server_never_has_it_twice_wherever_the_kiosk_is_killed(processes, tmp_path):
    answers = make_answers(kind="open311")
    report = Open311Server()
    ends = set()
    with FakeServer(report) as server:
        fill(tmp_path / "whole", answers)
        steps = run_until(processes, tmp_path / "whole", "open311", server.url)
        assert steps.count("before ask") == 2
        for kill_at in range(len(steps) - 1):
            report.reports.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder, answers)
            run_until(processes, folder, "open311", server.url, kill_at=kill_at)
            run_until(processes, folder, "open311", server.url, times=LOOKS + 1)
            found = counts_in(folder)
            assert found in (Counts(accepted=1), Counts(held=1))
            assert len(report.reports) == found.accepted
            ends.add(found)
    assert ends == {Counts(accepted=1), Counts(held=1)}
