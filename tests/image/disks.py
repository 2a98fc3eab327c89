"""Disks and memory sticks, as files: what lies on a disk by its GPT, and sticks with a FAT partition."""

import struct
import subprocess
import uuid
from dataclasses import dataclass

SECTOR = 512
FIRST = 2048
"""The first sector of a stick's partition."""


@dataclass(frozen=True)
class Partition:
    """``number`` counts from 1; ``start`` and ``size`` are in bytes."""

    number: int
    label: str
    kind: uuid.UUID
    start: int
    size: int


def partitions(disk):
    """The partitions that the GPT of ``disk`` names. Raises ValueError when there is none."""
    with disk.open("rb") as file:
        file.seek(SECTOR)
        header = file.read(92)
        if header[:8] != b"EFI PART":
            raise ValueError(f"{disk} has no GPT")
        table, many, size = struct.unpack_from("<QII", header, 72)
        file.seek(table * SECTOR)
        entries = [file.read(size) for _ in range(many)]
    return tuple(_partition(number, entry) for number, entry in enumerate(entries, 1) if any(entry[:16]))


def find(disk, label):
    """The partition with this label. Raises LookupError."""
    for partition in partitions(disk):
        if partition.label == label:
            return partition
    raise LookupError(f"{disk} has no partition {label}: {[each.label for each in partitions(disk)]}")


def find_data(disk):
    """The partition that keeps what people sent."""
    return find(disk, "handrail-data")


def make_stick(path, files, *, label="HANDRAIL"):
    """A stick with one FAT partition that holds ``files``: their path on the stick, and where each comes from."""
    size = sum(source.stat().st_size for source in files.values()) // 2**20 + 48
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        file.truncate((size + 2) * 2**20)
    _run("sgdisk", "-n", f"1:{FIRST}:+{size}M", "-t", "1:0700", path)
    at = f"{path}@@{FIRST * SECTOR}"
    sectors = str(size * 2**20 // SECTOR)
    _run("mformat", "-i", at, "-F", "-v", label, "-T", sectors, "-h", "64", "-s", "32", "::")
    folders = {parent for name in files for parent in _parents(name)}
    for folder in sorted(folders, key=len):
        _run("mmd", "-i", at, f"::/{folder}")
    for name, source in files.items():
        _run("mcopy", "-i", at, source, f"::/{name}")
    return path


def fill(disk, partition, data):
    """Write ``data`` over and over from the partition's beginning to its end."""
    with disk.open("r+b") as file:
        file.seek(partition.start)
        left = partition.size
        while left > 0:
            left -= file.write(data[:left])


def copy(source, target):
    """A copy that takes no more room than what is written in it."""
    _run("cp", "--sparse=always", source, target)
    return target


def _partition(number, entry):
    kind, first, last = uuid.UUID(bytes_le=entry[:16]), *struct.unpack_from("<QQ", entry, 32)
    label = entry[56:128].decode("utf-16-le").partition("\0")[0]
    return Partition(number, label, kind, first * SECTOR, (last + 1 - first) * SECTOR)


def _parents(name):
    parts = name.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


def _run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {done.stderr.strip() or done.stdout.strip()}")
