"""The real CUPS: what is handed over comes out, what is wrong is known, and the spool is empty afterwards."""

import os
import shutil
import time

import pytest

from kiosk.printing.cups import Cups, Fault, fault
from kiosk.printing.papers import Paper

PAPER = Paper(b"%PDF-1.4 a reference", "A4")


def until(look, wanted):
    """Asks the printer again and again, as the kiosk does every second."""
    end = time.monotonic() + 20
    while (found := look()) != wanted:
        assert time.monotonic() < end, found
        os.sched_yield()


def test_a_paper_comes_out_and_nothing_of_it_stays(server, queue):
    """P1: the print spool holds none of it."""
    job = queue.send(PAPER)
    assert isinstance(job, str)
    assert queue.look(job) is False
    server.says("print")
    until(lambda: queue.look(job), True)
    assert server.printed == PAPER.pdf
    queue.empty()
    until(lambda: server.spool, [])


@pytest.mark.parametrize(
    ("state", "means"),
    [("media-empty-error", Fault.PAPER), ("media-jam", Fault.JAM), ("cover-open-report", Fault.COVER)],
)
def test_a_printer_in_trouble_is_heard_and_mended(server, queue, state, means):
    """A17."""
    job = queue.send(PAPER)
    server.says(f"+{state}")
    until(lambda: queue.look(job), means)
    server.says(f"-{state}")
    until(lambda: queue.look(job), False)
    server.says("print")
    until(lambda: queue.look(job), True)


def test_what_waits_is_taken_back(server, queue, caplog):
    queue.send(PAPER)
    queue.send(PAPER)
    queue.empty()
    until(lambda: server.spool, [])
    assert server.run("lpstat", "-o") == ""
    queue.empty()
    assert caplog.messages == [], "nor is it an error that nothing waits"


def test_who_may_not_empty_a_queue_takes_back_each_job_of_theirs(server, tmp_path, caplog):
    """P1: as CUPS comes, Cancel-Jobs and Purge-Jobs are an administrator's, and Cancel-Job is the owner's."""
    cancel = tmp_path / "cancel"
    cancel.write_text(f'#!/bin/sh\n[ "$1" != -a ] || exit 1\nexec {shutil.which("cancel")} "$@"\n')
    cancel.chmod(0o755)
    queue = Cups("paper", {**server.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    queue.send(PAPER)
    queue.send(PAPER)
    queue.empty()
    until(lambda: server.spool, [])
    assert caplog.messages == []


def test_a_queue_that_is_switched_off_or_not_there_is_away(server, queue):
    job = queue.send(PAPER)
    server.run("cupsdisable", "paper")
    until(lambda: queue.look(job), Fault.AWAY)
    assert Cups("another", server.environ).send(PAPER) is Fault.AWAY


def test_without_a_print_server_the_printer_is_away(tmp_path, caplog):
    """And staff are told that a paper may lie there for a stranger (P1)."""
    gone = Cups("paper", {**os.environ, "CUPS_SERVER": str(tmp_path / "nothing")})
    assert gone.send(PAPER) is Fault.AWAY
    assert gone.look("paper-1") is Fault.AWAY
    gone.empty()
    assert "cannot be taken back" in caplog.text


def test_without_its_commands_the_printer_is_away(tmp_path):
    assert Cups("paper", {"PATH": str(tmp_path)}).send(PAPER) is Fault.AWAY


@pytest.mark.parametrize(
    ("alerts", "means"),
    [
        ("none", None),
        ("media-low-warning", None),
        ("media-empty-warning", None),
        ("toner-low-report toner-empty-error", Fault.INK),
        ("offline-report", Fault.AWAY),
        ("never-heard-of-error", None),
        ("", None),
    ],
)
def test_what_alerts_mean(alerts, means):
    told = f"printer paper now printing paper-1.  enabled since Sun\n\tDescription: x\n\tAlerts: {alerts}\n"
    assert fault(told) is means
