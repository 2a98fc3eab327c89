"""What stands before the files of a bundle: a mark, a signature, the manifest's line."""

import base64
import binascii
from dataclasses import dataclass
from typing import BinaryIO

from kiosk.bundle.limits import MAX_MANIFEST
from kiosk.errors import BundleError

MARK = b"handrail-bundle/1\n"
NO_BUNDLE = "This file is no bundle, or it was cut off. Copy or fetch it again."
_LONGEST_SIGNATURE = 128
_PARTS = 2


@dataclass(frozen=True)
class Signed:
    """What stands before the files of a bundle. ``key_id`` and ``signature`` are claims until ``package.prove``."""

    key_id: str
    signature: bytes
    line: bytes

    @property
    def start(self) -> int:
        """Where the bytes of the files begin."""
        return len(MARK) + len(self.signature_line) + len(self.line) + 1

    @property
    def signature_line(self) -> bytes:
        """The second line, in its one spelling."""
        return f"{self.key_id} {base64.b64encode(self.signature).decode()}\n".encode()

    def head(self) -> bytes:
        """The bytes of all that."""
        return MARK + self.signature_line + self.line + b"\n"


def read_head(file: BinaryIO) -> Signed:
    """What stands before the files. Raises BundleError when it is no bundle."""
    if file.read(len(MARK)) != MARK:
        raise BundleError(NO_BUNDLE)
    said = file.readline(_LONGEST_SIGNATURE)
    parts = said.split()
    line = file.readline(MAX_MANIFEST + 2)
    if len(parts) != _PARTS or not line.endswith(b"\n"):
        raise BundleError(NO_BUNDLE)
    try:
        signed = Signed(parts[0].decode("ascii"), base64.b64decode(parts[1], validate=True), line[:-1])
    except (UnicodeDecodeError, binascii.Error) as error:
        raise BundleError(NO_BUNDLE) from error
    if said != signed.signature_line:  # base64 has several spellings of the same bytes
        raise BundleError(NO_BUNDLE)
    return signed
