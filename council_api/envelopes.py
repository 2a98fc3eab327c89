"""Opens what a kiosk sealed. An envelope is hostile input until it has opened and agrees with its header."""

import hashlib
from dataclasses import dataclass
from datetime import UTC

from cryptography.exceptions import InvalidTag

from council_api import problems
from council_api.keys import Keys
from council_api.problems import Refusal
from kiosk.attachments.attachment import MAX_FILES, Listed
from kiosk.attachments.part import PartHeader, from_plaintext
from kiosk.confirmation import BY
from kiosk.council_key import SUITES
from kiosk.submission import Header, Submission, is_id


def opened(name: str, envelope: bytes, keys: Keys) -> tuple[Header, Submission] | Refusal:
    """The submission with the id ``name``, or why these bytes are not it."""
    try:
        header, sealed = Header.of(envelope)
    except (ValueError, RecursionError):
        return problems.NOT_AN_ENVELOPE
    plaintext = _unsealed(name, header, sealed, keys)
    if isinstance(plaintext, Refusal):
        return plaintext
    submission = _submission(plaintext)
    if submission is None or not _agree(header, submission):
        return problems.NOT_A_SUBMISSION
    return header, submission


def name_of(envelope: bytes) -> str:
    """The id in the header of an envelope; "" when that is none."""
    try:
        header, _ = Header.of(envelope)
    except (ValueError, RecursionError):
        return ""
    return header.id if is_id(header.id) else ""


@dataclass(frozen=True)
class Part:
    """One attachment, opened: ``number`` of ``count``."""

    header: PartHeader
    number: int
    count: int
    listed: Listed
    data: bytes


def opened_part(name: str, number: int, envelope: bytes, keys: Keys) -> Part | Refusal:
    """The attachment ``number`` of the submission with the id ``name``, or why these bytes are not it."""
    try:
        header, sealed = PartHeader.of(envelope)
        place, count = header.place
    except (ValueError, RecursionError):
        return problems.NOT_AN_ENVELOPE
    if place != number:
        return problems.ID_MISMATCH
    plaintext = _unsealed(name, header, sealed, keys)
    if isinstance(plaintext, Refusal):
        return plaintext
    try:
        listed, data = from_plaintext(plaintext)
    except (ValueError, TypeError, RecursionError):
        return problems.NOT_AN_ATTACHMENT
    if hashlib.sha256(data).hexdigest() != listed.digest or not _storable(listed.words):
        return problems.NOT_AN_ATTACHMENT
    return Part(header, number, count, listed, data)


def _unsealed(name: str, header: Header, sealed: bytes, keys: Keys) -> bytes | Refusal:
    if header.id != name or not is_id(name):
        return problems.ID_MISMATCH
    if header.key_id not in keys:
        return problems.UNKNOWN_KEY
    key = keys[header.key_id]
    if header.suite != key.suite:
        return problems.CANNOT_OPEN
    try:
        return SUITES[key.suite].decrypt(sealed, key.key, header.info)
    except (InvalidTag, ValueError):
        return problems.CANNOT_OPEN


def _submission(plaintext: bytes) -> Submission | None:
    try:
        submission = Submission.from_plaintext(plaintext)
        listed = submission.attachments
        names = [one.name for one in listed]
        if submission.files or len(names) > MAX_FILES or len(set(names)) < len(names):
            return None
        apart = ("created", "instance", "attachments", "files", "confirm", "helped")
        texts = [value for name, value in vars(submission).items() if name not in apart]
        texts += [one.words for one in listed]
        texts += [text for helper in submission.helped for text in (helper.who, helper.name, helper.text)]
        if submission.confirm:
            texts += [submission.confirm.by, submission.confirm.to]
            if submission.confirm.by not in BY:
                return None
        for moment in (
            submission.created,
            *(at for one in submission.helped for at in (one.agreed, one.ended)),
        ):
            if moment:
                moment.astimezone(UTC)  # what cannot be told in UTC (raises OverflowError) no page can show
        return submission if _storable(*texts) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def _storable(*texts: str) -> bool:
    # PostgreSQL keeps no NUL in a text; a lone surrogate (raises ValueError) cannot be encoded at all. What is no text
    # cannot be joined (raises TypeError).
    return b"\0" not in "".join(texts).encode()


def _agree(header: Header, submission: Submission) -> bool:
    said = (header.id, header.form_id, header.form_version)
    return said == (submission.id, submission.form_id, submission.form_version)
