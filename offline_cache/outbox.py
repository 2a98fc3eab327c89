"""The outbox: submissions from the moment they are committed until the council has proved that it has them.

put -> queued -> sending -> accepted -> purged
         ^          |--> uncertain --> sending        no answer: the same bytes again
         |<---------|--> held ------> queued          refused for good: kept until staff queue it again
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, update

from kiosk.destinations import COUNCIL
from kiosk.errors import StoreError
from kiosk.submission import Submission
from offline_cache import attempts, parts
from offline_cache.database import DISK_FULL, MOVED, Database
from offline_cache.disk import ROOM_TO_START, ROOM_TO_TAKE
from offline_cache.events import note
from offline_cache.intake import Intake
from offline_cache.retention import RETENTION, purge
from offline_cache.sealing import CouncilKey, Envelope, seal, seal_parts
from offline_cache.sending import WAITING, Proof, accept, mark
from offline_cache.tables import submission
from offline_cache.taking import Receipt, ReferenceTaken, Sealed, take

HORIZON = 7200.0
"""Seconds: twice the longest wait that a server can ask for. A next attempt further ahead comes from a wrong clock."""

NOT_ENROLLED = "This kiosk is not enrolled with a council, so nothing was kept. Enrol it, then try again."

SENDING = ("sending",)
KEPT_BACK = "kept back"
"""The reason of one that staff hold."""


@dataclass(frozen=True)
class Counts:
    """How many submissions are in each state."""

    queued: int = 0
    sending: int = 0
    uncertain: int = 0
    held: int = 0
    accepted: int = 0
    purged: int = 0

    @property
    def waiting(self) -> int:
        """Those that will be sent without anybody's help."""
        return self.queued + self.sending + self.uncertain

    @property
    def delivered(self) -> int:
        """Those that the council has."""
        return self.accepted + self.purged


class Outbox:
    """The queue on disk. Every method runs in the database's thread and returns a future.

    Any future may raise StoreError (the disk is full or failing); then nothing was changed. ``key`` is the council's,
    None where the kiosk is not enrolled. ``clock`` gives wall clock seconds, ``free`` the free bytes of the data
    folder; ``on_put`` is called, in the database's thread, after each new submission. ``seal_elsewhere`` seals what
    goes to another destination than the council's own API, and gives None for what is the council's.
    """

    def __init__(
        self,
        database: Database,
        key: CouncilKey | None,
        *,
        clock: Callable[[], float],
        free: Callable[[], int],
        on_put: Callable[[], object] = lambda: None,
        seal_elsewhere: Callable[[Submission], Envelope | None] = lambda _answers: None,
    ) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._free = free
        self._on_put = on_put
        self._seal_elsewhere = seal_elsewhere
        self._intake = Intake(database, self._sealed, self._admit, clock)

    def seal_to(self, key: CouncilKey) -> None:
        """From now on seal to this key; what was sealed to another is sent as it is. May be called in any thread."""
        self._key = key

    def has_room(self) -> bool:
        """Ask before a form is begun: whether its submission will fit on the disk. May be called in any thread."""
        return self._database.in_place() and self._free() >= ROOM_TO_START

    def put(self, answers: Submission) -> Future[Receipt | ReferenceTaken]:
        """Seal and commit. Putting the same id again keeps the first and gives its receipt."""
        if answers.files:
            future = self._database.run(partial(self._take_with_files, answers), alone=True)
            self._database.checkpoint()  # queued behind it: a disk that fills up now finds the log short
        else:
            future = self._intake.hand_in(answers)
        future.add_done_callback(self._ring)
        return future

    def find(self, id_: str) -> Future[str]:
        """The reference of the submission with this id, "" when there is none: asked after a crash at the sending."""
        query = select(submission.c.reference).where(submission.c.id == id_)
        return self._database.run(lambda connection: connection.scalar(query) or "")

    def due(self, now: float | None = None, destination: str = COUNCIL) -> Future[tuple[str, ...]]:
        """Ids to send at ``now`` (all when None), the fewest attempts first, so that no one item stops the rest."""
        query = select(submission.c.id).where(_waits_for(destination))
        if now is not None:
            late = submission.c.next_at
            query = query.where(or_(late <= now, late > now + HORIZON))
        query = query.order_by(submission.c.attempts, submission.c.seq)
        return self._database.run(lambda connection: tuple(connection.scalars(query)))

    def next_due(self, destination: str = COUNCIL) -> Future[float | None]:
        """When the next attempt is due, in wall clock seconds; None when nothing waits."""
        query = select(func.min(submission.c.next_at)).where(_waits_for(destination))
        return self._database.run(lambda connection: connection.scalar(query))

    def mark_sending(self, id_: str) -> Future[Envelope | None]:
        """Commit that it is on its way, before its first byte leaves, and give its envelope.

        None when the stored bytes no longer match their digest: then it is held for staff.
        """
        return self._database.run(lambda c: mark(c, (id_,), self._clock())[0], finishing=True)

    def mark_together(self, ids: Sequence[str]) -> Future[tuple[Envelope | None, ...]]:
        """The same for the first of ``ids`` and some after it, in one commit: those that fit into memory together.

        A crash makes all of them uncertain, so only where sending the same bytes again is harmless.
        """
        return self._database.run(lambda c: mark(c, ids, self._clock()), finishing=True)

    def put_back(self, envelope: Envelope) -> Future[None]:
        """It was marked together with others and not a byte of it left: as if it had not been marked."""

        def job(connection: Connection) -> None:
            row = _one(connection, envelope.header.id)
            state = "uncertain" if envelope.again else "queued"
            _move(connection, envelope.header.id, SENDING, state=state, attempts=row.attempts - 1)
            attempts.unmake(connection, row.seq)

        return self._database.run(job, finishing=True)

    def part(self, id_: str, number: int) -> Future[Envelope | None]:
        """An attachment of a submission that is on its way; None when its stored bytes are damaged."""
        return self._database.run(lambda connection: parts.one(connection, id_, number), finishing=True)

    def part_sent(self, id_: str, number: int, proof: bytes) -> Future[None]:
        """The council echoed ``proof``: after a stop, the sending goes on behind this one."""
        return self._database.run(lambda c: parts.mark_sent(c, id_, number, proof), finishing=True)

    def resend_parts(self, id_: str) -> Future[None]:
        """The council has not all attachments after all: every one is sent again."""
        return self._database.run(lambda c: parts.mark_all_unsent(c, id_), finishing=True)

    def let_go(self) -> Future[int]:
        """Delete one attachment that the council has; returns how many that was. Call it until it was none."""
        return self._database.run(parts.let_go, finishing=True)

    def accepted(self, id_: str, proof: bytes) -> Future[None]:
        """The council echoed ``proof``, the digest. Only now is the envelope let go, in the same transaction.

        The future raises StoreError, and the submission is kept, when the proof is of other bytes.
        """
        return self.accepted_together([Proof(id_, proof)])

    def accepted_together(self, proofs: Sequence[Proof]) -> Future[None]:
        """The same for several in one commit: all of them, or none when one proof is of other bytes."""
        return self._database.run(lambda c: accept(c, proofs, self._clock(), RETENTION), finishing=True)

    def requeue(self, id_: str, reason: str, next_at: float) -> Future[None]:
        """It was not taken this time, or staff release it: send it again at ``next_at``."""
        return self._settle(id_, (*SENDING, "uncertain", "held"), "queued", reason, next_at)

    def mark_uncertain(self, id_: str, reason: str, next_at: float) -> Future[None]:
        """It may have arrived: send the same bytes again at ``next_at``."""
        return self._settle(id_, SENDING, "uncertain", reason, next_at)

    def hold(self, id_: str, reason: str) -> Future[None]:
        """It was refused for good: kept, counted as held, with an event for staff."""
        return self._settle(id_, SENDING, "held", reason, 0.0)

    def release(self, reference: str) -> Future[None]:
        """Staff have seen to a held one: it is sent again from now on. Raises StoreError when none such is held."""

        def job(connection: Connection) -> None:
            named = (submission.c.reference == reference) & (submission.c.state == "held")
            id_ = connection.scalar(select(submission.c.id).where(named))
            if id_ is None:
                raise StoreError(f"No submission {reference} is held: 'kiosk status' lists those that are.")
            _move(connection, id_, ("held",), state="queued", reason="released", next_at=self._clock())
            note(connection, self._clock(), "released", reference)

        return self._database.run(job, finishing=True)

    def keep_back(self, reference: str) -> Future[None]:
        """Staff do not want it sent yet: held until they release it. Raises StoreError when none such waits."""

        def job(connection: Connection) -> None:
            named = (submission.c.reference == reference) & submission.c.state.in_(WAITING)
            id_ = connection.scalar(select(submission.c.id).where(named))
            if id_ is None:
                raise StoreError(
                    f"No submission {reference} waits: it is being sent just now, or it was sent."
                )
            _move(connection, id_, WAITING, state="held", reason=KEPT_BACK, next_at=0.0)
            note(connection, self._clock(), "held", f"{reference} {KEPT_BACK}")

        return self._database.run(job, finishing=True)

    def recover(self) -> Future[int]:
        """At start, and after a stumble: what was on its way may have arrived, so it is uncertain. Returns how many."""

        def job(connection: Connection) -> int:
            stale = update(submission).where(submission.c.state == "sending")
            values = {"state": "uncertain", "next_at": 0.0, "reason": "stopped"}
            found = connection.execute(stale.values(values)).rowcount
            if found:
                attempts.stopped(connection, self._clock())
            return found

        return self._database.run(job, finishing=True)

    def purge(self) -> Future[int]:
        """Blank what is past its retention; the reference and the digest stay. Returns how many."""
        return self._database.run(lambda c: purge(c, self._clock()), finishing=True)

    def note_stranded(self, known: frozenset[str]) -> Future[None]:
        """At start: tell the staff of destinations that submissions wait for and that are no longer set up."""

        def job(connection: Connection) -> None:
            waiting = select(submission.c.destination).where(submission.c.state.in_(WAITING)).distinct()
            for name in sorted(set(connection.scalars(waiting)) - known):
                note(connection, self._clock(), "no-destination", name)

        return self._database.run(job)

    def note(self, kind: str, detail: str) -> Future[None]:
        """Write an event for staff. ``detail`` never says anything about a person."""
        return self._database.run(lambda connection: note(connection, self._clock(), kind, detail))

    def checkpoint(self) -> Future[None]:
        """Tidy the file while nobody waits, so that a later put need not."""
        return self._database.checkpoint()

    def counts(self) -> Future[Counts]:
        """How many submissions are in each state."""
        return self._database.run(count)

    def close(self) -> None:
        """Finish what is under way and let another program use the folder."""
        self._database.close()

    def _admit(self, files: int = 0) -> None:
        """Raise StoreError unless another submission, with ``files`` bytes of attachments, can be kept."""
        if not self._database.in_place():
            raise StoreError(MOVED)
        if self._free() < ROOM_TO_TAKE + 2 * files:  # in the log, then in the file
            raise StoreError(DISK_FULL)

    def _take_with_files(self, answers: Submission, connection: Connection) -> Receipt | ReferenceTaken:
        self._admit(sum(map(len, answers.files)))
        return take(connection, [(answers, self._sealed(answers))], self._clock())[0]

    def _sealed(self, answers: Submission) -> Sealed:
        if elsewhere := self._seal_elsewhere(answers):
            return Sealed(elsewhere)
        if self._key is None:
            raise StoreError(NOT_ENROLLED)
        return Sealed(seal(answers, self._key), seal_parts(answers, self._key))

    def _settle(
        self, id_: str, sources: tuple[str, ...], state: str, reason: str, next_at: float
    ) -> Future[None]:
        def job(connection: Connection) -> None:
            row = _one(connection, id_)
            _move(connection, id_, sources, state=state, reason=reason, next_at=next_at)
            attempts.end(connection, [row.seq], self._clock(), state, reason)
            if state == "held":
                note(connection, self._clock(), "held", f"{row.reference} {reason}")

        return self._database.run(job, finishing=True)

    def _ring(self, future: Future[Receipt | ReferenceTaken]) -> None:
        if not future.cancelled() and future.exception() is None:
            self._on_put()


def count(connection: Connection) -> Counts:
    """The counts as one connection sees them."""
    query = select(submission.c.state, func.count().label("number")).group_by(submission.c.state)
    return Counts(**{row.state: row.number for row in connection.execute(query)})


def _waits_for(destination: str) -> ColumnElement[bool]:
    return submission.c.state.in_(WAITING) & (submission.c.destination == destination)


def _one(connection: Connection, id_: str) -> Row[int, str, bytes, int]:
    about = select(submission.c.seq, submission.c.reference, submission.c.digest, submission.c.attempts)
    row = connection.execute(about.where(submission.c.id == id_)).one_or_none()
    if row is None:
        raise StoreError("There is no such submission in this outbox.")
    return row


def _move(connection: Connection, id_: str, sources: tuple[str, ...], **values: object) -> None:
    query = update(submission).where(submission.c.id == id_, submission.c.state.in_(sources)).values(values)
    if connection.execute(query).rowcount != 1:
        raise StoreError("This submission is in another state by now, so nothing was changed.")
