"""What runs in the processes that are killed. Each is a function of its folder and the pipes it was given."""

import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from kiosk.submission import Submission
from offline_cache.database import Database
from offline_cache.delivery.council import Council
from offline_cache.disk import Ballast
from offline_cache.outbox import Outbox
from offline_cache.sealing import CouncilKey
from offline_cache.sync import Sync
from tests.offline_cache.rig import make_private, make_submission, public_of
from tests.offline_cache.with_files import submission_with


def open_outbox(folder: Path, clock: Callable[[], float] = time.time) -> Outbox:
    database = Database(
        folder, new_id=lambda: str(uuid.uuid4()), clock=clock, ballast=Ballast(folder / "ballast")
    )
    database.open().result()
    return Outbox(database, public_of(make_private()), clock=clock, free=lambda: 1 << 40)


def submit_for_ever(folder: Path, first: int, acknowledged: Connection) -> None:
    """Put submission after submission; tell the number of each only when its receipt is there."""
    outbox = open_outbox(folder)
    number = first
    while True:
        answer = "x" * random.Random(number).randrange(12_000)
        outbox.put(make_submission(number, answer=answer)).result()
        acknowledged.send(number)
        number += 1


def open_and_put(
    folder: Path, last_line: int, acknowledged: Connection, answers: Submission | None = None
) -> None:
    """Make an outbox and put one submission, but die when ``last_line`` lines of the store have run.

    Tells when the receipt is there and, having lived, how many lines there were.
    """
    lines = 0

    def trace(frame: FrameType, what: str, _argument: object) -> object:
        nonlocal lines
        if "offline_cache" not in Path(frame.f_code.co_filename).parts or "tests" in frame.f_code.co_filename:
            return None
        lines += what == "line"
        if lines == last_line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    threading.settrace(trace)  # of the thread that the database will start
    outbox = open_outbox(folder)
    outbox.put(answers or make_submission()).result()
    acknowledged.send("receipt")
    outbox.close()
    acknowledged.send(lines)


def open_and_put_files(folder: Path, last_line: int, acknowledged: Connection) -> None:
    """The same with attachments."""
    open_and_put(folder, last_line, acknowledged, submission_with(1))


class Stepped:
    """Passes every call on, and asks before and after each whether to go on: there the process can be killed."""

    def __init__(self, inner: object, gate: Connection) -> None:
        self._inner = inner
        self._gate = gate

    def __getattr__(self, name: str) -> object:
        call = getattr(self._inner, name)

        def stepped(*args: object, **options: object) -> object:
            self._step(f"before {name}")
            result = call(*args, **options)
            if hasattr(result, "result"):
                result.result()
            self._step(f"after {name}")
            return result

        return stepped

    def _step(self, name: str) -> None:
        self._gate.send(name)
        self._gate.recv()


def sync_in_steps(folder: Path, url: str, gate: Connection) -> None:
    """One sync of all that waits, stopping at the gate between any two steps."""
    council = Council(url, "token")
    outbox = open_outbox(folder)
    sync = Sync(
        Stepped(outbox, gate),
        {"council": Stepped(council, gate)},
        clock=time.time,
        uniform=random.uniform,
        wake=threading.Event(),
    )
    sync.once()
    outbox.close()
    gate.send("end")


def put_and_send_for_ever(
    folder: Path, council: tuple[str, str, str], first: int, many: int, acknowledged: Connection
) -> None:
    """A kiosk: puts ``many``, some with attachments, while its sync sends; tells each when its receipt is there.

    ``council`` is the address, the credential and the public key. The waits are a hundredth of the real ones.
    """
    url, token, key = council
    wake = threading.Event()
    outbox = open_outbox(folder)
    outbox.seal_to(CouncilKey.of_pem(key))
    sync = Sync(
        outbox,
        {"council": Council(url, token, read_timeout=0.3)},
        clock=time.time,
        uniform=lambda low, high: random.uniform(low, high) / 100,
        wake=wake,
    )
    sync.start()
    for number in range(first, first + many):
        sizes = (3_000, 30_000) if number % 5 == 0 else ()
        answers = submission_with(number, *sizes) if sizes else make_submission(number)
        outbox.put(answers).result()
        acknowledged.send(answers.id)
        wake.set()
    threading.Event().wait()
