"""Delivery to an Open311 GeoReport v2 server, which cannot tell a repeat from a second report.

So nothing is ever sent twice: after an attempt without an answer the report is looked up by our reference, and held
for staff when it is not there or cannot be looked up.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kiosk.destinations import DestinationSettings
from kiosk.errors import FormError
from kiosk.forms.readers.open311 import Told, told
from offline_cache.delivery import report
from offline_cache.delivery.exchange import READ_TIMEOUT, Answer, CutOff, Line, Unreached, checked
from offline_cache.delivery.outcome import NO_CONNECTION, Accepted, Held, Outcome, Paused, Retry, Uncertain
from offline_cache.package import Package
from offline_cache.sealing import Envelope

TAKEN = frozenset({200, 201})
OK = 200
LOOKS = 3
"""How often a report is looked for before it is held: a server may show it only after a while."""

ROOM = 4 * 1024 * 1024
"""Bytes of a list that are read."""

SPAN = timedelta(days=90)
SLACK = timedelta(days=2)
"""The longest time that a server lists at once, and by how much the two clocks may differ."""

Records = list[Mapping[str, object]]


class Means(Enum):
    """What an answer to a report means."""

    UNCERTAIN = auto()
    HELD = auto()
    PAUSED = auto()


RULES: Mapping[int, tuple[Means, str]] = {
    # By the specification also "the system behind it is down", which may have taken it before it fell.
    400: (Means.UNCERTAIN, "refused, or its system is down"),
    401: (Means.PAUSED, "credential refused"),
    403: (Means.PAUSED, "credential refused"),
    404: (Means.HELD, "no such service"),
    405: (Means.HELD, "takes no reports"),
    410: (Means.HELD, "no such service"),
    413: (Means.HELD, "too large"),
}
"""What the server's own refusals mean. Bytes have left, so any other answer is uncertain, 408, 429 and 5xx too."""

_PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class Open311:
    """Sends to one server.

    ``unpack`` opens an envelope in memory (ValueError when it cannot); ``secret`` is the api_key; ``now`` gives wall
    clock seconds.
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
        self._root = checked(settings.url)
        self._jurisdiction = settings.jurisdiction
        self._format = settings.format
        self._secret = secret
        self._unpack = unpack
        self._now = now
        self._line = Line(
            authority=settings.authority,
            proxy=settings.proxy,
            # A line that is used again may be hung up just as a report goes out, which would leave that uncertain.
            headers={"Connection": "close"},
            read_timeout=read_timeout,
            now=now,
        )
        self._looks: dict[str, int] = {}

    def reachable(self) -> bool:
        """Whether it lists its services. A portal's page is no list of them."""
        listed = self._listed("services")
        return isinstance(listed, list) and any("service_code" in record for record in listed)

    def deliver(self, envelope: Envelope) -> Outcome:
        """Try once; only look for it when an earlier attempt may have brought it there."""
        try:
            package = self._unpack(envelope)
            root = report.answers(package.xml.data)
        except (ValueError, ParseError):
            return Held("cannot be told")
        if package.items:
            return Held("has files")  # a report takes none, and dropping them would go unseen
        code = report.service_code(root)
        if envelope.again:
            return self._look(envelope, package, code)
        if not self.reachable():
            return Retry(NO_CONNECTION)
        known = self._told(code) if report.has_attributes(root) else {}
        if isinstance(known, Retry):
            return known
        try:
            fields = report.fields(root, package.reference, known)
        except ValueError:
            return Held("too large")
        return self._post(fields, envelope)

    def _post(self, fields: report.Fields, envelope: Envelope) -> Outcome:
        data = [*fields, *self._place(), *([("api_key", self._secret)] if self._secret else [])]
        answer = self._line.ask(
            "POST",
            f"{self._root}/requests.{self._format}",
            data=urlencode(data).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
        )
        match answer:
            case Unreached():
                return Retry(NO_CONNECTION)
            case CutOff():
                return Uncertain("cut off")
        found = records(answer)
        if answer.status in TAKEN:
            if found and is_acceptance(found):
                return Accepted(envelope.digest, remote_id(found[0]))
            return Uncertain("no proof")
        if not (found and is_refusal(found)) or answer.status not in RULES:
            return Uncertain(f"status {answer.status}")
        means, reason = RULES[answer.status]
        if means is Means.UNCERTAIN:
            return Uncertain(reason)
        return Held(reason) if means is Means.HELD else Paused(reason)

    def _look(self, envelope: Envelope, package: Package, code: str) -> Outcome:
        """Look for our reference among the reports of that time. It is not in the question, so no echo can fake it."""
        listed = self._listed("requests", [("service_code", code), *self._window(package.created)])
        if isinstance(listed, Retry):
            return Uncertain(listed.reason)  # looked for again, for as long as it takes
        ours = next((record for record in listed or () if _names(record, package.reference)), None)
        if ours is not None:
            self._looks.pop(envelope.header.id, None)
            return Accepted(envelope.digest, remote_id(ours))
        done = self._looks.get(envelope.header.id, 0) + 1
        if listed is not None and done < LOOKS:
            self._looks[envelope.header.id] = done
            return Uncertain("not found yet")
        self._looks.pop(envelope.header.id, None)
        return Held("cannot be looked up" if listed is None else "not found there")

    def _told(self, code: str) -> Mapping[str, Told] | Retry:
        """The service's own names; none when the server does not tell them: then those of the form are sent."""
        answer = self._get(f"services/{quote(code, safe='')}")
        if not isinstance(answer, Answer):
            return Retry(NO_CONNECTION)
        found = records(answer)
        if found is None or not answer.whole:
            return Retry(f"status {answer.status} on the way")
        if answer.status != OK:
            return {} if is_refusal(found) else Retry(f"status {answer.status} on the way")
        try:
            return told(answer.body, code)
        except FormError:
            return {}

    def _listed(self, what: str, query: report.Fields | None = None) -> Records | Retry | None:
        """A list of the server; Retry when the answer is not its own; None when it refuses, or lists too much."""
        answer = self._get(what, query or [])
        if not isinstance(answer, Answer):
            return Retry(NO_CONNECTION)
        found = records(answer)
        if found is None:
            too_much = answer.status == OK and len(answer.body) == ROOM
            return None if too_much else Retry(f"status {answer.status} on the way")
        return found if answer.status == OK else None

    def _get(self, what: str, query: report.Fields | None = None) -> Answer | Unreached | CutOff:
        asked = urlencode([*(query or []), *self._place()])
        return self._line.ask("GET", f"{self._root}/{what}.{self._format}?{asked}", room=ROOM)

    def _place(self) -> report.Fields:
        return [("jurisdiction_id", self._jurisdiction)] if self._jurisdiction else []

    def _window(self, created: str) -> report.Fields:
        made = datetime.fromisoformat(created).astimezone(UTC)
        start = made - SLACK
        end = min(max(made, datetime.fromtimestamp(self._now(), UTC)) + SLACK, start + SPAN)
        return [("start_date", f"{start:%Y-%m-%dT%H:%M:%SZ}"), ("end_date", f"{end:%Y-%m-%dT%H:%M:%SZ}")]


def records(answer: Answer) -> Records | None:
    """The entries of a JSON or XML list; None when it is neither, or only a part of one."""
    if not answer.whole:
        return None
    if answer.media_type.endswith("json"):
        return _from_json(answer.body)
    return _from_xml(answer.body) if answer.media_type.endswith("xml") else None


def is_acceptance(found: Records) -> bool:
    """Whether this is one new report, with the number or the token that it was given."""
    return len(found) == 1 and bool(_given(found[0]))


def remote_id(record: Mapping[str, object]) -> str:
    """The number or the token of a report, for staff to find it by; "" when it is no plain one."""
    given = _given(record)
    return given if _PLAIN.fullmatch(given) else ""


def _given(record: Mapping[str, object]) -> str:
    given = record.get("service_request_id") or record.get("token")
    return str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""


def is_refusal(found: Records) -> bool:
    """Whether this is the server's own list of what is wrong (GeoReport v2, “Errors”)."""
    return bool(found) and all("code" in record and "description" in record for record in found)


def _from_json(body: bytes) -> Records | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):  # a service definition, or a list in an object of its own
        inside = [value for value in found.values() if isinstance(value, list)]
        found = [found] if "service_code" in found or len(inside) != 1 else inside[0]
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        return None
    return found


def _from_xml(body: bytes) -> Records | None:
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    if root.tag not in {"services", "service_requests", "requests", "errors", "service_definition"}:
        return None
    entries = [root] if root.tag == "service_definition" else list(root)
    return [{field.tag: " ".join(field.itertext()).strip() for field in entry} for entry in entries]


def _names(record: Mapping[str, object], reference: str) -> bool:
    """Whether a report is the one with our reference, and not another that speaks of it."""
    if said := report.REFERENCE.findall(str(record.get("description", ""))):
        return bool(said[-1] == reference)
    return f'"{reference}"' in json.dumps(record, default=str)
