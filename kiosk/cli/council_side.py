"""Whether the council's side of Handrail is installed here: a kiosk of its own package has only the kiosk's."""

import json
import secrets
from importlib.util import find_spec
from pathlib import Path

ABSENT = "The council's side of Handrail is not installed here."
INSTALL = (
    f"{ABSENT} Run this on the council's server, or where the wheel is installed with its extra 'council'."
)
_PARTS = ("council_api", "fastapi", "uvicorn", "alembic")


def is_here() -> bool:
    """Whether ``council_api`` and what it stands on can be loaded."""
    return all(find_spec(part) for part in _PARTS)


def is_of_council(module: str | None) -> bool:
    """Whether a module that was not found is of the council's side."""
    return (module or "").split(".")[0] in _PARTS


def enrol_with_nobody(data: Path) -> None:
    """Writes council.toml for a demo without a council: sealed to a key that nobody has, sent to nowhere."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 heavy, and only for a demo
        X25519PrivateKey,
    )
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 likewise

    from kiosk.council_key import key_id  # noqa: PLC0415 likewise

    key = X25519PrivateKey.generate().public_key()
    link = {
        "url": "http://127.0.0.1:1",
        "token": secrets.token_urlsafe(32),
        "key_id": key_id(key.public_bytes_raw()),
        "public_key": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    }
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in link.items())
    (data / "council.toml").write_text(f"[council]\n{lines}", encoding="utf-8")
