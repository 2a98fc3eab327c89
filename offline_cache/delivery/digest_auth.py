"""HTTP Digest (RFC 7616), written here because the one in requests reads the whole of a refusal, however long."""

import hashlib
import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

_FIELD = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_HASHES = {"MD5": "md5", "SHA-256": "sha256"}
_LONGEST = 4096


class Digest:
    """Answers the challenges of one server for one user. ``new_nonce`` makes the client's part."""

    def __init__(
        self, user: str, password: str, new_nonce: Callable[[], str] = lambda: secrets.token_hex(8)
    ) -> None:
        self._user = user
        self._password = password
        self._new_nonce = new_nonce
        self._challenge: dict[str, str] = {}
        self._count = 0

    def take(self, field: str) -> bool:
        """Remember the challenge in a WWW-Authenticate field; False when there is none that can be answered."""
        kind, _, rest = field[:_LONGEST].strip().partition(" ")
        found = {name.lower(): quoted or plain for name, quoted, plain in _FIELD.findall(rest)}
        algorithm = found.get("algorithm", "MD5").upper()
        offers = [offer.strip() for offer in found.get("qop", "auth").split(",")]
        if (
            kind.lower() != "digest"
            or not found.get("nonce")
            or algorithm not in _HASHES
            or "auth" not in offers
        ):
            return False
        self._challenge = found
        self._count = 0
        return True

    def answer(self, method: str, url: str) -> str:
        """The Authorization field for one request; "" before the first challenge."""
        asked = self._challenge
        if not asked:
            return ""
        self._count += 1
        parts = urlsplit(url)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        algorithm = asked.get("algorithm", "MD5")
        realm, nonce = asked.get("realm", ""), asked["nonce"]
        user = self._sum(f"{self._user}:{realm}:{self._password}")
        request = self._sum(f"{method}:{path}")
        tail, fields = "", ""
        if "qop" in asked:
            own, number = self._new_nonce(), f"{self._count:08x}"
            tail = f"{number}:{own}:auth:"
            fields = f', qop=auth, nc={number}, cnonce="{own}"'
        proof = self._sum(f"{user}:{nonce}:{tail}{request}")
        opaque = f', opaque="{asked["opaque"]}"' if "opaque" in asked else ""
        return (
            f'Digest username="{self._user}", realm="{realm}", nonce="{nonce}", uri="{path}", '
            f'response="{proof}", algorithm={algorithm}{opaque}{fields}'
        )

    def _sum(self, text: str) -> str:
        name = _HASHES[self._challenge.get("algorithm", "MD5").upper()]
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()
