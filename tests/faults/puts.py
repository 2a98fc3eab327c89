"""Started under strace: everything that an outbox does, telling each step before it is begun and when it is done.

``python -m tests.faults.puts FOLDER SYNCHRONOUS DAYS``: FULL as shipped, or NORMAL or OFF to show that the tests would
notice. The folder may hold a database of the first version, with the submission OLD in it.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache import connection
from offline_cache.database import FILE
from offline_cache.migrations import m0001_submissions
from offline_cache.outbox import RETENTION, Outbox
from offline_cache.sealing import seal
from offline_cache.sending import Proof
from tests.faults.children import open_outbox
from tests.offline_cache.rig import FakeClock, make_private, make_submission, public_of
from tests.offline_cache.with_files import submission_with

AT_ONCE = 6
OLD = make_submission(1)


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

    def __init__(self, outbox: Outbox, clock: FakeClock, accepted: list[Submission]) -> None:
        self._outbox = outbox
        self._clock = clock
        self._accepted = accepted

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
        if outcome == "accepted":
            self._accepted.append(answers)

    @goes_on
    def send_together(self, many: list[Submission]) -> None:
        """Marked in one commit, and accepted in another."""
        for answers in many:
            tell("begin", "uncertain", answers)
        envelopes = self._outbox.mark_together([answers.id for answers in many]).result()
        marked = {envelope.header.id for envelope in envelopes}
        many = [answers for answers in many if answers.id in marked]  # the disk may have refused one of them
        for answers in many:
            tell("done", "uncertain", answers)
            tell("begin", "accepted", answers)
        self._outbox.accepted_together([Proof(one.header.id, one.digest) for one in envelopes]).result()
        for answers in many:
            tell("done", "accepted", answers)
        self._accepted += many

    @goes_on
    def release(self, answers: Submission) -> None:
        tell("begin", "queued", answers)
        self._outbox.release(answers.reference).result()
        tell("done", "queued", answers)

    @goes_on
    def checkpoint(self) -> None:
        self._outbox.checkpoint().result()

    @goes_on
    def let_go(self) -> None:
        while self._outbox.let_go().result():
            pass

    @goes_on
    def purge(self) -> None:
        """A month later."""
        for answers in self._accepted:
            tell("begin", "purged", answers)
        self._clock.now += RETENTION + 1
        self._outbox.purge().result()
        for answers in self._accepted:
            tell("done", "purged", answers)
        self._accepted.clear()


def first_version(folder: Path) -> None:
    """A database as the first Handrail left it, with one submission that waits."""
    raw = connection.connect(folder / FILE)
    raw.execute("BEGIN IMMEDIATE")
    m0001_submissions.apply(raw)
    raw.execute("PRAGMA user_version=1")
    envelope = seal(OLD, public_of(make_private()))
    row = (OLD.id, OLD.reference, "key", envelope.data, envelope.digest, len(envelope.data))
    raw.execute(
        "INSERT INTO submission (id, reference, form_id, form_version, key_id, envelope, digest, size, state, created,"
        " next_at) VALUES (?, ?, 'f', '1', ?, ?, ?, ?, 'queued', '2026-01-01T00:00:00+00:00', 0)",
        row,
    )
    raw.execute("COMMIT")
    raw.close()


def day(teller: Teller, number: int) -> None:
    """A day's work: each small one comes to another end, and attachments are let go."""
    small = [make_submission(100 + 100 * number + n, answer="x" * 900 * n) for n in range(AT_ONCE)]
    large = [submission_with(150 + 100 * number + n) for n in range(2)]
    teller.put(*small)
    for answers in large:
        teller.put(answers)
    for answers, outcome in zip(small, ("accepted", "held", "queued", "uncertain"), strict=False):
        teller.send(answers, outcome)
    teller.send_together(small[4:])
    teller.release(small[1])
    teller.checkpoint()
    teller.send(large[0], "accepted")
    teller.let_go()


def story(folder: Path, days: int) -> None:
    """Some days of a kiosk. On the last but one the oldest submission is delivered, and all that was is purged."""
    clock = FakeClock()
    accepted: list[Submission] = []
    known = (folder / FILE).exists()
    if known:
        tell("done", "queued", OLD)
    for number in range(days):
        try:
            outbox = opened(folder, clock)
        except StoreError:  # the disk is full or fails: another day
            continue
        teller = Teller(outbox, clock, accepted)
        if not known:
            teller.put(OLD)
            known = True
        day(teller, number)
        last = number == max(days - 2, 0)
        teller.send(OLD, "accepted" if last else "uncertain")
        if last:
            teller.purge()
        outbox.close()


def opened(folder: Path, clock: FakeClock) -> Outbox:
    """Started again when the disk fails it, as staff would."""
    try:
        return open_outbox(folder, clock)
    except StoreError:
        return open_outbox(folder, clock)


def main() -> None:
    folder, synchronous, days = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    expected = {"FULL": 2, "NORMAL": 1, "OFF": 0}[synchronous]
    connection.PRAGMAS = tuple(
        (name, synchronous, expected) if name == "synchronous" else (name, value, found)
        for name, value, found in connection.PRAGMAS
    )
    story(folder, days)


if __name__ == "__main__":
    main()
