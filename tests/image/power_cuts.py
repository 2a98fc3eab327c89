"""Power cuts of a recorded kiosk: what each leaves is mounted, opened by the product, and held against what it told."""

import hashlib
import random
import subprocess
import tempfile
import time
import uuid
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from kiosk.errors import StoreError
from offline_cache.database import Database
from offline_cache.disk import Ballast
from offline_cache.tables import part, submission
from tests.image.block_log import Replay, cut
from tests.image.disks import Partition

MARK = b"HANDRAIL "
WORKERS = 2


@dataclass(frozen=True)
class Recording:
    """``writes`` of a disk that was ``before`` in the beginning; ``marks`` and ``data`` are two of its partitions.

    ``outboxes`` is where on the second the outboxes lie, without how they are synced, which ends the folder's name.
    """

    writes: list
    before: Path
    marks: Partition
    data: Partition
    outboxes: str


def told(recording, synchronous):
    """What was acknowledged when: pairs of a place in the log and the references that were told until there."""
    found, known = [], frozenset()
    for place, write in enumerate(recording.writes):
        if write.at == recording.marks.start and write.data.startswith(MARK):
            words = write.data.split(b"\0", 1)[0].decode().split(" ")
            if words[1] == synchronous:
                known |= frozenset(words[2:])
                found.append((place, known))
    return found


def known_at(acknowledged, place):
    """What had been told when the write at ``place`` was the last."""
    known = frozenset()
    for told_at, references in acknowledged:
        if told_at > place:
            break
        known = references
    return known


def try_cuts(recording, synchronous, many, folder, seed):
    """``many`` cuts between the first and the last mark: what came of them, as a Counter."""
    acknowledged = told(recording, synchronous)
    first, last = acknowledged[0][0], acknowledged[-1][0]
    points = sorted(random.Random(seed).choices(range(first + 1, last + 2), k=many))
    share = -(-many // WORKERS)
    chunks = [points[begin : begin + share] for begin in range(0, many, share)]
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [
            pool.submit(_try_each, recording, synchronous, chunk, folder, seed + number)
            for number, chunk in enumerate(chunks)
        ]
        return sum((job.result() for job in jobs), Counter())


def _try_each(recording, synchronous, points, folder, seed):
    chance, came = random.Random(seed), Counter()
    acknowledged = told(recording, synchronous)
    data = recording.data
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        _extract(recording.before, data, work / "disk")
        with (work / "disk").open("r+b") as disk:
            replay = Replay(recording.writes, disk, data.start, data.size)
            for point in points:
                pending = replay.pending(point)
                disk.flush()
                subprocess.run(["cp", "--sparse=always", work / "disk", work / "cut"], check=True)
                with (work / "cut").open("r+b") as image:
                    came[cut(replay, image, pending, chance)] += 1
                came["cuts"] += 1
                known = known_at(acknowledged, point - 1)
                came.update(
                    _faults(work / "cut", f"{recording.outboxes}{synchronous}", known, work / "mount")
                )
    return came


def _faults(image, folder, known, mount):
    """What is wrong with what a cut left, as the next start finds it, and 1 for "bad cuts" if anything is."""
    found = Counter()
    mount.mkdir(exist_ok=True)
    if subprocess.run(
        ["mount", "-o", "loop,noatime", image, mount], check=False, capture_output=True
    ).returncode:
        return Counter({"not mounted": 1, "lost": len(known), "bad cuts": 1})
    try:
        references, found["torn rows"], found["set aside"] = _opened(mount / folder)
        found["lost"] = len(known - references)
        found["not told, yet there"] = len(references - known)
    except (StoreError, OSError):
        found["not opened"] = 1
        found["lost"] = len(known)
    finally:
        _unmount(mount)
    found["bad cuts"] = int(any(found[what] for what in ("set aside", "torn rows", "lost", "not opened")))
    return found


def _opened(folder):
    """The references in the outbox there, how many rows are torn, and 1 if the file was set aside as broken."""
    database = Database(
        folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=Ballast(folder / "ballast")
    )
    try:
        database.open().result()
        rows = database.run(lambda c: c.execute(select(submission)).all()).result()
        parts = database.run(lambda c: c.execute(select(part)).all()).result()
    finally:
        database.close()
    of_each = Counter(one.submission_seq for one in parts)
    torn = sum(hashlib.sha256(one.envelope).digest() != one.digest for one in (*rows, *parts))
    torn += sum(of_each[row.seq] != row.parts for row in rows)
    return {row.reference for row in rows}, torn, int(database.set_aside is not None)


def _unmount(mount):
    for _ in range(50):
        if subprocess.run(["umount", mount], check=False, capture_output=True).returncode == 0:
            return
    raise RuntimeError(f"{mount} stays in use")


def _extract(disk, partition, target):
    """The partition in a file of its own, without its holes."""
    with disk.open("rb") as source, target.open("wb") as file:
        file.truncate(partition.size)
        source.seek(partition.start)
        for place in range(0, partition.size, 2**20):
            piece = source.read(min(2**20, partition.size - place))
            if piece.strip(b"\0"):
                file.seek(place)
                file.write(piece)
