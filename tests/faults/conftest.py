"""What was tried is told at the end, as a table."""

import multiprocessing
import tempfile
from pathlib import Path

import pytest

from tests.faults.amount import MANY, SEED


@pytest.fixture
def tried(record_property):
    """``tried(what, number, outcome)``: a line of the table."""

    def tell(what, number, outcome):
        record_property("tried", (what, f"{number:,}", outcome))

    return tell


@pytest.fixture
def fast_folder():
    """In memory where that can be: thousands of images are written and thrown away."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def processes():
    """Processes that are forked from a clean one with everything loaded, so that each takes milliseconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.children", "tests.faults.elsewhere_children"])
    return context


def pytest_report_header():
    """Where chance begins, so that a failure can be run again."""
    return f"faults: {'many' if MANY else 'few'}, seed {SEED}: FAULTS_SEED={SEED} tries the same again"


def pytest_terminal_summary(terminalreporter):
    """The table."""
    reports = [
        r for group in terminalreporter.stats.values() for r in group if getattr(r, "when", "") == "call"
    ]
    lines = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "tried"
    ]
    if not lines:
        return
    terminalreporter.section(f"what was tried; FAULTS_SEED={SEED} tries the same again")
    wide = max(len(what) for what, _, _ in lines)
    for what, number, outcome in sorted(map(tuple, lines)):
        terminalreporter.write_line(f"{what:<{wide}} {number:>9}  {outcome}")
