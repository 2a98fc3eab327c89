"""Memory that holds answers is written to no file and read by no other program (P1)."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import memory

ROOT = Path(__file__).resolve().parents[2]
HEAD = "Filename Type Size Used Priority\n"
ABORT = """
import os, resource
from kiosk import memory
memory.no_core_files()
memory.keep_to_ourselves()
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""


def test_a_program_that_dies_leaves_no_core_file(tmp_path):
    """A control without it would need a kernel whose core files land here; the limits are the proof."""
    done = subprocess.run(
        [sys.executable, "-c", ABORT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode < 0
    assert done.stdout == "(1, 1)\n"
    assert list(tmp_path.iterdir()) == []


CLOSED = os.getuid() == 0 and not all(one.stat().st_mode & 1 for one in Path(sys.executable).parents)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.skipif(CLOSED, reason="root runs the tests, in a folder that is closed to the user who is tried")
def test_no_other_program_of_the_user_can_read_its_memory():
    """The kernel gives what lies in /proc of such a process to root, and lets no debugger in."""
    code = "from kiosk import memory; memory.keep_to_ourselves(); print('kept', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **({"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}),
    ) as child:
        try:
            assert child.stdout.readline() == "kept\n"
            assert Path(f"/proc/{child.pid}/mem").stat().st_uid == 0
        finally:
            child.kill()


def test_a_limit_that_is_lower_already_stays(monkeypatch):
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (0, 0))
    taken = []
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: taken.append(limits))
    memory.no_core_files()
    assert taken == [(0, 0)]


@pytest.fixture
def machine(tmp_path):
    """``machine(swaps, limit)``: a machine's /proc and its cgroups; gives where memory is swapped to."""

    def make(swaps, limit="max"):
        proc, groups = tmp_path / "proc", tmp_path / "cgroup"
        (proc / "self").mkdir(parents=True)
        (proc / "swaps").write_text(HEAD + swaps)
        (proc / "self" / "cgroup").write_text("0::/system.slice/kiosk.service\n")
        (groups / "system.slice" / "kiosk.service").mkdir(parents=True)
        (groups / "system.slice" / "memory.swap.max").write_text(f"{limit}\n")
        return memory.swapped_to(proc, groups)

    return make


@pytest.mark.parametrize(
    ("swaps", "limit", "found"),
    [
        ("", "max", ""),
        ("/dev/zram0 partition 1 0 100\n", "max", ""),
        ("/dev/sda2 partition 1 0 -2\n", "max", "/dev/sda2"),
        ("/dev/zram0 partition 1 0 100\n/swap file 1 0 -2\n", "max", "/swap"),
        ("/dev/sda2 partition 1 0 -2\n", "0", ""),
    ],
)
def test_swap_on_a_disk_is_told_unless_the_service_is_kept_out_of_it(machine, swaps, limit, found):
    assert machine(swaps, limit) == found


def test_where_nobody_can_tell_nothing_is_said(tmp_path):
    assert memory.swapped_to(tmp_path, tmp_path) == ""


def test_staff_are_told(monkeypatch, caplog):
    monkeypatch.setattr(memory, "swapped_to", lambda: "/dev/sda2")
    memory.warn_of_swap()
    assert "Memory is swapped to /dev/sda2" in caplog.text
