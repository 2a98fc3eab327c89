"""How fast submissions are accepted: sealed and committed to disk, beside the bare disk doing the same bytes.

    python -m benchmarks.accept [--number 3000] [--folder DIR]

One after another, as one person after another sends; and TOGETHER at once, when they share commits. The bare disk does
the same: one write and one sync each, and TOGETHER writes for one sync. And beside the sealing of the same bytes and no
more (HPKE), which is the most of the work, so that the figure can be told from the machine's. All in turn, on the same
disk, so that the ratios mean something on any machine. The last line has the figures.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk import council_key
from kiosk.submission import Submission, new_reference
from offline_cache.database import Database
from offline_cache.disk import Ballast, free_bytes
from offline_cache.outbox import Outbox
from offline_cache.sealing import CouncilKey, seal
from offline_cache.taking import Receipt, ReferenceTaken

SIZE = 10_000
BATCHES = 5
TOGETHER = 32
"""Submissions in flight at once."""

WARM_UP = 500
"""Submissions until the log has its full length. A kiosk's is short and has its room from the first few on."""


def main() -> None:
    """Print submissions and bare writes a second, their ratios and the slowest hundredth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=3000, help="submissions in all, each way")
    parser.add_argument("--folder", type=Path, default=Path(), help="a folder on the disk to measure")
    options = parser.parse_args()
    key = CouncilKey.of(X25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    dice = random.Random(1)
    each = options.number // BATCHES
    one, raw, rates, raw_rates, sealing = [], [], [], [], []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, open_outbox(Path(folder), key) as outbox:
        size = len(seal(make_submission(dice), key).data)
        accept(outbox, dice, WARM_UP)
        for _ in range(BATCHES):
            raw += write_and_sync(Path(folder) / "raw", size, each)
            one += accept(outbox, dice, each)
            raw_rates.append(
                TOGETHER / statistics.mean(write_and_sync(Path(folder) / "raw", size, each, TOGETHER))
            )
            rates.append(accept_together(outbox, dice, each))
            sealing += seal_alone(dice, key, each)
    show(f"pwrite + fdatasync of {size} bytes", raw)
    show(f"HPKE of {SIZE} bytes", sealing)
    show(f"seal {SIZE} bytes + commit", one)
    rate, bare = len(one) / sum(one), len(raw) / sum(raw)
    together, bare_together = statistics.mean(rates), statistics.mean(raw_rates)
    print(
        f"{TOGETHER} pwrites + fdatasync: {bare_together:.0f}/s; batches {min(raw_rates):.0f} to {max(raw_rates):.0f}"
    )
    print(f"{TOGETHER} in flight: {together:.0f}/s; batches {min(rates):.0f} to {max(rates):.0f}")
    p99 = statistics.quantiles(one, n=100)[98] * 1000
    print(
        f"accept: {together:.0f}/s, {together / bare:.2f} of raw fdatasync, {together / bare_together:.2f} of it"
        f" grouped, {together * statistics.mean(sealing):.2f} of HPKE alone;"
        f" one at a time {rate:.0f}/s, {rate / bare:.2f} of raw fdatasync, p99 {p99:.1f} ms"
    )


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
        check(outbox.put(answers))
        taken.append(time.perf_counter() - start)
    return taken


def accept_together(outbox: Outbox, dice: random.Random, number: int) -> float:
    """Submissions a second, with TOGETHER under way from the first to the last."""
    answers = [make_submission(dice) for _ in range(number)]
    under_way: deque[Future[Receipt | ReferenceTaken]] = deque()
    start = time.perf_counter()
    for one in answers:
        if len(under_way) == TOGETHER:
            check(under_way.popleft())
        under_way.append(outbox.put(one))
    for future in under_way:
        check(future)
    return number / (time.perf_counter() - start)


def check(future: Future[Receipt | ReferenceTaken]) -> None:
    """Wait for a receipt."""
    if not isinstance(future.result(), Receipt):
        raise SystemExit("a reference came twice: run this again")


def seal_alone(dice: random.Random, key: CouncilKey, number: int) -> list[float]:
    """Seconds of each sealing by the library, of what is ready to be sealed."""
    public, taken = council_key.public_key(key.raw), []
    for _ in range(number):
        plain = make_submission(dice).plaintext()
        start = time.perf_counter()
        council_key.SUITES[key.suite].encrypt(plain, public, info=b"benchmark")
        taken.append(time.perf_counter() - start)
    return taken


def write_and_sync(path: Path, size: int, number: int, together: int = 1) -> list[float]:
    """Seconds of each sync with the writes before it, in a file that has its room already."""
    data = os.urandom(size)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        os.posix_fallocate(handle, 0, size * (number + together))
        for n in range(number + together):
            os.pwrite(handle, bytes(size), n * size)
        os.fsync(handle)
        taken = []
        for first in range(0, number, together):
            start = time.perf_counter()
            for n in range(first, first + together):
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
