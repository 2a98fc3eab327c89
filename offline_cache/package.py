"""What a destination other than the council's own API is sent: the files themselves, in one envelope.

The plaintext is a line of JSON (what it is of, and the name, media type and size of each file), a line feed, the
files one after another, and NULs to a multiple of PAD bytes.
"""

import hashlib
import json
from dataclasses import dataclass, field

from defusedxml.ElementTree import fromstring

from kiosk.errors import StoreError
from kiosk.submission import MAX_ENVELOPE, PAD, Header, Submission
from offline_cache.sealing import Envelope

XML_NAME = "submission.xml"
XML_TYPE = "text/xml"


@dataclass(frozen=True)
class Item:
    """One file. ``name`` is what the instance calls it."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Package:
    """``xml`` is the OpenRosa instance; ``created`` is ISO 8601 with the offset."""

    id: str
    reference: str
    form_id: str
    created: str
    xml: Item
    items: tuple[Item, ...] = ()

    @classmethod
    def of(cls, submission: Submission) -> "Package":
        """The files of a submission as the citizen sent it."""
        listed = zip(submission.attachments, submission.files, strict=True)
        return cls(
            submission.id,
            submission.reference,
            submission.form_id,
            submission.created.isoformat(),
            Item(XML_NAME, XML_TYPE, submission.instance),
            tuple(Item(one.name, one.media_type, data) for one, data in listed),
        )

    @property
    def instance_id(self) -> str:
        """meta/instanceID, by which a server knows a repeat; ours when the instance has none."""
        found = fromstring(self.xml.data, forbid_dtd=True).find("{*}meta/{*}instanceID")
        said = "" if found is None else (found.text or "").strip()
        return said or f"uuid:{self.id}"

    def plaintext(self) -> bytes:
        """The bytes to seal."""
        files = (self.xml, *self.items)
        table = {
            "id": self.id,
            "reference": self.reference,
            "form_id": self.form_id,
            "created": self.created,
            "files": [[one.name, one.media_type, len(one.data)] for one in files],
        }
        line = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        whole = b"\n".join((line, b"".join(one.data for one in files)))
        return whole + bytes(-len(whole) % PAD)

    @classmethod
    def from_plaintext(cls, plain: bytes) -> "Package":
        """Back from :meth:`plaintext`. Raises ValueError on other bytes."""
        line, _, rest = plain.partition(b"\n")
        try:
            table = json.loads(line)
            items = []
            at = 0
            for name, media_type, size in table.pop("files"):
                items.append(Item(name, media_type, rest[at : at + size]))
                at += size
            made = cls(**table, xml=items[0], items=tuple(items[1:]))
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError("these bytes are no package") from error
        if at > len(rest) or rest[at:].strip(b"\0"):
            raise ValueError("a package has another size than it says")
        return made


def in_envelope(header: Header, rest: bytes) -> Envelope:
    """An envelope of these sealed bytes. Raises StoreError when they are more than an envelope holds."""
    data = header.line() + b"\n" + rest
    if len(data) > MAX_ENVELOPE:
        raise StoreError("These answers are too large to send. Remove some of the files or photos.")
    return Envelope(header, data, hashlib.sha256(data).digest())
