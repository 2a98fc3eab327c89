"""A kiosk that is not enrolled asks its council, and believes nobody else: one request, which may be repeated."""

import contextlib
import http.client
import json
import socket
import ssl
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from kiosk.enrolment import answer as answers
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import MOST, Offer, check_authority, pin_of
from kiosk.enrolment.trouble import TroubleError
from offline_cache.delivery import exchange
from offline_cache.delivery.exchange import CONNECT_TIMEOUT, Line

PREFIX = "urn:handrail:problem:enrolment-"
REVOKED = "revoked"
"""The council's word for a credential that it never takes again."""

_OK = {200, 201}
_MANY, _FAULT = 429, 500
_EXPIRED, _NOT_YET = 10, 9
"""OpenSSL's names for a certificate that the clock says is past its time, or before it."""

_SENTENCES = {
    "unknown": "The council does not know this code: check it, or ask for another.",
    "used": "Another kiosk was enrolled with this code: ask the council for another code for this one.",
    "past": "The time of this code is over: ask the council for another.",
    "name": "Another kiosk has the name of this place by now: tell the council.",
    "wait": "Too many wrong codes were tried from here: wait {wait} minutes, then try again.",
    "later": "The council’s computer cannot do it just now: try again in a few minutes.",
    "stranger": "What answers at this address is not the council’s computer for kiosks: check the address.",
    "network": "The council’s computer was not reached: check the cable or the network, and the address.",
    "clock": "This kiosk’s clock and the council’s certificate do not agree: set the clock, or have it looked at.",
    "untrusted": "What answers at this address cannot prove that it is the council: use the council’s stick or "
    "square code, which say how to know it.",
    REVOKED: "The council has revoked what this kiosk asked with.",
}


def ask(offer: Offer, digest: str, folder: Path) -> Answer:
    """What the council says to this kiosk. Raises TroubleError; ``key`` REVOKED asks for another credential.

    ``folder`` is the data folder. Waits for the network, so never in the window's thread.
    """
    authority = offer.authority or (_fetched(offer) if offer.pin else "")
    with tempfile.TemporaryDirectory(prefix="enrolling-", dir=folder) as place:
        file = Path(place) / "authority.pem" if authority else None
        if file:
            file.write_text(authority, encoding="ascii")
        line = Line(authority=file, proxy=offer.proxy)
        came = line.ask(
            "POST",
            f"{offer.url}/v1/enrolments",
            data=json.dumps({"code": offer.code, "digest": digest}).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            room=MOST,
        )
        if not isinstance(came, exchange.Answer):
            raise _trouble(_why(offer, file))
    if came.status == _MANY and came.problem != f"{PREFIX}wait":
        raise _trouble("later")
    media_type = came.headers.get("Content-Type", "")
    return read(came.status, media_type, came.body, digest, came.after or 0.0)


def read(status: int, media_type: str, body: bytes, digest: str, wait: float = 0.0) -> Answer:
    """What came of it. Raises TroubleError; ``wait`` is in seconds, as the council asked for."""
    kind = media_type.partition(";")[0].strip().lower()
    if status in _OK and kind == "application/json":
        try:
            found = answers.of_json(body)
        except TroubleError as error:
            raise _trouble("stranger") from error
        if found.digest != digest:
            raise _trouble("stranger")
        return found
    said = ""
    if kind == "application/problem+json":
        with contextlib.suppress(ValueError, RecursionError, AttributeError):
            said = str(json.loads(body).get("type", ""))
    key = said.removeprefix(PREFIX)
    if key in _SENTENCES and key != said:
        raise _trouble(key, wait)
    raise _trouble("later" if status >= _FAULT else "stranger")


def _trouble(key: str, wait: float = 0.0) -> TroubleError:
    return TroubleError(key, _SENTENCES[key].format(wait=max(1, round(wait / 60))))


def _why(offer: Offer, authority: Path | None) -> str:
    """Why nobody was reached: the certificate is looked at by itself, for the line does not tell."""
    parts = urlsplit(offer.url)
    if parts.scheme != "https" or offer.proxy:
        return "network"
    context = ssl.create_default_context(cafile=str(authority or DEFAULT_CA_BUNDLE_PATH))
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), CONNECT_TIMEOUT) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname),
        ):
            return "network"
    except ssl.SSLCertVerificationError as error:
        return "clock" if error.verify_code in {_EXPIRED, _NOT_YET} else "untrusted"
    except (OSError, ValueError):
        return "network"


def offered(offer: Offer) -> Offer:
    """With the certificates that whoever answers calls the council's: believed only once somebody compared them.

    Raises TroubleError when there are none.
    """
    text = _certificates(offer)
    return replace(offer, authority=text, pin=pin_of(text))


def _fetched(offer: Offer) -> str:
    """The council's certificates: whoever sends them, they are believed by their digest in the square code alone."""
    text = _certificates(offer)
    if text and pin_of(text) != offer.pin:
        raise _trouble("untrusted")
    return text


def _certificates(offer: Offer) -> str:
    parts = urlsplit(offer.url)
    if parts.scheme != "https":
        return ""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    line = http.client.HTTPSConnection(
        parts.hostname or "", parts.port or 443, timeout=CONNECT_TIMEOUT, context=context
    )
    try:
        with contextlib.closing(line):
            line.request("GET", f"{parts.path}/v1/enrolments/authority")
            text = line.getresponse().read(MOST).decode("ascii", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise _trouble("network") from error
    with contextlib.suppress(TroubleError):
        check_authority(text)
        if text:
            return text
    raise _trouble("untrusted")
