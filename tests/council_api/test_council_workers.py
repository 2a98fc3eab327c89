"""Several workers on one port and one PostgreSQL, and HTTPS with nothing in front."""

import json
import os
import select
import signal
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import func
from sqlalchemy import select as query

from council_api.cli import main
from council_api.tables import submission as table
from kiosk.submission import MEDIA_TYPE
from tests.tls import certify

ROOT = Path(__file__).resolve().parents[2]


def workers_of(process):
    """The workers that a council has started, by their process ids."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == process.pid and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def await_end(pid):
    """Wait until a process that is not ours has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    with os.fdopen(handle):
        assert select.select([handle], [], [], 60)[0], f"{pid} goes on"


@contextmanager
def serving(*more):
    """A running council and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "council_api", "serve", "--port", "0", *more],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        yield process, process.stdout.readline().split()[2]
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(timeout=60)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_several_workers_store_once_and_one_that_dies_is_replaced(council, tmp_path):
    """32 kiosks send the same things at once, a worker is killed between, and each thing is stored once (point 7)."""
    ready = tmp_path / "ready.json"
    place = ["--data", council.settings.data, "--database", council.settings.database]
    submissions = [council.submission() for _ in range(12)]
    envelopes = {one.id: council.sealed(one) for one in submissions}
    headers = {"Authorization": f"Bearer {council.token}", "Content-Type": MEDIA_TYPE}

    with serving(*place, "--workers", "2", "--ready-file", ready) as (process, url):
        assert json.loads(ready.read_text())["url"] == url
        first = workers_of(process)
        assert len(first) == 2

        def send(name):
            # What comes to the place of one that died waits for the next to start.
            return httpx2.put(
                f"{url}/v1/submissions/{name}", content=envelopes[name], headers=headers, timeout=60
            )

        with ThreadPoolExecutor(32) as pool:
            half = list(envelopes)[:6]
            codes = [answer.status_code for answer in pool.map(send, half * 4)]
        assert sorted(codes) == [200] * 18 + [201] * 6
        os.kill(first[0], signal.SIGKILL)
        await_end(first[0])
        assert {send(name).status_code for name in envelopes} == {200, 201}
        process.terminate()
        assert process.wait(timeout=60) == 0
        for worker in {*first, *workers_of(process)}:
            await_end(worker)
    assert not ready.exists()
    with council.parts.engine.connect() as connection:
        assert connection.scalar(query(func.count()).select_from(table)) == len(submissions)


def test_workers_end_when_what_started_them_is_killed(fresh_postgresql, tmp_path):
    with serving("--data", tmp_path / "c", "--database", fresh_postgresql, "--workers", "2") as (
        process,
        _url,
    ):
        workers = workers_of(process)
        assert len(workers) == 2
        process.kill()
        for worker in workers:
            await_end(worker)


def test_sqlite_is_for_one_worker(tmp_path, capsys):
    assert main(["serve", "--data", str(tmp_path), "--port", "0", "--workers", "2"]) == 1
    said = capsys.readouterr().err
    assert said == "SQLite is for one worker: give a PostgreSQL address with --database, or one worker.\n"


@pytest.fixture
def certified(tmp_path):
    """A certificate for this machine and its key, as files."""
    certify(tmp_path)
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def test_https_with_nothing_in_front(tmp_path, certified):
    certificate, key_file = certified
    more = ["--data", tmp_path / "c", "--certificate", certificate, "--key-file", key_file]
    with serving(*more) as (_process, url):
        assert url.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=certificate)
        assert httpx2.get(f"{url}/healthz", verify=trusting).json()["status"] == "ok"
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{url}/healthz")
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.load_verify_locations(certificate)
        with pytest.deprecated_call():
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{url}/healthz", verify=old)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--certificate", "certificate.pem"], "give --certificate and --key-file"),
        (["--certificate", "certificate.pem", "--key-file", "none.pem"], "cannot be used (No such file"),
        (["--certificate", "key.pem", "--key-file", "key.pem"], "two PEM files that belong together"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_one_sentence(tmp_path, certified, capsys, options, words):
    given = [option if option.startswith("-") else str(tmp_path / option) for option in options]
    assert main(["serve", "--data", str(tmp_path / "c"), "--port", "0", *given]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
