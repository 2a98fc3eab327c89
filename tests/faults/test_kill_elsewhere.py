"""Promise 1 at other destinations: a kill between any two steps loses nothing and doubles nothing."""

from offline_cache.delivery.open311 import LOOKS
from offline_cache.outbox import Counts
from tests.faults.elsewhere_children import open_outbox, sync_in_steps
from tests.faults.killing import counts_in, run_until
from tests.offline_cache.elsewhere_rig import make_answers
from tests.offline_cache.odk_server import Central
from tests.offline_cache.open311_server import Open311Server
from tests.offline_cache.servers import FakeServer

FILES = [b"a" * 3000, b"b" * 3000, b"c" * 3000]


def fill(folder, answers):
    outbox = open_outbox(folder)
    outbox.put(answers).result()
    outbox.close()


def test_an_openrosa_server_has_it_once_and_whole_wherever_the_kiosk_is_killed(processes, tmp_path):
    answers = make_answers(files=FILES)
    central = Central(limit=4500)
    with FakeServer(central) as server:
        fill(tmp_path / "whole", answers)
        steps = run_until(processes, sync_in_steps, tmp_path / "whole", "openrosa", server.url, 1)
        assert steps.count("before ask") == 1 + len(FILES)
        for kill_at in range(len(steps) - 1):
            central.rows.clear()
            central.files.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder, answers)
            run_until(processes, sync_in_steps, folder, "openrosa", server.url, 1, kill_at=kill_at)
            assert counts_in(folder).waiting + counts_in(folder).delivered == 1
            assert run_until(processes, sync_in_steps, folder, "openrosa", server.url, 1)[-1] == "end"
            assert counts_in(folder) == Counts(accepted=1)
            assert central.rows == {f"uuid:{answers.id}": answers.instance}
            assert list(central.files.values()) == FILES


def test_an_open311_server_never_has_it_twice_wherever_the_kiosk_is_killed(processes, tmp_path):
    answers = make_answers(kind="open311")
    report = Open311Server()
    ends = set()
    with FakeServer(report) as server:
        fill(tmp_path / "whole", answers)
        steps = run_until(processes, sync_in_steps, tmp_path / "whole", "open311", server.url, 1)
        assert steps.count("before ask") == 2
        for kill_at in range(len(steps) - 1):
            report.reports.clear()
            folder = tmp_path / f"killed at {kill_at}"
            fill(folder, answers)
            run_until(processes, sync_in_steps, folder, "open311", server.url, 1, kill_at=kill_at)
            run_until(processes, sync_in_steps, folder, "open311", server.url, LOOKS + 1)
            found = counts_in(folder)
            assert found in (Counts(accepted=1), Counts(held=1))
            assert len(report.reports) == found.accepted
            ends.add(found)
    assert ends == {Counts(accepted=1), Counts(held=1)}
