"""Why an installed kiosk is out of order: a short code for who telephones IT, and one sentence for IT."""

import errno
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 40
"""Letters of a telephone number, with what is written beside it."""
_PROOF = ".out-of-order"


@dataclass(frozen=True)
class Trouble:
    """``code`` is one of docs/units.md; ``sentence`` says what is wrong and what to do. Nothing of a visit."""

    code: str
    sentence: str


STOPPED = Trouble("P1", "The kiosk program stopped again and again: 'journalctl -u handrail' says why.")


def of_folder(data: Path) -> Trouble | None:
    """What keeps the kiosk from keeping anything in its data folder; None when it can, also where the disk is full.

    Waits for the disk.
    """
    try:
        if not data.is_dir():
            return Trouble("D1", f"There is no folder {data}: 'systemctl status handrail-setup' says why.")
        if data.stat().st_uid != os.getuid():
            return Trouble("D2", f"{data} belongs to somebody else: run 'chown -R handrail:handrail' on it.")
        proof = data / _PROOF
        proof.unlink(missing_ok=True)
        os.close(os.open(proof, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        proof.unlink()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return None  # people can still read; what cannot be kept is refused, and staff are told
        return Trouble("D3", f"{data} cannot be written ({error.strerror}): look at the disk.")
    return None


def phone_of(files: Iterable[Path]) -> str:
    """The council's number as the last of some settings' files has it, whatever else is wrong with them; "" if none."""
    found = ""
    for file in files:
        try:
            number = tomllib.loads(file.read_text(encoding="utf-8")).get("phone")
        except (OSError, ValueError):
            continue
        if isinstance(number, str) and number and len(number) <= _LONGEST:
            found = number
    return found
