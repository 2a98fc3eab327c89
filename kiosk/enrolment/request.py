"""A kiosk that reaches no network asks on paper: what it shows, or writes to a stick, for the council to approve."""

import json
import re
from dataclasses import dataclass

from kiosk.enrolment.identity import Identity, short
from kiosk.enrolment.offer import read_fields
from kiosk.enrolment.trouble import TroubleError

FORMAT = "handrail-request/1"
MARK = "HANDRAIL REQUEST 1 "
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Request:
    """``digest`` is Identity.digest. Nothing in it is secret, and nothing in it is believed before staff compared."""

    digest: str

    @property
    def fingerprint(self) -> str:
        """The number that the kiosk shows, too."""
        return short(self.digest.encode())

    def to_json(self) -> bytes:
        """As it lies on a stick."""
        return json.dumps({"what": FORMAT, "digest": self.digest}).encode()

    def to_text(self) -> str:
        """As a square code holds it."""
        return f"{MARK}{self.digest.upper()}"


def of(identity: Identity) -> Request:
    """That of this kiosk."""
    return Request(identity.digest)


def read(data: bytes) -> Request:
    """What a stick holds, or what was read off the kiosk's screen. Raises TroubleError."""
    text = data.decode("utf-8", "replace").strip()
    digest = (
        text.removeprefix(MARK).lower()
        if text.startswith(MARK)
        else read_fields(data, FORMAT, ("digest",), ())["digest"]
    )
    if not _DIGEST.fullmatch(digest):
        raise TroubleError("stick", "This is not what a kiosk asks with: write it at the kiosk again.")
    return Request(digest)
