"""How many submissions the council's API takes in a second: each one opened, counted to its kiosk and committed.

    python -m benchmarks.receiver [--workers 2] [--seconds 6] [--kiosks 100] [--folder DIR]

PostgreSQL as it comes, the API and what asks it (wrk) share this machine’s cores. The requests are made beforehand, as
a kiosk makes them. Beside it stands an app that does nothing with them. The last line is the figure.
"""

import argparse
import base64
import hashlib
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
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from council_api import kiosks
from council_api.database import current_key, open_database, open_keys
from council_api.settings import Settings, settings_for
from council_api.tables import submission
from kiosk.submission import MEDIA_TYPE, Submission
from offline_cache.sealing import CouncilKey, seal
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
        requests = Path(folder) / "requests"
        write_requests(requests, senders, key, options.seconds * FASTEST)
        with running(BARE, options.workers) as url:
            bare = asked(url, requests, options.seconds)
        with running(council(settings), options.workers) as url:
            ours = asked(url, requests, options.seconds)
        stored, senders_seen = counted(settings)
    accepted = ours["answered"] - ours["refused"]
    rate, most = accepted / ours["seconds"], bare["answered"] / bare["seconds"]
    print(f"{'read and answered, nothing opened or stored':45} {most:5.0f}/s {show(bare)}")
    print(f"{'credential, opened, committed, answered':45} {rate:5.0f}/s {show(ours)}")
    print(
        f"accepted {accepted}, stored {stored} of {senders_seen} kiosks, refused {ours['refused']}, lost {ours['lost']}"
    )
    print(
        f"receiver: {rate:.0f}/s of {SIZE} bytes with {options.workers} workers, {rate / most:.2f} of a bare app"
    )
    # What was committed when time was up, and its answer not yet read, is stored and not counted.
    whole = accepted <= stored <= accepted + CONNECTIONS and not ours["refused"] and not ours["lost"]
    return 0 if whole else 1


def asked(url: str, requests: Path, seconds: int) -> dict[str, float]:
    """What wrk counts while it sends each of the requests once, for so many seconds."""
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
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def show(found: dict[str, float]) -> str:
    """How long answers took."""
    return f"p50 {found['p50']:.1f} ms, p99 {found['p99']:.1f} ms"


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


def write_requests(path: Path, senders: Sequence[Kiosk], pem: str, number: int) -> None:
    """Write ``number`` whole requests, each after a line with its size; the kiosks take turns."""
    make = partial(request, pem=pem)
    with ProcessPoolExecutor() as pool, path.open("wb") as file:
        turns = (senders[n % len(senders)].token for n in range(number))
        for one in pool.map(make, turns, chunksize=500):
            file.write(b"%d\n%b" % (len(one), one))


def request(token: str, pem: str) -> bytes:
    """One kiosk's request, as it goes over the wire."""
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
    envelope = seal(submission, CouncilKey.of_pem(pem)).data
    digest = base64.b64encode(hashlib.sha256(envelope).digest()).decode()
    head = (
        f"PUT /v1/submissions/{submission.id} HTTP/1.1\r\nHost: council\r\nUser-Agent: handrail\r\n"
        f"Accept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: {MEDIA_TYPE}\r\nAccept: application/problem+json, application/json\r\n"
        f'Idempotency-Key: "{submission.id}"\r\nRepr-Digest: sha-256=:{digest}:\r\n'
        f"Content-Length: {len(envelope)}\r\n\r\n"
    )
    return head.encode() + envelope


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


if __name__ == "__main__":
    sys.exit(main())
