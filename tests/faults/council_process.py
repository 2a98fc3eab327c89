"""A real council API in a process of its own, with one kiosk enrolled, and what is in its database."""

import os
import signal
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path

from offline_cache.sealing import CouncilKey

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "council_api"]


class CouncilProcess:
    """``token`` is the kiosk's credential and ``key`` what it seals to. ``database`` is SQLite unless given."""

    def __init__(self, data, database=""):
        self.data = data
        self._database = ["--database", database] if database else []
        out = data.with_name(f"{data.name}.toml")
        enrol = ["enrol", "library-1", "--data", data, *self._database, "--out", out]
        subprocess.run([*COMMAND, *enrol], check=True, capture_output=True, cwd=ROOT)
        given = tomllib.loads(out.read_text())["council"]
        self.token = given["token"]
        self.pem = given["public_key"]
        self.key = CouncilKey.of_pem(self.pem)

    @contextmanager
    def served(self, *before, port=0, stop=signal.SIGTERM):
        """Serve within a with; gives the port. ``before`` goes before the command, as strace does."""
        serve = ["--data", self.data, *self._database, "--port", str(port)]
        process = subprocess.Popen([*before, *COMMAND, *serve], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            line = process.stdout.readline()
            assert line.startswith("Council API: http://127.0.0.1:"), line
            yield int(line.split()[2].rpartition(":")[2])
        finally:
            os.kill(_child_of(process.pid) if before else process.pid, stop)
            process.stdout.close()
            process.wait(timeout=60)

    def rows(self):
        """(id, digest) of every submission that is there."""
        return read_rows(self.data / "council.db", "SELECT id, digest FROM submission")

    def attachments(self):
        """(submission's id, number) of every attachment that is there."""
        return read_rows(self.data / "council.db", "SELECT submission_id, number FROM attachment")


def _child_of(pid):
    """Of strace, which ends with it."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def read_rows(file, query):
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
