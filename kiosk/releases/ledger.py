"""What root's updater has in hand and what came of it: ``state.json`` in the folder of updates, for all to read.

The watchman, which brings a program back that does not come up, writes it too (kiosk/releases/watchman.py).
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from kiosk.durable import replace_synced

FOLDER = Path("/var/lib/handrail/updates")
STATE = "state.json"
_MOST = 8
_LARGEST = 64 * 1024

WRITING = "writing"
READY = "ready"
TRYING = "trying"


@dataclass(frozen=True)
class Attempt:
    """A release that is being installed, or that runs and has not proved itself yet.

    ``was`` is the version before. ``step`` is WRITING until all of it is in its place, READY until it was started for
    the first time, TRYING from then on; ``starts`` counts those of the machine meanwhile.
    """

    kind: str
    version: str
    digest: str
    was: str
    step: str
    starts: int = 0


@dataclass(frozen=True)
class Failure:
    """A release that did not come up: ``why`` is one sentence. It is not taken again."""

    kind: str
    version: str
    digest: str
    why: str


@dataclass(frozen=True)
class Ledger:
    """All that is kept. ``refused`` is why the last release that came was not taken, "" when it was."""

    trying: Attempt | None = None
    failed: tuple[Failure, ...] = ()
    refused: str = ""

    def with_failure(self, attempt: Attempt, why: str) -> Self:
        """The same once an attempt has failed. The oldest failures are forgotten."""
        fresh = Failure(attempt.kind, attempt.version, attempt.digest, why)
        others = tuple(one for one in self.failed if one.digest != fresh.digest)
        return replace(self, trying=None, failed=(*others, fresh)[-_MOST:])

    def has_failed(self, digest: str) -> bool:
        """Whether these very bytes did not come up before."""
        return any(one.digest == digest for one in self.failed)


def read_ledger(folder: Path) -> Ledger:
    """What is kept in ``folder``. A file that is lost or damaged counts as an empty one: what runs goes on."""
    try:
        with (folder / STATE).open("rb") as file:
            fields = json.loads(file.read(_LARGEST))
        trying = fields["trying"]
        return Ledger(
            Attempt(**trying) if trying is not None else None,
            tuple(Failure(**one) for one in fields["failed"]),
            str(fields["refused"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Ledger()


def keep_ledger(folder: Path, ledger: Ledger) -> None:
    """Write it, on disk when this returns. Raises OSError."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    replace_synced(folder / STATE, json.dumps(asdict(ledger), sort_keys=True, indent=1).encode())
