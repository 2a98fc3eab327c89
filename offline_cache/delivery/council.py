"""Delivery to a council's own API: ``PUT /v1/submissions/{id}``, or many at once by ``POST /v1/submissions``."""

import base64
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from kiosk import parcel
from kiosk.attachments.part import PartHeader
from kiosk.destinations import DestinationSettings
from kiosk.submission import MEDIA_TYPE
from offline_cache.delivery.exchange import MAX_WAIT, READ_TIMEOUT, Answer, CutOff, Line, Unreached, checked
from offline_cache.delivery.outcome import (
    AT_ONCE,
    NO_CONNECTION,
    Accepted,
    Held,
    Incomplete,
    Outcome,
    Paused,
    Retry,
    Uncertain,
)
from offline_cache.sealing import Envelope

OK = 200

SINGLY = 50
"""Batches sent one by one after one that could not go as a parcel: to an older council, or by somebody on the way."""

QUEUE = "Handrail-Queue"
"""Tells a council that is busy how much there is to come (council_api/line.py)."""

OF_EACH = frozenset({401, 408, 425, 429, 503})
"""Refusals of a whole parcel that each of it would be given, too."""

Reading = Callable[[str, float | None], Outcome]


def _retry(reason: str, after: float | None) -> Outcome:
    return Retry(reason, after)


def _appointed(reason: str, after: float | None) -> Outcome:
    return Retry(reason, after, appointed=True)


def _uncertain(reason: str, after: float | None) -> Outcome:
    return Uncertain(reason, after)


def _incomplete(reason: str, _after: float | None) -> Outcome:
    return Incomplete(reason)


def _held(reason: str, _after: float | None) -> Outcome:
    return Held(reason)


def _paused(reason: str, _after: float | None) -> Outcome:
    return Paused(reason)


BY_STATUS: Mapping[int, Reading] = {
    400: _held,
    401: _paused,
    403: _paused,
    404: _paused,  # the council is there, but not at this address
    408: _retry,
    409: _uncertain,  # another copy of the same request is being stored
    410: _held,  # the form is closed
    413: _held,
    415: _held,
    422: _held,  # the id is used, with other bytes
    425: _retry,
    429: _retry,
    503: _retry,
}
"""What an answer means that is no acceptance; any other status is uncertain."""

PROBLEM = "urn:handrail:problem:"
BY_TYPE: Mapping[str, Reading] = {
    "attachments-differ": _held,
    "attachments-missing": _incomplete,
    "busy": _appointed,
    "cannot-open": _held,
    "changed-on-the-way": _retry,
    "credential-missing": _paused,
    "credential-refused": _paused,
    "head-too-large": _retry,  # ours are short: somebody on the way
    "id-mismatch": _held,
    "no-request": _retry,  # spoilt on the way
    "not-a-submission": _held,
    "not-an-attachment": _held,
    "not-an-envelope": _held,
    "not-found": _paused,
    "other-bytes": _held,
    "too-large": _held,
    "too-much": _appointed,
    "too-slow": _retry,
    "unknown-key": _held,
}
"""The types of the council's own problem documents (RFC 9457); they say more than the status."""


class Council:
    """Sends envelopes to one council.

    ``url`` is the root of its API; ``token`` this kiosk's own credential; ``authority`` a file of certificates
    to trust instead of the usual ones; ``proxy`` the council's web proxy. ``now`` gives wall clock seconds. Nothing is
    taken from the environment.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        authority: Path | None = None,
        proxy: str = "",
        read_timeout: float = READ_TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Raise ConfigError for an address that would send the credential in the clear."""
        self._root = checked(url)
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": MEDIA_TYPE,
            "Accept": "application/problem+json, application/json",
        }
        self._singly = 0
        # One for each request that may be under way at a time; a line stands open between two.
        self._lines: SimpleQueue[Line] = SimpleQueue()
        for _ in range(AT_ONCE):
            self._lines.put(
                Line(authority=authority, proxy=proxy, headers=headers, read_timeout=read_timeout, now=now)
            )

    @classmethod
    def of(cls, settings: DestinationSettings, token: str, _unpack: object) -> "Council":
        """As in DESTINATIONS. What it is sent only the council can open."""
        return cls(settings.url, token, authority=settings.authority, proxy=settings.proxy)

    def _ask(self, method: str, url: str, **more: Any) -> Answer | Unreached | CutOff:
        line = self._lines.get()
        try:
            return line.ask(method, url, **more)
        finally:
            self._lines.put(line)

    def reachable(self) -> bool:
        """Whether the council's own health page answers. A portal's page or a redirect is not it."""
        answer = self._ask("GET", f"{self._root}/healthz")
        if not isinstance(answer, Answer) or answer.status != OK:
            return False
        return answer.json_object().get("status") == "ok"

    def deliver(self, envelope: Envelope) -> Outcome:
        """Try once. Only an answer with the digest of what was sent, in both of its fields, is acceptance.

        An attachment's envelope goes to its own address below that of its submission.
        """
        header = envelope.header
        id_ = f"{header.id}/attachments/{header.number}" if isinstance(header, PartHeader) else header.id
        answer = self._ask(
            "PUT",
            f"{self._root}/v1/submissions/{id_}",
            data=envelope.data,
            headers={
                "Idempotency-Key": f'"{id_}"',
                "Repr-Digest": digest_field(envelope.digest),
                QUEUE: queue_field(envelope.sent, envelope.waiting),
            },
        )
        match answer:
            case Unreached():
                return Retry(NO_CONNECTION)
            case CutOff():
                return Uncertain("cut off")
        return _read(answer, envelope)

    def deliver_together(self, envelopes: Sequence[Envelope]) -> Sequence[Outcome] | None:
        """Try once to send all of these, without attachments, in one request; an outcome for each.

        None when they have to be sent one by one: there are many councils that do not take parcels.
        """
        data = parcel.pack(envelope.data for envelope in envelopes)
        if self._singly or len(data) > parcel.MAX_PARCEL:
            self._singly = max(self._singly - 1, 0)
            return None
        first = envelopes[0]
        answer = self._ask(
            "POST",
            f"{self._root}/v1/submissions",
            data=data,
            headers={
                "Content-Type": parcel.MEDIA_TYPE,
                "Accept": f"application/problem+json, {parcel.ANSWERS}",
                QUEUE: queue_field(first.sent, first.waiting),
            },
        )
        outcomes = _read_parcel(answer, envelopes)
        if outcomes is None or any(isinstance(one, Uncertain) for one in outcomes):
            self._singly = SINGLY
        return outcomes


def _read_parcel(
    answer: Answer | Unreached | CutOff, envelopes: Sequence[Envelope]
) -> Sequence[Outcome] | None:
    match answer:
        case Unreached():
            return [Retry(NO_CONNECTION)] * len(envelopes)
        case CutOff():
            return [Uncertain("cut off")] * len(envelopes)
    if answer.status == OK and answer.media_type == parcel.ANSWERS:
        said = parcel.words(answer.body)
        said += [None] * (len(envelopes) - len(said))
        return [_heard(word, envelope) for word, envelope in zip(said, envelopes, strict=False)]
    if answer.status < 400:  # noqa: PLR2004  # the line that HTTP draws
        return [Uncertain(f"status {answer.status}")] * len(envelopes)
    outcome = read_refusal(answer.status, answer.problem, answer.after)
    if answer.status < 500 and answer.status not in OF_EACH:  # noqa: PLR2004  # the line that HTTP draws
        return None  # refused as a parcel: each by itself may well be taken
    if isinstance(outcome, Held | Incomplete):
        return None  # said of one submission, and nobody knows of which
    return [outcome] * len(envelopes)


def _heard(word: parcel.Word | None, envelope: Envelope) -> Outcome:
    """What one line says. Even a refusal has to be of the very bytes that were sent."""
    if word is None or word.id not in {"", envelope.header.id}:
        return Uncertain("no answer")
    if word.digest != envelope.digest.hex():
        return Uncertain("other digest")
    if word.status in {200, 201}:
        return Accepted(envelope.digest) if word.id else Uncertain("no answer")
    after = None if word.retry_after is None else min(word.retry_after, MAX_WAIT)
    return read_refusal(word.status, word.type, after)


def _read(answer: Answer, envelope: Envelope) -> Outcome:
    status = answer.status
    if status in {200, 201}:
        echoed = digest_of(answer.headers.get("Repr-Digest", ""))
        if echoed != envelope.digest:
            return Uncertain("other digest" if echoed else "no digest")
        # That field went there with the request, so a mere mirror would send it back; this one did not.
        if answer.headers.get("ETag", "") != f'"{echoed.hex()}"':
            return Uncertain("no entity tag")
        return Accepted(echoed)
    if status < 400:  # noqa: PLR2004  # the line that HTTP draws
        return Uncertain(f"status {status}")
    return read_refusal(status, answer.problem, answer.after)


def read_refusal(status: int, type_: str | None, after: float | None) -> Outcome:
    """What an answer from 400 on means. ``type_`` is its RFC 9457 type, None when it is no problem document.

    A refusal for good is believed only from the council itself, which sends problem documents: a proxy or a captive
    portal on the way may say 404 to everything.
    """
    name = (type_ or "").removeprefix(PROBLEM)
    if name in BY_TYPE:
        return BY_TYPE[name](name, after)
    if type_ is None and BY_STATUS.get(status) in {_held, _paused}:
        return Retry(f"status {status} on the way", after)
    return BY_STATUS.get(status, _uncertain)(f"status {status}", after)


def queue_field(sent: int, waiting: int) -> str:
    """How many went before this one without a wait, and how many are to follow it (a dictionary of RFC 8941)."""
    return f"sent={sent}, waiting={waiting}"


def digest_field(digest: bytes) -> str:
    """A SHA-256 as a Repr-Digest field (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(digest).decode()}:"


def digest_of(field: str) -> bytes:
    """The SHA-256 in a Repr-Digest field; empty when there is none."""
    found = re.search(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):", field)
    return base64.b64decode(found[1]) if found else b""
