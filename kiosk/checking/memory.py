"""Memory: how much is left, and whether what is in it can come onto a disk (P1)."""

from kiosk import memory
from kiosk.checking.found import Found, attention, fails, ok
from kiosk.checking.here import Here
from kiosk.machine import MEMORY_LOW, free_memory

_UNIT = ("systemctl", "show", "handrail.service", "--property=MemorySwapMax", "--value")


def room(here: Here) -> Found:
    """How much programs could still have."""
    free = free_memory(here.root / "proc/meminfo")
    if not free:
        return attention("Nobody tells how much memory is free.", "Look at /proc/meminfo.")
    if free < MEMORY_LOW:
        return fails(
            f"Only {free / 1e6:.0f} MB of memory are free.", "Start the machine again; give it more memory."
        )
    return ok(f"{free / 1e6:.0f} MB of memory are free.")


def privacy(here: Here) -> Found:
    """Whether answers in memory could be left on a disk, by swap or by a core file."""
    swap = memory.swapped_to(here.root / "proc", here.root / "sys/fs/cgroup")
    if not swap:
        return ok("Memory is swapped to no disk, and the kiosk leaves no core files.")
    unit = here.run(_UNIT)
    if unit.well and unit.out.strip() == "0":
        return ok("The unit of the kiosk is kept out of swap, and the kiosk leaves no core files.")
    return attention(
        f"Memory is swapped to {swap}, where answers could be left.",
        "Turn that swap off, use zram, or start the kiosk as the unit handrail.service, which is kept out of it.",
    )
