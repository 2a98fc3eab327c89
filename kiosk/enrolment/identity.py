"""Who this kiosk is to its council: a credential made from its own key. The council learns its SHA-256 alone."""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.enrolment.codes import grouped
from kiosk.enrolment.trouble import TroubleError
from kiosk.errors import ConfigError

PENDING = "enrolling.json"
"""In the data folder while an enrolment is under way: so that a repeat of it asks for the same."""

_LABEL = re.compile(r"[0-9a-f]{32}")
_DIGITS = 24
"""80 bits: who carries the stick knows what the number must be, and could try many files for it."""


@dataclass(frozen=True)
class Identity:
    """``label`` is no secret: a new one for each enrolment, so that what was revoked never comes back.

    ``digest`` is the SHA-256 of the credential, in hex: all that the council keeps of it.
    """

    label: str
    digest: str

    @property
    def fingerprint(self) -> str:
        """What staff compare by eye."""
        return short(self.digest.encode())


def token(key: bytes, label: str) -> str:
    """The kiosk's credential at its council. Raises TroubleError for what is no label."""
    if not _LABEL.fullmatch(label):
        raise ConfigError("The label in council.toml is not one of ours: enrol this kiosk again.")
    made = hmac.digest(key, b"handrail-kiosk-token/1 " + label.encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def identity(
    folder: Path, key: bytes, new_label: Callable[[], str] = lambda: secrets.token_hex(16)
) -> Identity:
    """That of the enrolment under way in this data folder, begun now when there is none. Raises TroubleError."""
    place = folder / PENDING
    label = ""
    with suppress(OSError, ValueError, AttributeError):
        label = str(json.loads(place.read_bytes()).get("label"))
    if not _LABEL.fullmatch(label):
        label = new_label()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_synced(place, json.dumps({"label": label}).encode(), 0o600)
        except OSError as error:
            raise TroubleError(
                "disk",
                f"The data folder {folder} cannot be written to ({error.strerror}): check its owner and its disk.",
            ) from error
    return Identity(label, hashlib.sha256(token(key, label).encode()).hexdigest())


def another(folder: Path) -> None:
    """The credential under way cannot be used: the next :func:`identity` begins another. Raises TroubleError."""
    try:
        (folder / PENDING).unlink(missing_ok=True)
    except OSError as error:
        raise TroubleError(
            "disk", f"The data folder {folder} cannot be written to ({error.strerror})."
        ) from error


def short(data: bytes) -> str:
    """24 digits that stand for these bytes, where two people compare two screens."""
    number = int.from_bytes(hashlib.sha256(data).digest()) % 10**_DIGITS
    return grouped(str(number).zfill(_DIGITS))
