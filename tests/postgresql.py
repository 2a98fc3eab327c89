"""A throw-away PostgreSQL server for one run of tests or of a benchmark, and a fresh schema in it for each test."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

USER = "council"
LOWLY = "nobody"
"""Who runs it when we are root, whom PostgreSQL refuses."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL here, where Debian puts it; None when there is none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: int(path.parent.name), default=None)


class Cluster:
    """A server, reached through a socket in its folder."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self.folder = folder
        self._bin = bin_folder
        self._names = (f"test_{number}" for number in itertools.count(1))
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers. It dies with us, however we die."""
        self._process = _started(
            [self._bin / "postgres", "-D", self.folder / "data", "-k", self.folder], self.folder
        )

    def die(self) -> None:
        """End it at once, breaking off what it does. What was committed is there at the next start."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=60)

    def url(self, schema: str = "public") -> str:
        """As a council is given it. The names of tables are looked up in ``schema`` alone."""
        return f"postgresql://{USER}@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    @contextmanager
    def schema(self) -> Iterator[str]:
        """The URL of a schema of its own: as good as a database, and made in a millisecond."""
        name = next(self._names)
        self._run(f"CREATE SCHEMA {name}")
        yield self.url(name)
        self._run(f"DROP SCHEMA {name} CASCADE")

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url().replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextmanager
def cluster(bin_folder: Path, parent: Path | None = None) -> Iterator[Cluster]:
    """A new server with PostgreSQL's own settings, so a commit is on the disk; stopped and removed at the end.

    It is in a folder in ``parent``, whose path must be short and open to all, as that of the system's own is.
    """
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-", dir=parent))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, LOWLY)
        program: list[str | Path] = [
            bin_folder / "initdb",
            "-D",
            folder / "data",
            "-U",
            USER,
            "-A",
            "trust",
            "--no-sync",
        ]
        subprocess.run([*_as_lowly(), *program, "-E", "UTF8", "--locale=C"], check=True, capture_output=True)
        server = Cluster(bin_folder, folder)
        yield server
        server.die()
    finally:
        shutil.rmtree(folder)


def _started(command: Sequence[str | Path], folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [*_as_lowly("--pdeathsig", "QUIT"), *command, "-c", "listen_addresses="],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )
    lines = []
    for line in process.stderr or ():
        lines.append(line)
        if "ready to accept connections" in line:
            # What it says later is read and forgotten, so that it never waits for a reader.
            threading.Thread(target=lambda: [None for _ in process.stderr or ()], daemon=True).start()
            return process
    raise RuntimeError("".join(lines))


def _as_lowly(*more: str) -> list[str]:
    who = ["--reuid", LOWLY, "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *more, *who]
