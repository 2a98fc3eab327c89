"""How many submissions the council's API takes in a second: each one opened, counted to its kiosk and committed.

    python -m benchmarks.receiver [--workers 2] [--seconds 6] [--kiosks 100] [--folder DIR]

PostgreSQL as it comes, the API and what asks it (wrk) share this machine’s cores. The requests are made beforehand, as
a kiosk makes them: one submission in each, and then many, as after an outage. Beside each stands an app that does
nothing with them. The last line is the figure.
"""

import argparse
import itertools
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import delete, func, select

from council_api import kiosks
from council_api.database import current_key, open_database, open_keys
from council_api.settings import Settings, settings_for
from council_api.tables import submission
from kiosk.parcel import ANSWERS, MOST, pack
from kiosk.parcel import MEDIA_TYPE as PARCEL
from kiosk.submission import MEDIA_TYPE, Submission
from offline_cache.delivery.council import digest_field
from offline_cache.sealing import CouncilKey, Envelope, seal
from tests.postgresql import cluster, programs

SIZE = 10_000
CONNECTIONS = 64
"""Kiosks that send at the same moment."""
FASTEST = 7_000
"""Requests of a second, of which there are enough."""

BARE = ["uvicorn", "benchmarks.receiver_bare:app", "--log-level", "critical", "--no-access-log"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Kiosk:
    """One that sends: its name, and what its requests carry."""

    name: str
    token: str


def main() -> int:
    """Print submissions a second. Exit code 1 when an answer was a refusal or the database has another number."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--kiosks", type=int, default=100)
    parser.add_argument(
        "--folder", type=Path, default=Path("/var/tmp"), help="a folder on the disk to measure"
    )
    options = parser.parse_args()
    found = programs()
    if found is None:
        print("PostgreSQL is not here: install the Debian package postgresql.")
        return 1
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, cluster(found, options.folder) as server:
        settings = settings_for(Path(folder) / "council", server.url())
        senders, key = enrolled(settings, options.kiosks)
        files = {each: Path(folder) / f"requests-{each}" for each in (1, MOST)}
        write_requests(files, senders, key, options.seconds * FASTEST)
        turns = [turn(settings, file, each, options) for each, file in files.items()]
    for one in turns:
        print(one.told())
    single, together = turns
    print(
        f"receiver: {single.rate:.0f}/s of {SIZE} bytes with {options.workers} workers, "
        f"{single.rate / single.bare:.2f} of a bare app; {together.rate:.0f}/s when {MOST} come in a request"
    )
    return 0 if all(one.whole for one in turns) else 1


@dataclass(frozen=True)
class Turn:
    """What was measured with ``each`` submissions in a request; ``rate`` and ``bare`` are submissions a second."""

    each: int
    bare: float
    ours: dict[str, float]
    stored: int
    senders: int

    @property
    def accepted(self) -> float:
        return (self.ours["answered"] - self.ours["refused"]) * self.each

    @property
    def rate(self) -> float:
        return self.accepted / self.ours["seconds"]

    @property
    def whole(self) -> bool:
        """What was committed when time was up, and its answer not yet read, is stored and not counted."""
        fits = self.accepted <= self.stored <= self.accepted + CONNECTIONS * self.each
        return fits and not self.ours["refused"] and not self.ours["lost"]

    def told(self) -> str:
        return (
            f"{self.each} in a request\n"
            f"  {'read and answered, nothing opened or stored':45} {self.bare:6.0f}/s\n"
            f"  {'credential, opened, committed, answered':45} {self.rate:6.0f}/s, answers p50 "
            f"{self.ours['p50']:.1f} ms, p99 {self.ours['p99']:.1f} ms\n"
            f"  accepted {self.accepted:.0f}, stored {self.stored} of {self.senders} kiosks, "
            f"refused {self.ours['refused']}, lost {self.ours['lost']}"
        )


def turn(settings: Settings, requests: Path, each: int, options: argparse.Namespace) -> Turn:
    """The bare app, then the council's API; what it stored is gone afterwards."""
    with running(BARE, options.workers) as url:
        bare = asked(url, requests, options.seconds, "again")
    with running(council(settings), options.workers) as url:
        ours = asked(url, requests, options.seconds)
    return Turn(each, bare["answered"] * each / bare["seconds"], ours, *emptied(settings))


def asked(url: str, requests: Path, seconds: int, *more: str) -> dict[str, float]:
    """What wrk counts while it sends each of the requests once, or ``again`` and again, for so many seconds."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        "benchmarks/receiver.lua",
        url,
        "--",
        requests,
        *more,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def enrolled(settings: Settings, number: int) -> tuple[list[Kiosk], str]:
    """Kiosks with their credentials, and the PEM text of the key that they seal to."""
    engine = open_database(settings)
    now = datetime.now(UTC)
    keys = open_keys(settings, engine, now)
    names = [f"library-{n}" for n in range(number)]
    made = [Kiosk(name, kiosks.enrol(engine, name, now, lambda: uuid.uuid4().hex)) for name in names]
    pem = current_key(engine, keys).public_pem()
    engine.dispose()
    return made, pem


def write_requests(files: dict[int, Path], senders: Sequence[Kiosk], pem: str, number: int) -> None:
    """Write the same submissions as whole requests, so many in each, each after a line with its size.

    The kiosks take turns.
    """
    tokens = itertools.cycle(kiosk.token for kiosk in senders)
    make = partial(envelope, pem=pem)
    with ProcessPoolExecutor() as pool, ExitStack() as stack:
        out = {each: stack.enter_context(path.open("wb")) for each, path in files.items()}
        made = pool.map(make, range(number), chunksize=500)
        while many := list(itertools.islice(made, max(files))):
            for each, file in out.items():
                for at in range(0, len(many), each):
                    one = (single if each == 1 else parcel)(many[at : at + each], next(tokens))
                    file.write(b"%d\n%b" % (len(one), one))


def envelope(_number: int, pem: str) -> Envelope:
    """One person's answers, sealed."""
    submission = Submission(
        id=str(uuid.uuid4()),
        reference="KTM7RF2WD",
        service="missed-bin",
        form_id="missed-bin",
        form_version="3",
        language="en",
        created=datetime.now(UTC),
        instance=b"<data>" + b"x" * (SIZE - 1_200) + b"</data>",
        consent="given",
    )
    return seal(submission, CouncilKey.of_pem(pem))


def single(envelopes: Sequence[Envelope], token: str) -> bytes:
    """A request with one submission, as a kiosk sends it."""
    (one,) = envelopes
    fields = {
        "Content-Type": MEDIA_TYPE,
        "Accept": "application/problem+json, application/json",
        "Idempotency-Key": f'"{one.header.id}"',
        "Repr-Digest": digest_field(one.digest),
    }
    return request(f"PUT /v1/submissions/{one.header.id}", token, fields, one.data)


def parcel(envelopes: Sequence[Envelope], token: str) -> bytes:
    """A request with many."""
    fields = {"Content-Type": PARCEL, "Accept": f"application/problem+json, {ANSWERS}"}
    return request("POST /v1/submissions", token, fields, pack(one.data for one in envelopes))


def request(line: str, token: str, fields: dict[str, str], body: bytes) -> bytes:
    """A whole request, as it goes over the wire."""
    common = {
        "Host": "council",
        "User-Agent": "handrail",
        "Accept-Encoding": "identity",
        "Connection": "keep-alive",
        "Authorization": f"Bearer {token}",
        "Content-Length": str(len(body)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in (common | fields).items())
    return f"{line} HTTP/1.1\r\n{head}\r\n".encode() + body


def council(settings: Settings) -> list[str]:
    """The command with which an operator starts a council, but for its port and workers."""
    return ["council_api", "serve", "--data", str(settings.data), "--database", str(settings.database)]


@contextmanager
def running(module: Sequence[str], workers: int) -> Iterator[str]:
    """A server with so many workers; its address, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *module, "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    try:
        url = f"http://127.0.0.1:{port}"
        await_answer(url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=60)


def await_answer(url: str) -> None:
    """Wait until somebody answers there."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def counted(settings: Settings) -> tuple[int, int]:
    """How many submissions are stored, and of how many kiosks."""
    engine = open_database(settings)
    with engine.connect() as connection:
        of = func.count(submission.c.kiosk_seq.distinct())
        row = connection.execute(select(func.count(), of).select_from(submission)).one()
    engine.dispose()
    return row[0], row[1]


def emptied(settings: Settings) -> tuple[int, int]:
    """The same, and none of them is there any more."""
    found = counted(settings)
    engine = open_database(settings)
    with engine.begin() as connection:
        connection.execute(delete(submission))
    engine.dispose()
    return found


if __name__ == "__main__":
    sys.exit(main())
