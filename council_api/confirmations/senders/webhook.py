"""A web service that sends: the message is posted to it as JSON, over HTTPS with a certificate that is checked."""

import http.client
import json
import ssl
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from council_api.confirmations.senders.sender import (
    BUSY,
    CUT_OFF,
    LOCKED_OUT,
    NOT_TAKEN,
    SENT,
    TIMEOUT,
    UNREACHABLE,
    Message,
    Result,
    Section,
    credential,
    is_host,
    plain,
    values,
)
from kiosk.errors import CouncilError

_LATER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_LOCKED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


@dataclass(frozen=True)
class Webhook:
    """An address to post to; ``header`` carries the ``credential``. ``authority`` is as in Smtp."""

    url: str
    header: str
    credential: str = field(repr=False)
    authority: str

    @classmethod
    def of(cls, section: Section, folder: Path) -> Self:
        """See Maker."""
        optional = {"header": "Authorization", "credential_file": "", "authority": ""}
        said = values(section, {"url": str}, optional)
        if not _is_address(said["url"]):
            raise CouncilError("url begins with https://, and holds no password and no space.")
        if not said["header"].isascii() or not said["header"].replace("-", "").isalnum():
            raise CouncilError("header is the name of one, such as Authorization.")
        said["credential"] = credential(folder, said.pop("credential_file"))
        said["authority"] = str(folder / said["authority"]) if said["authority"] else ""
        made = cls(**said)
        made._context()
        return made

    def send(self, message: Message) -> Result:
        """Post it once. Its Idempotency-Key is the same whenever it is sent again."""
        parts = urlsplit(self.url)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id}
        if self.credential:
            headers[self.header] = self.credential
        line = http.client.HTTPSConnection(
            parts.hostname or "", parts.port or 443, timeout=TIMEOUT, context=self._context()
        )
        try:
            line.connect()
        except ssl.SSLCertVerificationError:
            line.close()
            return LOCKED_OUT
        except OSError:
            line.close()
            return UNREACHABLE
        try:
            line.request("POST", path, json.dumps(asdict(message)), headers)
            return _result(line.getresponse().status)
        except (OSError, http.client.HTTPException):
            return CUT_OFF
        finally:
            line.close()

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.authority or None)
        except OSError as error:
            raise CouncilError(f"authority: {self.authority} is no file of certificates.") from error


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        known = parts.port != 0 and is_host(parts.hostname or "")
    except ValueError:
        return False
    return known and parts.scheme == "https" and parts.username is None and plain(url) and " " not in url


def _result(status: int) -> Result:
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return SENT
    if status in _LATER:
        return BUSY
    if status in _LOCKED:
        return LOCKED_OUT
    # Behind a failing front the message may have gone; another 4xx, or a place that has moved, never takes it.
    return CUT_OFF if status >= HTTPStatus.INTERNAL_SERVER_ERROR else NOT_TAKEN
