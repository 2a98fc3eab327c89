"""What the machine has left, and how little is too little: for the staff console and ``kiosk check`` alike."""

from pathlib import Path

DISK_LOW = 1_000_000_000
MEMORY_LOW = 200_000_000
"""Free bytes below which IT should look."""


def free_memory(file: Path = Path("/proc/meminfo")) -> int:
    """Bytes that programs could still have; 0 when nobody tells."""
    try:
        lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    for line in lines:
        words = line.split()
        if line.startswith("MemAvailable:") and len(words) > 1 and words[1].isdecimal():
            return int(words[1]) * 1024
    return 0
