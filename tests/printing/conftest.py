"""A print server of the test's own: the real CUPS, whose printer is a script that the test moves."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from kiosk.printing.cups import Cups

_SERVER = shutil.which("cupsd", path="/usr/sbin:/usr/bin")
_PARTS = Path("/usr/lib/cups")
_FOLDERS = {
    "ServerRoot": "etc",
    "ServerBin": "bin",
    "RequestRoot": "spool",
    "TempDir": "temp",
    "CacheDir": "cache",
    "StateDir": "run",
}
_TRAY = """#!/bin/sh
# A printer: waits until something is in the pipe "says", does that, and puts what it printed into "out".
[ $# -gt 0 ] || { echo 'direct tray "Unknown" "Tray"'; exit 0; }
place=${DEVICE_URI#tray:}
while :; do
    read -r said <"$place/says" || continue
    [ "$said" != print ] || break
    echo "STATE: $said" >&2
done
cat ${6:+"$6"} >"$place/out"
"""
_CONF = """Listen {place}/run/socket
LogLevel warn
WebInterface No
Browsing No
DefaultAuthType None
PreserveJobFiles No
PreserveJobHistory No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


class Server:
    """A running CUPS with the queue "paper"."""

    def __init__(self, place):
        self.place = place
        self.environ = {**os.environ, "CUPS_SERVER": str(place / "run/socket"), "LC_ALL": "C"}

    def run(self, *command):
        return subprocess.run(
            command, env=self.environ, capture_output=True, check=True, timeout=20, text=True
        ).stdout

    def listens(self):
        """True once it takes connections: its socket is in the folder a moment earlier."""
        with socket.socket(socket.AF_UNIX) as end:
            return end.connect_ex(str(self.place / "run/socket")) == 0

    def says(self, what):
        """The printer gets on with it: "print", or a state such as "+media-empty-error"."""
        end = time.monotonic() + 20
        while (pipe := self._pipe()) is None:
            assert time.monotonic() < end, "the printer did not begin"
            os.sched_yield()
        with os.fdopen(pipe, "w") as file:
            file.write(f"{what}\n")

    def _pipe(self):
        """The pipe, as soon as the printer reads it: an open that waits would wait for ever for one that is broken."""
        try:
            return os.open(self.place / "says", os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return None

    @property
    def printed(self):
        return (self.place / "out").read_bytes()

    @property
    def spool(self):
        """The files that CUPS holds of jobs."""
        return [path.name for path in (self.place / "spool").glob("[cd]0*")]


@pytest.fixture
def server():
    if _SERVER is None or not shutil.which("lpadmin", path="/usr/sbin:/usr/bin"):
        pytest.skip("there is no CUPS here: install cups-daemon and cups-client")
    # Not in pytest's own folder, into which the printer's user cannot go.
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        yield from _running(_made(Path(folder)))


def _made(place):
    for folder in (*_FOLDERS.values(), "bin/backend"):
        (place / folder).mkdir(exist_ok=True)
    for part in _PARTS.iterdir():
        if part.name != "backend":
            (place / "bin" / part.name).symlink_to(part)
    tray = place / "bin/backend/tray"
    tray.write_text(_TRAY)
    tray.chmod(0o755)
    os.mkfifo(place / "says")
    (place / "etc/cupsd.conf").write_text(_CONF.format(place=place))
    files = "".join(f"{name} {place / folder}\n" for name, folder in _FOLDERS.items())
    logs = "".join(f"{name}Log {place / name}.log\n" for name in ("Error", "Access", "Page"))
    group = "SystemGroup root\n" if os.geteuid() == 0 else ""
    (place / "etc/cups-files.conf").write_text(files + logs + group + "Sandboxing relaxed\n")
    return Server(place)


def _running(server):
    for path in (server.place, *server.place.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o055)  # the backend runs as another user
    (server.place / "says").chmod(0o666)
    (server.place / "out").touch()
    (server.place / "out").chmod(0o666)
    etc = server.place / "etc"
    command = [_SERVER, "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        while not server.listens():
            assert process.poll() is None, process.stdout.read()
            os.sched_yield()
        server.run("lpadmin", "-p", "paper", "-E", "-v", f"tray:{server.place}", "-m", "raw")
        yield server
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture
def queue(server):
    return Cups("paper", server.environ)
