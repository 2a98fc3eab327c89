"""How fast a submission is accepted: sealed and committed to disk, beside the bare disk doing the same bytes.

    python -m benchmarks.accept [--number 3000] [--folder DIR]

Both run in turn, on the same disk, so that the ratio means something on any machine. The last line is the figure.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.submission import Submission, new_reference
from offline_cache.database import Database
from offline_cache.disk import Ballast, free_bytes
from offline_cache.outbox import Outbox, Receipt
from offline_cache.sealing import CouncilKey, seal

SIZE = 10_000
BATCHES = 5
WARM_UP = 500
"""Submissions until the log has its full length. A kiosk's is short and has its room from the first few on."""


def main() -> None:
    """Print submissions and bare writes a second, their ratio and the slowest hundredth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=3000, help="submissions in all")
    parser.add_argument("--folder", type=Path, default=Path(), help="a folder on the disk to measure")
    options = parser.parse_args()
    key = CouncilKey.of(X25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    dice = random.Random(1)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, open_outbox(Path(folder), key) as outbox:
        size = len(seal(make_submission(dice), key).data)
        accept(outbox, dice, WARM_UP)
        ours: list[float] = []
        raw: list[float] = []
        for _ in range(BATCHES):
            raw += write_and_sync(Path(folder) / "raw", size, options.number // BATCHES)
            ours += accept(outbox, dice, options.number // BATCHES)
    show(f"pwrite + fdatasync of {size} bytes", raw)
    show(f"seal {SIZE} bytes + commit", ours)
    rate, bare = len(ours) / sum(ours), len(raw) / sum(raw)
    p99 = statistics.quantiles(ours, n=100)[98] * 1000
    print(f"accept: {rate:.0f}/s, {rate / bare:.2f} of raw fdatasync, p99 {p99:.1f} ms")


@contextmanager
def open_outbox(folder: Path, key: CouncilKey) -> Iterator[Outbox]:
    """An outbox as a kiosk opens it, with nobody sending: the log is copied back by the commits alone."""
    ballast = Ballast(folder / "ballast")
    database = Database(folder, new_id=lambda: str(uuid.uuid4()), clock=time.time, ballast=ballast)
    database.open().result()
    outbox = Outbox(database, key, clock=time.time, free=lambda: free_bytes(folder))
    try:
        yield outbox
    finally:
        outbox.close()


def make_submission(dice: random.Random) -> Submission:
    """Answers of SIZE bytes that nothing can compress."""
    start = Submission(
        id=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        reference=new_reference(dice.choice),
        service="benchmark",
        form_id="benchmark",
        form_version="1",
        language="en",
        created=datetime.now(UTC),
        instance=b"",
        consent="",
    )
    return replace(start, instance=dice.randbytes(SIZE // 2).hex().encode())


def accept(outbox: Outbox, dice: random.Random, number: int) -> list[float]:
    """Seconds of each submission, from the call to the receipt."""
    taken = []
    for _ in range(number):
        answers = make_submission(dice)
        start = time.perf_counter()
        receipt = outbox.put(answers).result()
        taken.append(time.perf_counter() - start)
        if not isinstance(receipt, Receipt):
            raise SystemExit("a reference came twice: run this again")
    return taken


def write_and_sync(path: Path, size: int, number: int) -> list[float]:
    """Seconds of each bare write of as many bytes, in a file that has its room already."""
    data = os.urandom(size)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        os.posix_fallocate(handle, 0, size * number)
        for n in range(number):
            os.pwrite(handle, bytes(size), n * size)
        os.fsync(handle)
        taken = []
        for n in range(number):
            start = time.perf_counter()
            os.pwrite(handle, data, n * size)
            os.fdatasync(handle)
            taken.append(time.perf_counter() - start)
    finally:
        os.close(handle)
    return taken


def show(name: str, taken: list[float]) -> None:
    """One line of a measurement."""
    hundredths = statistics.quantiles(taken, n=100)
    rate = len(taken) / sum(taken)
    p50, p99, slowest = (seconds * 1000 for seconds in (hundredths[49], hundredths[98], max(taken)))
    print(f"{name}: {rate:.0f}/s, p50 {p50:.3f} ms, p99 {p99:.3f} ms, slowest {slowest:.1f} ms")


if __name__ == "__main__":
    main()
