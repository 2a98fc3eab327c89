"""What a webhook is told: JSON that programs read, a text that people read in a chat, and who signed it."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from council_api.alerts.noticing import BEGUN, OVER, STILL
from council_api.settings import private_file
from kiosk.errors import CouncilError

FORMAT = 1
SIGNATURE = "Handrail-Signature"
FILE = "alerts-secret"
MOST = 100
"""Alerts of one message; those above are counted."""

_LISTED = 20
_WORDS = {BEGUN: "", STILL: "Still: ", OVER: "Over: "}


@dataclass(frozen=True)
class Said:
    """One alert in a message. ``page`` is where IT see more, "" where no site is known."""

    kind: str
    code: str
    name: str
    words: str
    since: str
    page: str


def body(said: Sequence[Said], now: datetime) -> bytes:
    """What is posted. It names kiosks and versions, and nobody."""
    begun = sum(one.kind == BEGUN for one in said)
    head = f"Handrail: {begun} new, {sum(one.kind == STILL for one in said)} go on, "
    head += f"{sum(one.kind == OVER for one in said)} over."
    lines = [_line(one) for one in said[:_LISTED]]
    if len(said) > _LISTED:
        lines.append(f"And {len(said) - _LISTED:,} more.")
    document = {
        "format": FORMAT,
        "at": now.isoformat(timespec="seconds"),
        "text": "\n".join([head, *lines]),
        "alerts": [vars(one) for one in said[:MOST]],
        "more": max(len(said) - MOST, 0),
    }
    return json.dumps(document, ensure_ascii=False).encode()


def test_body(now: datetime) -> bytes:
    """What ``alerts --test`` posts."""
    text = "Handrail: this is a test. Alerts about kiosks come here."
    return json.dumps(
        {"format": FORMAT, "at": now.isoformat(timespec="seconds"), "text": text, "alerts": [], "more": 0}
    ).encode()


def signature(secret: str, sent: bytes, now: datetime) -> str:
    """The header's value: the receiver makes the same of "<t>." and the bytes, with the same secret."""
    moment = int(now.timestamp())
    made = hmac.new(secret.encode(), f"{moment}.".encode() + sent, hashlib.sha256).hexdigest()
    return f"t={moment},v1={made}"


def secret_in(folder: Path) -> str:
    """The secret that signs, made at the first need. Raises CouncilError when it cannot be read or made."""
    file = folder / FILE
    if not file.exists():
        private_file(file, secrets.token_urlsafe(32).encode() + b"\n")
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(f"The secret in {file} cannot be read: delete it, and another is made.") from error


def _line(one: Said) -> str:
    link = f" {one.page}" if one.page else ""
    return f"• {_WORDS[one.kind]}{one.name}: {one.words}{link}"
