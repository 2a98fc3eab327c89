"""The outbox and its sync against a model, through crashes at any point: invariants 1, 3, 5 and 10."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from offline_cache.delivery.outcome import Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.outbox import RETENTION, Receipt, ReferenceTaken
from offline_cache.sealing import Envelope
from offline_cache.sync import Sync
from offline_cache.tables import submission
from tests.offline_cache.rig import FakeClock, Kiosk, make_submission


class PulledPlug(BaseException):
    """The process ends here, whatever it was doing."""


class Council:
    """Stores by id and digest, then does with its answer what the script says."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self.script: list[str] = []

    def reachable(self) -> bool:
        return True

    def deliver(self, envelope: Envelope) -> Outcome:
        step = self.script.pop(0) if self.script else "accept"
        if step == "crash before":
            raise PulledPlug
        if step in {"accept", "swallow", "crash after"}:
            kept = self.rows.setdefault(envelope.header.id, envelope.digest)
            assert kept == envelope.digest, "every attempt sends the same bytes"
        if step == "crash after":
            raise PulledPlug
        return {
            "accept": Accepted(envelope.digest),
            "swallow": Uncertain("cut off"),
            "refuse": Retry("status 503", 5.0),
            "hold": Held("status 410"),
            "pause": Paused("status 401"),
        }[step]


STEPS = st.sampled_from(["accept", "swallow", "refuse", "hold", "pause", "crash before", "crash after"])


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.council = Council()
        self.receipts: dict[str, Receipt] = {}
        self.digests: dict[str, bytes] = {}
        self.lives = 0
        self.start(self.root / "0")

    def start(self, folder: Path) -> None:
        self.kiosk = Kiosk(folder, clock=self.clock)
        self.outbox = self.kiosk.open()
        self.sync = Sync(
            self.outbox,
            {"council": self.council},
            clock=self.clock,
            uniform=lambda _low, high: high,
            wake=self.kiosk.wake,
        )

    def teardown(self) -> None:
        self.outbox.close()
        shutil.rmtree(self.root)

    @rule(number=st.integers(0, 8))
    def put(self, number: int) -> None:
        answers = make_submission(number)
        receipt = self.outbox.put(answers).result()
        assert receipt == Receipt(answers.reference, answers.id)
        self.receipts[answers.id] = receipt

    @precondition(lambda self: self.receipts)
    @rule(number=st.integers(100, 105))
    def put_with_a_taken_reference(self, number: int) -> None:
        taken = next(iter(self.receipts.values())).reference
        assert self.outbox.put(make_submission(number, reference=taken)).result() == ReferenceTaken(taken)

    @rule(script=st.lists(STEPS, max_size=6), force=st.booleans())
    def synchronise(self, script: list[str], force: bool) -> None:
        self.council.script = script
        try:
            if force:
                self.sync.once()
            else:
                self.sync.round()
        except PulledPlug:
            self.crash()

    @rule()
    def crash(self) -> None:
        """What another process would find at this moment: the files as they are, with no goodbye."""
        self.lives += 1
        folder = self.root / str(self.lives)
        shutil.copytree(self.kiosk.folder, folder, ignore=shutil.ignore_patterns("*-shm", "lock"))
        self.outbox.close()
        self.start(folder)

    @rule(seconds=st.floats(-1e8, 1e8))
    def the_clock_jumps(self, seconds: float) -> None:
        self.clock.now = max(self.clock.now + seconds, 0.0)

    @rule()
    def retention_passes(self) -> None:
        self.clock.now += RETENTION
        self.outbox.purge().result()

    @rule()
    def staff_release_what_is_held(self) -> None:
        for id_, row in self.rows().items():
            if row.state == "held":
                self.outbox.requeue(id_, "released", self.clock.now).result()

    def rows(self):
        found = self.kiosk.database.run(lambda c: c.execute(select(submission)).all()).result()
        return {row.id: row for row in found}

    @invariant()
    def every_receipt_is_kept(self) -> None:
        rows = self.rows()
        assert {id_: row.reference for id_, row in rows.items()} == {
            id_: receipt.reference for id_, receipt in self.receipts.items()
        }
        for id_, row in rows.items():
            assert self.digests.setdefault(id_, row.digest) == row.digest
            if row.state in {"accepted", "purged"}:
                assert row.envelope is None
                assert self.council.rows[id_] == row.digest, "accepted here means stored there"
            else:
                assert hashlib.sha256(row.envelope).digest() == row.digest
            assert row.state != "sending"

    @invariant()
    def nothing_was_set_aside(self) -> None:
        assert self.kiosk.database.set_aside is None

    @rule()
    def in_the_end_the_council_has_each_exactly_once(self) -> None:
        self.council.script = []
        self.staff_release_what_is_held()
        self.sync.once()
        assert self.council.rows.keys() == self.receipts.keys()
        assert self.outbox.counts().result().delivered == len(self.receipts)


OutboxMachine.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
TestOutbox = OutboxMachine.TestCase
