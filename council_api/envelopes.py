"""Opens what a kiosk sealed. An envelope is hostile input until it has opened and agrees with its header."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from council_api import problems
from council_api.keys import Keys
from council_api.problems import Refusal
from kiosk.submission import INFO, SUITE, Header, Submission, is_id

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def opened(name: str, envelope: bytes, keys: Keys) -> tuple[Header, Submission] | Refusal:
    """The submission with the id ``name``, or why these bytes are not it."""
    try:
        header, sealed = Header.of(envelope)
    except (ValueError, RecursionError):
        return problems.NOT_AN_ENVELOPE
    if header.id != name or not is_id(name):
        return problems.ID_MISMATCH
    if header.key_id not in keys:
        return problems.UNKNOWN_KEY
    if header.suite != SUITE:
        return problems.CANNOT_OPEN
    try:
        plaintext = _SUITE.decrypt(sealed, keys[header.key_id].key, INFO + header.line())
    except (InvalidTag, ValueError):
        return problems.CANNOT_OPEN
    submission = _submission(plaintext)
    if submission is None or not _agree(header, submission):
        return problems.NOT_A_SUBMISSION
    return header, submission


def _submission(plaintext: bytes) -> Submission | None:
    try:
        submission = Submission.from_plaintext(plaintext)
        texts = {**vars(submission), "created": "", "instance": ""}
        return submission if all(_storable(text) for text in texts.values()) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _storable(text: object) -> bool:
    # PostgreSQL keeps no NUL in a text; a lone surrogate (raises ValueError) cannot be encoded at all.
    return isinstance(text, str) and b"\0" not in text.encode()


def _agree(header: Header, submission: Submission) -> bool:
    said = (header.id, header.form_id, header.form_version)
    return said == (submission.id, submission.form_id, submission.form_version)
