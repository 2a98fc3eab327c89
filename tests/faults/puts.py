"""Started under strace: everything that an outbox does, telling each step before it is begun and when it is done.

``python -m tests.faults.puts FOLDER SYNCHRONOUS``: FULL as shipped, or NORMAL or OFF to show that the tests would
notice. It begins with a database of the first version, so the migrations are part of it.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache import connection
from offline_cache.database import FILE
from offline_cache.database import _sync_folder as sync_folder
from offline_cache.migrations import m0001_submissions
from offline_cache.outbox import RETENTION, Outbox
from offline_cache.sealing import seal
from tests.faults.children import open_outbox
from tests.offline_cache.rig import FakeClock, make_private, make_submission, public_of
from tests.offline_cache.with_files import submission_with

DAYS = 3
AT_ONCE = 6


def tell(word: str, state: str, answers: Submission) -> None:
    os.write(1, f"{word} {state} {answers.reference}\n".encode())


def goes_on(step: Callable[..., None]) -> Callable[..., None]:
    """A step that fails because the disk did has not been told as done, and the kiosk goes on."""

    @wraps(step)
    def tried(*arguments: object) -> None:
        with suppress(StoreError):
            step(*arguments)

    return tried


class Teller:
    """Does things to an outbox. What fails because the disk did is told as begun and never as done."""

    def __init__(self, outbox: Outbox, clock: FakeClock) -> None:
        self._outbox = outbox
        self._clock = clock

    def put(self, *many: Submission) -> None:
        """All at once, as after an outage several may be waiting for the disk."""
        for answers in many:
            tell("begin", "queued", answers)
        futures = [self._outbox.put(answers) for answers in many]
        for answers, future in zip(many, futures, strict=True):
            if future.exception() is None:
                tell("done", "queued", answers)

    @goes_on
    def send(self, answers: Submission, outcome: str) -> None:
        """Mark it as sending, prove its attachments, and record the outcome."""
        tell("begin", "uncertain", answers)
        envelope = self._outbox.mark_sending(answers.id).result()
        tell("done", "uncertain", answers)  # as the next start finds what was on its way
        for number in envelope.unsent:
            part = self._outbox.part(answers.id, number).result()
            self._outbox.part_sent(answers.id, number, part.digest).result()
        tell("begin", outcome, answers)
        match outcome:
            case "accepted":
                self._outbox.accepted(answers.id, envelope.digest).result()
            case "held":
                self._outbox.hold(answers.id, "other-bytes").result()
            case "queued":
                self._outbox.requeue(answers.id, "busy", self._clock()).result()
            case "uncertain":
                self._outbox.mark_uncertain(answers.id, "cut off", self._clock()).result()
        tell("done", outcome, answers)

    @goes_on
    def release(self, answers: Submission) -> None:
        tell("begin", "queued", answers)
        self._outbox.release(answers.reference).result()
        tell("done", "queued", answers)

    @goes_on
    def let_go(self) -> None:
        while self._outbox.let_go().result():
            pass

    @goes_on
    def purge(self, accepted: Sequence[Submission]) -> None:
        for answers in accepted:
            tell("begin", "purged", answers)
        self._clock.now += RETENTION + 1
        self._outbox.purge().result()
        for answers in accepted:
            tell("done", "purged", answers)


def first_version(folder: Path, answers: Submission) -> None:
    """A database as the first Handrail left it, with one submission that waits."""
    tell("begin", "queued", answers)
    raw = connection.connect(folder / FILE)
    raw.execute("BEGIN IMMEDIATE")
    m0001_submissions.apply(raw)
    raw.execute("PRAGMA user_version=1")
    envelope = seal(answers, public_of(make_private()))
    row = (answers.id, answers.reference, "key", envelope.data, envelope.digest, len(envelope.data))
    raw.execute(
        "INSERT INTO submission (id, reference, form_id, form_version, key_id, envelope, digest, size, state, created,"
        " next_at) VALUES (?, ?, 'f', '1', ?, ?, ?, ?, 'queued', '2026-01-01T00:00:00+00:00', 0)",
        row,
    )
    raw.execute("COMMIT")
    sync_folder(folder)
    tell("done", "queued", answers)
    raw.close()


def day(outbox: Outbox, clock: FakeClock, number: int, old: Submission) -> None:
    """Everything once; the oldest submission is delivered on the second day, and then all is purged."""
    teller = Teller(outbox, clock)
    small = [make_submission(100 * number + n, answer="x" * 900 * n) for n in range(AT_ONCE)]
    large = [submission_with(100 * number + 50 + n) for n in range(2)]
    teller.put(*small)
    for answers in large:
        teller.put(answers)
    for answers, outcome in zip(small, ("accepted", "held", "queued", "uncertain"), strict=False):
        teller.send(answers, outcome)
    teller.release(small[1])
    outbox.checkpoint().result()
    teller.send(large[0], "accepted")
    teller.let_go()
    if number == 1:
        teller.send(old, "uncertain")
    if number == 2:
        teller.send(old, "accepted")
        first = [make_submission(100), submission_with(150)]
        teller.purge([*first, small[0], large[0], old])


def opened(folder: Path, clock: FakeClock) -> Outbox:
    """Started again when the disk fails it, as staff would."""
    try:
        return open_outbox(folder, clock)
    except StoreError:
        return open_outbox(folder, clock)


def story(folder: Path) -> None:
    """A few days of a kiosk, from its first version on."""
    clock = FakeClock()
    old = make_submission(1)
    first_version(folder, old)
    for number in range(1, DAYS + 1):
        outbox = opened(folder, clock)
        day(outbox, clock, number, old)
        outbox.close()


def main() -> None:
    folder, synchronous = Path(sys.argv[1]), sys.argv[2]
    expected = {"FULL": 2, "NORMAL": 1, "OFF": 0}[synchronous]
    connection.PRAGMAS = tuple(
        (name, synchronous, expected) if name == "synchronous" else (name, value, found)
        for name, value, found in connection.PRAGMAS
    )
    story(folder)


if __name__ == "__main__":
    main()
