"""5,000 kiosks that say how they are: as fast as they come each five minutes, all at once after an outage, and shown.

    python -m benchmarks.fleet [--kiosks 5000]

A real council on loopback, on SQLite and on PostgreSQL with two workers, and whoever asks it on the same machine. Every
kiosk has its own credential and its own connection. The figure that counts is how many times as fast heartbeats are
taken as they come; the page is put beside the same page without kiosks.
"""

import argparse
import asyncio
import base64
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import insert

import tests.postgresql
from council_api.database import open_database
from council_api.kiosks import token_hash
from council_api.settings import Settings, settings_for
from council_api.tables import kiosk
from kiosk.heartbeat import Heartbeat, written
from offline_cache.heartbeats import APPOINTED, EVERY

KIOSKS = 5_000
LINES = 64
"""Connections of the steady stream."""

PAGES = 9
"""Times that a page is asked for; the median counts."""

_TAKEN, _BUSY = b"204", b"503"


@dataclass(frozen=True)
class Council:
    """A council that serves: its address, its processes, and the password of its pages."""

    url: str
    process: "subprocess.Popen[str]"
    password: str

    def page(self, path: str) -> float:
        """Seconds that a page takes, the median."""
        return statistics.median(self._once(path) for _ in range(PAGES))

    def memory(self) -> int:
        """Bytes that its processes have, what they share counted once for each."""
        return sum(_resident(pid) for pid in _family(self.process.pid))

    def _once(self, path: str) -> float:
        known = base64.b64encode(f"council:{self.password}".encode()).decode()
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"Basic {known}"})
        begin = time.perf_counter()
        with urllib.request.urlopen(request) as answer:
            answer.read()
        return time.perf_counter() - begin


class Sender:
    """Sends heartbeats and counts what they are answered."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname, parts.port)
        self.refused = 0
        self.slowest = 0.0

    async def stream(self, numbers: Iterator[int]) -> None:
        """One connection, one heartbeat after the other."""
        reader, writer = await asyncio.open_connection(*self._address)
        for number in numbers:
            begin = time.perf_counter()
            status, _ = await self._ask(reader, writer, number)
            assert status == _TAKEN, status
            self.slowest = max(self.slowest, time.perf_counter() - begin)
        writer.close()

    async def herd(self, number: int) -> None:
        """A kiosk that comes with all the others, and again when it is told to."""
        while True:
            begin = time.perf_counter()
            reader, writer = await asyncio.open_connection(*self._address)
            status, after = await self._ask(reader, writer, number)
            writer.close()
            self.slowest = max(self.slowest, time.perf_counter() - begin)
            if status == _TAKEN:
                return
            assert status == _BUSY, status
            self.refused += 1
            await asyncio.sleep(after + random.uniform(0, APPOINTED))

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> tuple[bytes, float]:
        body = _beat(number)
        head = f"POST /v1/heartbeat HTTP/1.1\r\nHost: council\r\nAuthorization: Bearer token-{number}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        fields = dict(line.split(b": ", 1) for line in answer.split(b"\r\n")[1:] if b": " in line)
        await reader.readexactly(int(fields.get(b"content-length", 0)))
        return answer.split(b" ", 2)[1], float(fields.get(b"retry-after", 0))


def main() -> None:
    """Print the figures, on SQLite and on PostgreSQL where it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kiosks", type=int, default=KIOSKS)
    kiosks = parser.parse_args().kiosks
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", settings_for(Path(folder, "council")), 1, kiosks)
    programs = tests.postgresql.programs()
    if programs is None:
        print("PostgreSQL is not here (Debian package postgresql).")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        tests.postgresql.cluster(programs) as cluster,
        cluster.schema() as url,
    ):
        _measure("PostgreSQL", settings_for(Path(folder, "council"), url), 2, kiosks)


def _measure(name: str, settings: Settings, workers: int, kiosks: int) -> None:
    with _serving(settings, workers) as council:
        empty = council.page("/fleet")
        _enrol(settings, kiosks)
        first = Sender(council.url)
        took = _timed(_stream(first, range(kiosks)))
        again = Sender(council.url)
        took = min(took, _timed(_stream(again, range(kiosks))))
        herd = Sender(council.url)
        back = _timed(_herd(herd, range(kiosks)))
        full, found = council.page("/fleet"), council.page("/fleet?q=library&show=printer&page=3")
        memory = council.memory()
    rate, needed = kiosks / took, kiosks / EVERY
    _tell(name, f"{rate:,.0f} heartbeats/s, {rate / needed:.0f} times the {needed:.1f} needed; "
          f"slowest {again.slowest * 1000:.0f} ms")  # fmt: skip
    _tell(name, f"all {kiosks:,} at once: all heard after {back:.1f} s, {herd.refused:,} told to come again")
    _tell(name, f"page of {kiosks:,}: {full * 1000:.0f} ms, searched {found * 1000:.0f} ms, "
          f"without kiosks {empty * 1000:.0f} ms")  # fmt: skip
    _tell(name, f"memory of {workers} {'worker' if workers == 1 else 'workers'}: {memory / 2**20:.0f} MB")


def _tell(name: str, words: str) -> None:
    print(f"fleet, {name}: {words}", flush=True)


def _beat(number: int) -> bytes:
    """One kiosk in 20 has no paper, one in 100 is out of order."""
    beat = Heartbeat(program="0.3.0", image="1.2.0", bundle="12", place=f"Library {number}", disk=9_000)
    if number % 20 == 0:
        beat = replace(beat, devices={"printer": "paper", "voice": "works"})
    if number % 100 == 0:
        beat = replace(beat, state="out-of-order")
    return written(replace(beat, queued=int(time.time()) % 7), datetime.now(UTC))


async def _stream(sender: Sender, numbers: range) -> None:
    shared = iter(numbers)
    await asyncio.gather(*(sender.stream(shared) for _ in range(LINES)))


async def _herd(sender: Sender, numbers: range) -> None:
    await asyncio.gather(*map(sender.herd, numbers))


def _timed(work: Coroutine[None, None, None]) -> float:
    begin = time.perf_counter()
    asyncio.run(work)
    return time.perf_counter() - begin


def _enrol(settings: Settings, kiosks: int) -> None:
    engine = open_database(settings)
    now = datetime.now(UTC).isoformat()
    rows = [
        {"name": f"library-{number:04}", "token_hash": token_hash(f"token-{number}"), "enrolled_at": now}
        for number in range(kiosks)
    ]
    with engine.begin() as connection:
        connection.execute(insert(kiosk), rows)
    engine.dispose()


@contextmanager
def _serving(settings: Settings, workers: int) -> Iterator[Council]:
    command = [sys.executable, "-m", "council_api", "serve", "--data", str(settings.data), "--port", "0"]
    command += ["--workers", str(workers)]
    command += ["--database", settings.database] if settings.database else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        url = process.stdout.readline().split()[2]
        yield Council(url, process, settings.password_file.read_text().strip())
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        process.wait(timeout=60)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                yield from _family(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
