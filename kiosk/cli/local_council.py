"""A council API on this machine, for trying Handrail out: ``make run`` and ``kiosk demo``."""

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from kiosk.cli import council_side
from kiosk.config import council_link
from kiosk.errors import CouncilError

_HERE = {"127.0.0.1", "localhost", "::1"}
STEP = 0.05
PATIENCE = 600
"""Seconds between two looks at the ready file, and how many looks before giving up."""

FAREWELL = 10.0
"""Seconds that it may take to end."""


class LocalCouncil:
    """``python -m council_api`` in a process of its own; its data lie in ``folder``/council.

    ``start`` also enrols this kiosk when it is not yet: council.toml in ``folder``.
    """

    def __init__(self, folder: Path, port: int = 8800) -> None:
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> str:
        """Serve, on any free port when the usual one is taken; gives the address once requests are answered.

        Raises CouncilError when this kiosk sends to another council: that must not be cut off by a trial; and where
        the council's side is not installed.
        """
        if not council_side.is_here():
            raise CouncilError(council_side.INSTALL)
        link = self._folder / "council.toml"
        known = council_link(link)
        if known is not None and urlsplit(known.url).hostname not in _HERE:
            raise CouncilError(
                f"This kiosk sends to {known.url}: leave --local-council out, or choose another data folder."
            )
        self.url = self._serve(self._port) or self._serve(0)
        if not self.url:
            raise CouncilError("The council API did not start: the lines above say why.")
        if known is None:
            self._enrol(self.url)
        elif known.url != self.url:
            _point(link, self.url)
        click.echo(f"Council API on this machine: {self.url}")
        click.echo(
            f"Its inbox: {self.url}/inbox (user council, password in {self._folder / 'council' / 'inbox-password'})"
        )
        return self.url

    def enrol(self) -> None:
        """Make council.toml for this kiosk before the council is there, on its usual port."""
        self._enrol(f"http://127.0.0.1:{self._port}")

    def _enrol(self, url: str) -> None:
        name = f"kiosk-{secrets.token_hex(4)}"  # a new one each time: the file of an earlier one may be lost
        command = self._command("enrol", name, "--out", str(self._folder / "council.toml"), "--url", url)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CouncilError(done.stderr.strip() or "This kiosk could not be enrolled.")

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            try:
                self._process.communicate(timeout=FAREWELL)
            except subprocess.TimeoutExpired:
                self._process.kill()  # it hangs, and what it has not answered for the kiosk still has
                self._process.wait()
            self._process = None

    def _serve(self, port: int) -> str:
        ready = self._folder / "council-ready.json"
        self._folder.mkdir(parents=True, exist_ok=True)
        ready.unlink(missing_ok=True)
        command = self._command(
            "serve", "--port", str(port), "--ready-file", str(ready), "--until-input-ends"
        )
        # Its standard input ends with this process, however that ends.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(PATIENCE):
            if ready.exists():
                self._process = process
                address: str = json.loads(ready.read_text(encoding="utf-8"))["url"]
                return address
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STEP)
                return ""
        process.kill()
        return ""

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "council_api", *arguments, "--data", str(self._folder / "council")]


def free_port() -> int:
    """A port that nothing listens at just now: for a council that must come back where it was."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _point(link: Path, url: str) -> None:
    """Changes the address in an enrolment file: the old file stands until the new one is whole."""
    text = re.sub(r"(?m)^url = .*$", f"url = {json.dumps(url)}", link.read_text(encoding="utf-8"))
    fresh = link.with_suffix(".new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(link)
