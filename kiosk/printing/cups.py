"""One print queue of CUPS, by the commands that every CUPS has: lp, lpstat, cancel.

Nothing of a paper is ever a file of ours: it goes to ``lp`` through a pipe. What CUPS itself keeps of it is its
spool's, which docs/printing.md says how to keep empty.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from kiosk import log
from kiosk.printing.papers import Paper

PATIENCE = 15.0
"""Seconds that a command is given: the print server is on this machine or near it."""

_JOB = re.compile(r"request id is (\S+) ")


class Fault(Enum):
    """Why nothing is printed; the value is the key of its words, below ``printing.fault``."""

    PAPER = "paper"
    JAM = "jam"
    COVER = "cover"
    INK = "ink"
    AWAY = "away"


_REASONS: Mapping[str, Fault] = {
    "media-jam": Fault.JAM,
    "media-empty": Fault.PAPER,
    "media-needed": Fault.PAPER,
    "input-tray-missing": Fault.PAPER,
    "cover-open": Fault.COVER,
    "door-open": Fault.COVER,
    "interlock-open": Fault.COVER,
    "toner-empty": Fault.INK,
    "marker-supply-empty": Fault.INK,
    "offline": Fault.AWAY,
    "timed-out": Fault.AWAY,
    "shutdown": Fault.AWAY,
    "stopped": Fault.AWAY,
    "other": Fault.AWAY,
}
"""What a printer's alerts mean (RFC 8011 5.4.12, printer-state-reasons). A mere warning prints on; so does low ink."""


class Cups:
    """The queue with this name. Every method may take seconds: not for the window's thread.

    ``environ`` is where CUPS_SERVER is looked up, for a print server that is not this machine.
    """

    def __init__(self, queue: str, environ: Mapping[str, str] = os.environ) -> None:
        self._queue = queue
        # In English, whatever the machine's language is: what it says is read by us.
        kept = {name: environ[name] for name in ("PATH", "CUPS_SERVER") if name in environ}
        self._environ = {**kept, "LC_ALL": "C"}

    def send(self, paper: Paper) -> str | Fault:
        """Hand over a paper; the result is the name of its job."""
        options = ("-d", self._queue, "-t", "Handrail", "-o", f"media={paper.media}")
        said = self._run(("lp", *options, "-"), paper.pdf)
        found = _JOB.search(said or "")
        return found[1] if found else Fault.AWAY

    def look(self, job: str) -> Fault | bool:
        """Whether the printer is done with a job, or why it is not getting on."""
        waiting = self._waiting()
        if waiting is None:
            return Fault.AWAY
        if job not in waiting:
            return True
        return fault(self._run(("lpstat", "-l", "-p", self._queue)) or "") or False

    def state(self) -> Fault | None:
        """What is wrong with the printer now, whoever prints; None when nothing is."""
        return fault(self._run(("lpstat", "-l", "-p", self._queue)) or "")

    def empty(self) -> None:
        """Take back all that waits, and have CUPS forget what it has printed, where it lets us.

        As CUPS comes, all at once is for administrators alone; whose jobs they are may cancel each.
        """
        self._run(("cancel", "-a", "-x", self._queue))
        for job in self._waiting() or ():
            self._run(("cancel", job))
        if self._waiting() != []:
            log.error(
                "What waits in the print queue %s cannot be taken back. See that CUPS runs, that it has this queue"
                " and that the kiosk may cancel there.",
                self._queue,
            )

    def _waiting(self) -> list[str] | None:
        """The names of the jobs that are not done; None when the print server does not answer."""
        said = self._run(("lpstat", "-o", self._queue))
        if said is None:
            return None
        return [line.split(maxsplit=1)[0] for line in said.splitlines() if line.strip()]

    def _run(self, command: Sequence[str], given: bytes = b"") -> str | None:
        """What a command says; None when it fails."""
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, timeout=PATIENCE, check=True, env=self._environ
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode(errors="replace")


def fault(told: str) -> Fault | None:
    """What ``lpstat -l -p`` says is wrong with a printer; None when nothing is."""
    first = told.partition("\n")[0]
    if not first or " disabled " in first:
        return Fault.AWAY
    for reason, weight in _alerts(told):
        if weight != "warning" and reason in _REASONS:
            return _REASONS[reason]
    return None


def warnings(told: str) -> tuple[str, ...]:
    """What ``lpstat -l -p`` says that a printer will be out of, as printer-state-reasons: it prints on meanwhile."""
    return tuple(reason for reason, weight in _alerts(told) if weight != "error")


def accepting(told: str, queue: str) -> bool | None:
    """Whether a queue takes jobs, by what ``lpstat -a`` says; None when it knows no such queue."""
    line = next((line for line in told.splitlines() if line.split(" ", 1)[0] == queue), "")
    return " not accepting " not in line if line else None


def _alerts(told: str) -> Iterator[tuple[str, str]]:
    """The reasons, each with its weight, "" where none is told."""
    rest = told.partition("\n")[2]
    alerts = next((line.partition(":")[2] for line in rest.splitlines() if "Alerts:" in line), "")
    for alert in re.split(r"[,\s]+", alerts.strip()):
        reason, _, weight = alert.rpartition("-")
        yield (reason, weight) if weight in {"error", "report", "warning"} else (alert, "")
