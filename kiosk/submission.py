"""What is sent to the council: the submission, and the words that both ends use for it on the wire."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Self

from kiosk.attachments.attachment import Listed
from kiosk.confirmation import Confirmation
from kiosk.destinations import COUNCIL
from kiosk.helper import Helper

ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
"""Characters of a reference: none that look or sound like another (0 O, 1 I L, S 5, U V) and no vowels, so no words."""

GROUP = 3
_REFERENCE = 9
SUITE = "X25519-HKDF-SHA256-ChaCha20Poly1305"
MEDIA_TYPE = "application/vnd.handrail.envelope"
PAD = 1024
CHANNEL = "kiosk"
MAX_ENVELOPE = 64 * 1024 * 1024
_ASCII = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_ANY_LETTER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Submission:
    """One person's finished answers, in memory only until sealed.

    ``id`` is a uuid4 and the resource's name at the council; ``reference`` is what the citizen keeps;
    ``instance`` is the OpenRosa instance XML. ``files`` are the bytes of each of ``attachments``, in the same order:
    they are sealed one by one and are no part of :meth:`plaintext`. ``confirm`` is how the person wants to be told
    that the council has it, None for not at all. ``destination`` is where it goes, by its name in
    kiosk.toml, and ``form_key`` the key of an ODK encrypted form (base64); neither is said to the council.
    ``helped`` are those who helped or acted for the person, never part of the answers (S2); ``channel`` is by which
    way it came, ``location`` where the kiosk stands, as its kiosk.toml says.
    """

    id: str
    reference: str
    service: str
    form_id: str
    form_version: str
    language: str
    created: datetime
    instance: bytes
    consent: str
    attachments: tuple[Listed, ...] = ()
    files: tuple[bytes, ...] = field(default=(), repr=False)
    destination: str = COUNCIL
    form_key: str = ""
    confirm: Confirmation | None = None
    helped: tuple[Helper, ...] = ()
    channel: str = CHANNEL
    location: str = ""

    def plaintext(self) -> bytes:
        """Canonical JSON, padded with spaces to a multiple of PAD bytes so that its size tells little."""
        fields = vars(self) | {"created": self.created.isoformat(), "instance": self.instance.decode()}
        for name in ("files", "attachments", "destination", "form_key", "confirm", "helped", "location"):
            del fields[name]
        if self.helped:
            fields["helped"] = [helper.written() for helper in self.helped]
        if self.location:
            fields["location"] = self.location
        if self.confirm:
            fields["confirm"] = asdict(self.confirm)
        if self.attachments:
            fields["attachments"] = [asdict(listed) for listed in self.attachments]
        # Where no letter is to be kept as it is, the encoder that would escape one is three times as fast.
        text = (_ASCII if self.instance.isascii() else _ANY_LETTER).encode(fields).encode()
        return text + b" " * (-len(text) % PAD)

    @classmethod
    def from_plaintext(cls, data: bytes) -> "Submission":
        """The council's way back from :meth:`plaintext`. Raises ValueError or TypeError on other bytes."""
        fields = json.loads(data)
        fields["created"] = datetime.fromisoformat(fields["created"])
        fields["instance"] = fields["instance"].encode()
        fields["attachments"] = tuple(Listed.of(listed) for listed in fields.get("attachments", ()))
        if "confirm" in fields:
            fields["confirm"] = Confirmation(**fields["confirm"])
        fields["helped"] = tuple(Helper.read(each) for each in fields.get("helped", ()))
        return cls(**fields)


@dataclass(frozen=True)
class Header:
    """The open first line of an envelope. The seal binds it, so it cannot be swapped under the answers.

    An envelope is ``header.line()``, a line feed, and the HPKE bytes (encapsulated key, then ciphertext), sealed
    with ``info = INFO + header.line()``; its digest is the SHA-256 of the whole.
    """

    id: str
    form_id: str
    form_version: str
    key_id: str
    suite: str = SUITE

    @property
    def info(self) -> bytes:
        """What the seal binds."""
        return INFO + self.line()

    def line(self) -> bytes:
        """One line of canonical JSON, without the line end."""
        return _ASCII.encode(vars(self)).encode()

    @classmethod
    def of(cls, envelope: bytes) -> tuple[Self, bytes]:
        """The header and the sealed rest of an envelope. Raises ValueError when it is not one."""
        line, mark, rest = envelope.partition(b"\n")
        if not mark:
            raise ValueError("an envelope begins with a header line")
        try:
            header = cls(**json.loads(line))
        except TypeError as error:
            raise ValueError("the header line of this envelope has other fields") from error
        if not all(isinstance(value, str) for value in vars(header).values()) or header.line() != line:
            raise ValueError("the header line of this envelope is not canonical")
        return header, rest


INFO = b"handrail/1|"


def is_id(text: str) -> bool:
    """Whether ``text`` can be a submission's id (a lower-case uuid4)."""
    return _ID.fullmatch(text) is not None


def check_character(body: str) -> str:
    """The last character of a reference: catches any one wrong character and any two swapped neighbours.

    ISO/IEC 7064 pure system with modulus 27 would need a 28th sign; a weighted sum with weights that step by
    a unit of the ring does the same here because 27 characters and weights 1, 2, 4, 5, 7, 8 … share no factor.
    """
    size = len(ALPHABET)
    weights = [w for w in range(1, 3 * len(body) + 3) if w % 3]
    total = sum(w * ALPHABET.index(c) for w, c in zip(weights, body, strict=False))
    return ALPHABET[-total % size]


def new_reference(choose: Callable[[str], str]) -> str:
    """A fresh reference of nine characters, the last a check character. ``choose`` picks one at random."""
    body = "".join(choose(ALPHABET) for _ in range(_REFERENCE - 1))
    return body + check_character(body)


def is_reference(text: str) -> bool:
    """Whether ``text`` can be a reference that :func:`new_reference` drew."""
    body = text[:-1]
    return len(text) == _REFERENCE and set(text) <= set(ALPHABET) and check_character(body) == text[-1]


def grouped(reference: str) -> str:
    """A reference in groups of three: ``KTM 7RF 2WD``."""
    return " ".join(reference[i : i + GROUP] for i in range(0, len(reference), GROUP))
