"""What ``kiosk check`` asks of the network and the store: nothing is sent, and nothing is written."""

import base64
import http.client
import sqlite3
import ssl
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from kiosk.checking.here import Certificate, Outbox, Reply
from kiosk.council_link import CouncilLink
from kiosk.errors import HandrailError
from offline_cache.connection import connect_read_only, is_sound
from offline_cache.database import FILE
from offline_cache.delivery.exchange import Answer, Line, checked
from offline_cache.status import read_status

USUAL = DEFAULT_CA_BUNDLE_PATH
"""The certificates that the kiosk’s own requests are believed by."""
_PATIENCE = 8.0
"""Seconds for an answer of few bytes."""
_LOOK_THROUGH = 20.0
_STEPS = 100_000
"""Of SQLite's machine, between two looks at the clock."""


def ask(link: CouncilLink, token: str) -> Reply | None:
    """The answer to the smallest request that needs a credential; None when nobody was reached."""
    line = Line(authority=link.authority, proxy=link.proxy, read_timeout=_PATIENCE)
    headers = {"Authorization": f"Bearer {token}", "Range": "bytes=0-0"}
    answer = line.ask("GET", f"{checked(link.url)}/v1/bundle", headers=headers, room=1024)
    if not isinstance(answer, Answer):
        return None
    return Reply(answer.status, _moment(answer.headers.get("Date", "")))


def certificate(link: CouncilLink) -> Certificate:
    """The one that the kiosk meets, through the council's proxy where there is one, believed by what it believes."""
    place = urlsplit(checked(link.url))
    authorities = str(link.authority or USUAL)
    line: http.client.HTTPSConnection | None = None
    try:
        context = ssl.create_default_context(cafile=authorities)
        line = _connection(place.hostname or "", place.port or 443, link.proxy, context)
        with closing(line):
            line.connect()
            found = line.sock.getpeercert() if isinstance(line.sock, ssl.SSLSocket) else None
    except ssl.SSLCertVerificationError as error:
        return Certificate(trouble=error.verify_message or "it cannot be verified")
    except ssl.SSLError as error:
        return Certificate(trouble=(error.reason or "no encrypted line came about").replace("_", " ").lower())
    except (OSError, http.client.HTTPException, UnicodeError):
        return Certificate()
    ends = str((found or {}).get("notAfter", ""))
    return Certificate(datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)) if ends else Certificate()


def look(folder: Path) -> Outbox:
    """The outbox as another program sees it."""
    path = folder / FILE
    if not path.exists():
        return Outbox(there=False)
    try:
        status = read_status(folder)
        sound = is_sound_now(path)
    except HandrailError as error:
        return Outbox(there=True, trouble=str(error))
    except (OSError, sqlite3.Error):
        return Outbox(there=True, trouble=f"The outbox at {path} cannot be read.")
    oldest = datetime.fromisoformat(status.oldest) if status.oldest else None
    return Outbox(True, sound, status.counts.waiting, status.counts.held, oldest)


def is_sound_now(path: Path) -> bool | None:
    """Whether SQLite finds nothing wrong with the file; None when it is too large to be looked through in time."""
    end = monotonic() + _LOOK_THROUGH
    with closing(connect_read_only(path)) as connection:
        connection.set_progress_handler(lambda: monotonic() > end, _STEPS)
        try:
            return is_sound(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return None
            raise


def _connection(host: str, port: int, proxy: str, context: ssl.SSLContext) -> http.client.HTTPSConnection:
    if not proxy:
        return http.client.HTTPSConnection(host, port, timeout=_PATIENCE, context=context)
    through = urlsplit(proxy)
    line = http.client.HTTPSConnection(
        through.hostname or "", through.port or 8080, timeout=_PATIENCE, context=context
    )
    known = f"{unquote(through.username or '')}:{unquote(through.password or '')}"
    headers = (
        {"Proxy-Authorization": f"Basic {base64.b64encode(known.encode()).decode()}"}
        if through.username
        else {}
    )
    line.set_tunnel(host, port, headers)
    return line


def _moment(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else None
