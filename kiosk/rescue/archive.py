"""What is inside a rescue file: a line that tells of it, then each envelope behind a line of its own, then an end."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from kiosk.submission import MAX_ENVELOPE, is_id

SUFFIX = ".age"
_FORMAT = "handrail-rescue/1"
_LONGEST_LINE = 4096
_SHA_256 = re.compile(r"[0-9a-f]{64}")

NOT_RESCUE = "This file holds no outbox of a kiosk."


@dataclass(frozen=True)
class About:
    """``kiosk`` is the SHA-256 of its credential in hex, by which the council knows it; "" when it had none."""

    made: str
    kiosk: str
    format: str = _FORMAT


@dataclass(frozen=True)
class Item:
    """One envelope: a submission's (``number`` 0) or an attachment's, which comes before its submission's.

    ``reference`` and ``state`` are as in the outbox, for who reads the list; ``digest`` is the SHA-256 in hex.
    """

    id: str
    number: int
    reference: str
    destination: str
    state: str
    digest: str
    envelope: bytes = field(repr=False)


def written(about: About, items: Iterable[Item]) -> Iterator[bytes]:
    """The bytes of it, piece by piece."""
    yield _line(asdict(about))
    count = 0
    for item in items:
        fields = {name: value for name, value in vars(item).items() if name != "envelope"}
        yield _line({**fields, "size": len(item.envelope)})
        yield item.envelope
        count += 1
    yield _line({"end": count})


class Reader:
    """Reads one back from its pieces, one envelope in memory at a time. Anything unexpected is a ValueError."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._buffer = bytearray()
        fields = self._fields()
        made, kiosk = fields.get("made"), fields.get("kiosk")
        if not isinstance(made, str) or not isinstance(kiosk, str) or fields.get("format") != _FORMAT:
            raise ValueError(NOT_RESCUE)
        if kiosk and not _SHA_256.fullmatch(kiosk):
            raise ValueError(NOT_RESCUE)
        self.about = About(made, kiosk)

    def items(self) -> Iterator[Item]:
        """Every envelope; ends only where the file says that it does."""
        count = 0
        while "end" not in (fields := self._fields()):
            yield self._item(fields)
            count += 1
        if fields != {"end": count} or self._buffer or any(self._pieces):
            raise ValueError(NOT_RESCUE)

    def _item(self, fields: dict[str, object]) -> Item:
        size = fields.pop("size", None)
        texts = [fields.get(name) for name in ("id", "reference", "destination", "state", "digest")]
        number = fields.get("number")
        if type(size) is not int or not 0 <= size <= MAX_ENVELOPE or type(number) is not int or number < 0:
            raise ValueError(NOT_RESCUE)
        if not all(isinstance(text, str) for text in texts) or len(fields) != len(texts) + 1:
            raise ValueError(NOT_RESCUE)
        id_, reference, destination, state, digest = map(str, texts)
        envelope = self._take(size)
        if not is_id(id_) or not _SHA_256.fullmatch(digest) or hashlib.sha256(envelope).hexdigest() != digest:
            raise ValueError(NOT_RESCUE)
        return Item(id_, number, reference, destination, state, digest, envelope)

    def _fields(self) -> dict[str, object]:
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _LONGEST_LINE:
                raise ValueError(NOT_RESCUE)
            self._more()
        try:
            fields = json.loads(self._take(end + 1)[:_LONGEST_LINE])
        except (ValueError, RecursionError) as error:
            raise ValueError(NOT_RESCUE) from error
        return dict(fields) if isinstance(fields, dict) else {}

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._more()
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            raise ValueError(NOT_RESCUE)
        self._buffer += piece


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"
