"""Delivery to ODK Central and KoboToolbox: the OpenRosa form submission API."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kiosk.destinations import DestinationSettings
from offline_cache.delivery.exchange import READ_TIMEOUT, Answer, CutOff, Unreached
from offline_cache.delivery.multipart import bodies, boundary
from offline_cache.delivery.openrosa_server import OpenRosaServer
from offline_cache.delivery.outcome import NO_CONNECTION, Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.package import Package
from offline_cache.sealing import Envelope

NO_CONTENT = 204
OK = 200
DEFAULT_LIMIT = 10_000_000
"""Bytes of one request to a server that announces no X-OpenRosa-Accept-Content-Length, as in ODK Collect."""


class Means(Enum):
    """What an answer means.

    GONE: refused, and so would be the repeat of what it has already. FEW: worth a few more tries, then held.
    """

    ACCEPTED = auto()
    RETRY = auto()
    HELD = auto()
    PAUSED = auto()
    GONE = auto()
    FEW = auto()


@dataclass(frozen=True)
class Rule:
    """One line of the table: the status, and words of the message in small letters ("" for any)."""

    status: int
    says: str
    means: Means
    reason: str
    tries: int = 0


RULES: tuple[Rule, ...] = (
    Rule(201, "", Means.ACCEPTED, "created"),
    Rule(202, "", Means.ACCEPTED, "duplicate"),  # KoboToolbox, of a true one; no other sends it
    # Central says this of a repeat that overtakes another, too, although it has stored one.
    Rule(409, "has been deleted", Means.FEW, "deleted there", 2),
    Rule(409, "accepting submissions", Means.GONE, "closed"),
    Rule(409, "", Means.HELD, "other bytes"),
    Rule(423, "", Means.RETRY, "busy"),
    Rule(401, "", Means.PAUSED, "credential refused"),
    Rule(403, "", Means.PAUSED, "credential refused"),
    Rule(404, "", Means.GONE, "no such form"),
    Rule(405, "", Means.GONE, "no such form"),
    Rule(402, "", Means.HELD, "quota"),
    Rule(413, "", Means.HELD, "too large"),
    Rule(415, "", Means.HELD, "not taken as it is"),
    Rule(400, "corrupt", Means.FEW, "spoilt on the way", 3),
    Rule(400, "interrupt", Means.FEW, "spoilt on the way", 3),
    Rule(400, "", Means.HELD, "not taken as it is"),
    Rule(408, "", Means.RETRY, "slow"),
    Rule(425, "", Means.RETRY, "busy"),
    Rule(429, "", Means.RETRY, "busy"),
    Rule(503, "", Means.RETRY, "busy"),
)
"""What the server's own answers to a POST mean, the first that fits; any other is uncertain: 200 above all."""


class OpenRosa:
    """Sends to one project of one server.

    ``unpack`` opens an envelope in memory (ValueError when it cannot); ``secret`` is the credential.
    """

    def __init__(
        self,
        settings: DestinationSettings,
        secret: str,
        unpack: Callable[[Envelope], Package],
        *,
        read_timeout: float = READ_TIMEOUT,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Raise ConfigError for an address that would send the credential in the clear."""
        self._server = OpenRosaServer(settings, secret, read_timeout=read_timeout, now=now)
        self._unpack = unpack
        self._tries: dict[str, int] = {}

    def reachable(self) -> bool:
        """Whether the server answers the question that comes before a submission."""
        return isinstance(self._limit(), int)

    def deliver(self, envelope: Envelope) -> Outcome:
        """Try once: ask first, then send every part. Only the server's own 201 or 202 is acceptance."""
        try:
            package = self._unpack(envelope)
        except ValueError:
            return Held("cannot be opened")
        limit = self._limit()
        if not isinstance(limit, int):
            return limit
        parts = bodies(package, limit)
        if parts is None:
            return Held("too large")
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary(package)}"}
        outcome: Outcome = Accepted(envelope.digest)
        for number, part in enumerate(parts):
            answer = self._server.ask("POST", "/submission", part, headers)
            outcome = self._read(answer, envelope, package)
            if isinstance(outcome, Retry) and number:
                outcome = Uncertain(outcome.reason, outcome.after)  # some of it is there
            if not isinstance(outcome, Accepted):
                break
        return outcome

    def _limit(self) -> int | Outcome:
        """HEAD first: how many bytes a request may have, or why there is no use in sending any."""
        answer = self._server.ask("HEAD", "/submission")
        if not isinstance(answer, Answer):
            return Retry(NO_CONNECTION)
        if answer.status in {401, 403} and _is_its_own(answer):
            return Paused("credential refused")
        if answer.status != NO_CONTENT or "X-OpenRosa-Version" not in answer.headers:
            return Retry(f"status {answer.status} on the way", answer.after)
        said = answer.headers.get("X-OpenRosa-Accept-Content-Length", "").strip()
        size = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0  # noqa: PLR2004  # a petabyte
        return size or DEFAULT_LIMIT

    def _read(self, answer: Answer | Unreached | CutOff, envelope: Envelope, package: Package) -> Outcome:
        if isinstance(answer, Unreached):
            return Retry(NO_CONNECTION)
        if isinstance(answer, CutOff):
            return Uncertain("cut off")
        if not _is_its_own(answer):
            return _of_another(answer)
        rule = rule_for(answer.status, message(answer))
        if rule is None:
            return Uncertain(f"status {answer.status}")
        if rule.means is Means.ACCEPTED:
            return self._accepted(answer, envelope, package)
        if rule.means is Means.GONE:
            return self._gone(rule, envelope, package)
        if rule.means is Means.FEW:
            return self._few(rule, answer, envelope.header.id)
        if rule.means is Means.HELD:
            return Held(rule.reason)
        return Paused(rule.reason) if rule.means is Means.PAUSED else Retry(rule.reason, answer.after)

    def _accepted(self, answer: Answer, envelope: Envelope, package: Package) -> Outcome:
        root = _document(answer)
        if root is None or not answer.whole:
            return Uncertain("no proof")
        about = root.find(".//{*}submissionMetadata")
        named = about.get("instanceID", "") if about is not None else ""
        if named and named != package.instance_id:
            return Uncertain("another submission")
        self._tries.pop(envelope.header.id, None)
        return Accepted(envelope.digest)

    def _gone(self, rule: Rule, envelope: Envelope, package: Package) -> Outcome:
        """A closed form refuses even the repeat of what it has: who may read there looks."""
        if not envelope.again:
            return Held(rule.reason)
        form, instance = quote(package.form_id, safe=""), quote(package.instance_id, safe=":")
        path = f"/forms/{form}/submissions/{instance}.xml"
        found = self._server.ask("GET", path, room=len(package.xml.data) + 1)
        if isinstance(found, Answer) and found.status == OK and found.body == package.xml.data:
            return Accepted(envelope.digest)
        return Held(f"{rule.reason}, may have arrived")

    def _few(self, rule: Rule, answer: Answer, id_: str) -> Outcome:
        done = self._tries.get(id_, 0) + 1
        if done >= rule.tries:
            self._tries.pop(id_, None)
            return Held(rule.reason)
        self._tries[id_] = done
        return Uncertain(rule.reason, answer.after)


def rule_for(status: int, said: str) -> Rule | None:
    """The line of the table for an answer; None when there is none, so that nothing can be known from it."""
    return next((rule for rule in RULES if rule.status == status and rule.says in said), None)


def message(answer: Answer) -> str:
    """What the server says, in small letters: in XML as OpenRosa has it, or in JSON. Never kept, never shown."""
    root = _document(answer)
    if root is not None:
        return " ".join("".join(root.itertext()).split()).lower()
    found = answer.json_object()
    return " ".join(str(found.get(key, "")) for key in ("message", "detail", "error")).lower()


def _of_another(answer: Answer) -> Outcome:
    """A proxy or a captive portal on the way may say anything; it has not stored anything."""
    if answer.status == 503 or 400 <= answer.status < 500:  # noqa: PLR2004  # the lines that HTTP draws
        return Retry(f"status {answer.status} on the way", answer.after)
    return Uncertain(f"status {answer.status}")


def _is_its_own(answer: Answer) -> bool:
    """Whether it comes from the server itself, and not from something on the way to it."""
    if "X-OpenRosa-Version" in answer.headers or _document(answer) is not None:
        return True
    if not answer.body and answer.media_type in {"text/xml", "application/json"}:
        return True  # a HEAD
    found = answer.json_object()
    return bool({"message", "detail"} & set(found))


def _document(answer: Answer) -> Element | None:
    """The OpenRosaResponse; None for any other body, or for a part of one."""
    try:
        root: Element = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root if root.tag.rpartition("}")[2] == "OpenRosaResponse" else None
