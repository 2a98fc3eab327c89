"""A program of the council's own, for whatever it sends with: it is given the message as JSON, not as arguments."""

import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from council_api.confirmations.senders.sender import (
    BUSY,
    CUT_OFF,
    NOT_TAKEN,
    SENT,
    UNREACHABLE,
    Message,
    Result,
    Section,
    values,
)
from kiosk.errors import CouncilError

_COME_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h."""


@dataclass(frozen=True)
class Command:
    """A program and its arguments, which runs for ``seconds`` at most; no shell reads them."""

    run: tuple[str, ...]
    seconds: int

    @classmethod
    def of(cls, section: Section, _folder: Path) -> Self:
        """See Maker."""
        said = values(section, {"run": list}, {"seconds": 60})
        if not said["run"] or not all(isinstance(part, str) and part for part in said["run"]):
            raise CouncilError('run is a list such as ["/usr/local/bin/send-text", "--quiet"].')
        if not Path(said["run"][0]).is_absolute():
            raise CouncilError("run begins with the whole path of a program.")
        if said["seconds"] < 1:
            raise CouncilError("seconds is a whole number from 1 on.")
        return cls(tuple(said["run"]), said["seconds"])

    def send(self, message: Message) -> Result:
        """Its exit code tells: 0 sent, 75 come again later, any other never. Killed, or too slow: nobody knows."""
        try:
            done = subprocess.run(
                self.run,
                input=json.dumps(asdict(message)).encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return CUT_OFF
        except OSError:
            return UNREACHABLE
        if done.returncode < 0:
            return CUT_OFF
        return {0: SENT, _COME_AGAIN: BUSY}.get(done.returncode, NOT_TAKEN)
