"""Sees that a new program comes up, and brings the one before back if it does not: also after a power cut.

A copy of this file is run by the system's own Python, out of the folder of updates, so that nothing of it is of the
program that it judges: it imports nothing of ours. systemd starts it when a release is to be tried, and at every
start of the machine until it is settled.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path("/var/lib/handrail/updates/program")
NAME = "handrail-watchman.service"
UNITS = Path("/etc/systemd/system")

NEXT, PREVIOUS, CURRENT = "next.deb", "previous.deb", "current.deb"
STATE = "state.json"
"""Beside FOLDER; as kiosk/releases/ledger.py writes it."""

STARTS = 3
"""How often the machine may be started until the new program has to have come up."""

_DPKG = ("dpkg", "--force-confold", "--force-confdef")
_PATIENCE = 900.0

Run = Callable[[Sequence[str]], bool]
"""Runs a command; whether it did its work."""


class Watchman:
    """``folder`` holds the packages, ``units`` the unit that starts this. After every step the plug may be pulled."""

    def __init__(self, run: Run, folder: Path = FOLDER, units: Path = UNITS) -> None:
        self._run = run
        self._folder = folder
        self._units = units
        self._file = folder.parent / STATE

    def watch(self) -> None:
        """Install what is to be tried, or go on with it, or go back; returns once it is settled."""
        attempt = self._attempt()
        if attempt is None:
            self._disarm()
            return
        if attempt["step"] == "back":
            self._go_back(attempt)
            return
        fresh = attempt["step"] != "trying"
        attempt = self._keep(attempt, starts=attempt["starts"] + 1, step="writing" if fresh else "trying")
        if attempt["starts"] > STARTS or (fresh and not self._install(NEXT)):
            self._go_back(self._keep(attempt, step="back"))
            return
        attempt = self._keep(attempt, step="trying")
        # What is asked is of the new program: one that cannot tell that it is well is not.
        if not self._is_shown() or self._run(("systemctl", "restart", "handrail-healthy.service")):
            self._settle(attempt)
        else:
            self._go_back(self._keep(attempt, step="back"))

    def _install(self, name: str) -> bool:
        self._run(("systemctl", "stop", "handrail.service"))
        self._run((*_DPKG, "--configure", "-a"))  # what a power cut left half done
        done = self._run((*_DPKG, "-i", str(self._folder / name)))
        self._run(("systemctl", "daemon-reload"))
        self._run(("systemctl", "reset-failed"))
        if self._is_shown():
            self._run(("systemctl", "--no-block", "restart", "handrail-x.service"))
        return done

    def _is_shown(self) -> bool:
        """Whether this machine is to show the kiosk at all: the package may lie on one that does not."""
        return self._run(("systemctl", "is-enabled", "--quiet", "handrail-x.service"))

    def _settle(self, attempt: dict[str, Any]) -> None:
        self._write(self._state() | {"trying": None, "refused": ""})
        (self._folder / NEXT).replace(self._folder / CURRENT)
        (self._folder / PREVIOUS).unlink(missing_ok=True)
        self._disarm()
        print(f"The program {attempt['version']} is up.")  # noqa: T201 for the journal

    def _go_back(self, attempt: dict[str, Any]) -> None:
        was = self._install(PREVIOUS)
        why = (
            f"The program {attempt['version']} did not come up, so {attempt['was']} runs again."
            if was
            else f"The program {attempt['version']} did not come up, nor could {attempt['was']} be put back."
        )
        state = self._state()
        failure = {name: attempt[name] for name in ("kind", "version", "digest")} | {"why": why}
        self._write(state | {"trying": None, "failed": [*state["failed"], failure][-8:]})
        if was:
            (self._folder / PREVIOUS).replace(self._folder / CURRENT)
        (self._folder / NEXT).unlink(missing_ok=True)
        self._disarm()
        print(why)  # noqa: T201 for the journal

    def _disarm(self) -> None:
        (self._units / "multi-user.target.wants" / NAME).unlink(missing_ok=True)
        (self._units / NAME).unlink(missing_ok=True)

    def _attempt(self) -> dict[str, Any] | None:
        attempt = self._state()["trying"]
        return attempt if attempt and attempt["kind"] == "program" else None

    def _keep(self, attempt: dict[str, Any], **changes: object) -> dict[str, Any]:
        attempt = attempt | changes
        self._write(self._state() | {"trying": attempt})
        return attempt

    def _state(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._file.read_bytes())
            return {"trying": found["trying"], "failed": list(found["failed"]), "refused": found["refused"]}
        except (OSError, ValueError, KeyError, TypeError):
            return {"trying": None, "failed": [], "refused": ""}

    def _write(self, state: dict[str, Any]) -> None:
        fresh = self._file.with_name(f"{STATE}.new")
        with fresh.open("wb") as file:
            file.write(json.dumps(state, sort_keys=True, indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)
        folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _run(command: Sequence[str]) -> bool:
    environ = os.environ | {"LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=environ, check=False, timeout=_PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    Watchman(_run).watch()
    sys.exit(0)
