"""What is in memory stays off the disk: no core files, no other reader, a word to staff where it is swapped (P1)."""

import resource
import sys
from pathlib import Path

from kiosk import log

_PR_SET_DUMPABLE = 4
_NO_CORE = 1
"""Bytes. Every core file is larger, so none is written, and with exactly 1 the kernel does not hand one to a program
either, as it would with 0 (fs/coredump.c). Programs that this one starts inherit it."""
_IN_MEMORY = "/dev/zram"
SWAPPED = (
    "Memory is swapped to {0}, where answers could be left: turn that swap off, use zram, or start the kiosk with"
    " MemorySwapMax=0."
)


def no_core_files() -> None:
    """To be called before anybody can answer: a program that dies leaves no file with answers in it."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    least = _NO_CORE if most == resource.RLIM_INFINITY else min(_NO_CORE, most)
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))


def keep_to_ourselves() -> None:
    """To be called in each process that holds answers: no other program of this user can read its memory."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 the first paint does not wait for it

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def swapped_to(proc: Path = Path("/proc"), groups: Path = Path("/sys/fs/cgroup")) -> str:
    """Where on a disk the memory of this process can be swapped to; "" for nowhere, or when nobody can tell."""
    try:
        lines = (proc / "swaps").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return ""
    found = [line.split()[0] for line in lines if not line.startswith(_IN_MEMORY)]
    return ", ".join(found) if found and not _held_back(proc, groups) else ""


def warn_of_swap() -> None:
    """To be called once, at start."""
    if found := swapped_to():
        log.warning("%s", SWAPPED.format(found))


def _held_back(proc: Path, groups: Path) -> bool:
    """Whether systemd keeps this process from being swapped, by its own group or one above it."""
    try:
        own = (proc / "self" / "cgroup").read_text(encoding="utf-8").rpartition("::")[2].strip().strip("/")
    except OSError:
        return False
    place = groups / own
    while place != groups.parent:
        limit = place / "memory.swap.max"
        if limit.is_file() and limit.read_text(encoding="utf-8").strip() == "0":
            return True
        place = place.parent
    return False
