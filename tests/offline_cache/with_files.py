"""Submissions with attachments, and the council's way to open them."""

import random
from dataclasses import replace

from cryptography.hazmat.primitives import hpke

from kiosk.attachments.attachment import Attachment, Listed
from kiosk.attachments.part import PartHeader, from_plaintext
from kiosk.submission import Submission
from tests.offline_cache.rig import make_submission

CANARY = b"Passport-Canary-8841"
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def submission_with(number: int = 1, *sizes: int) -> Submission:
    """The same number makes the same submission; ``sizes`` are the bytes of its files, two small ones unless given."""
    dice = random.Random(number)
    files = [
        Attachment("image/png", CANARY + dice.randbytes(size), f"Page {n}", name=f"image-{number}-{n}.png")
        for n, size in enumerate(sizes or (3_000, 30_000), 1)
    ]
    listed = tuple(file.listed() for file in files)
    return replace(make_submission(number), attachments=listed, files=tuple(file.data for file in files))


def unseal_part(data: bytes, private: object) -> tuple[PartHeader, Listed, bytes]:
    """As the council opens an attachment."""
    header, sealed = PartHeader.of(data)
    listed, content = from_plaintext(SUITE.decrypt(sealed, private, info=header.info))
    return header, listed, content
