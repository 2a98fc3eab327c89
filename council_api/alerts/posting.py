"""Whose turn it is to be told, and what became of it.

A message is claimed for a while before it is sent, so that no two workers send the same. Who dies in between leaves
it to be sent again: told twice is better than never.
"""

import hashlib
import http.client
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Column, Connection, Engine, Row, select, update

from council_api.alerts import messages
from council_api.alerts.messages import Said
from council_api.alerts.settings import Alerts
from council_api.tables import alert, alert_message
from kiosk.errors import CouncilError

TIMEOUT = 10.0
"""Seconds for each step of a post."""

AT_ONCE = 5_000
"""Messages that go to one webhook in one post: those of a whole fleet that falls silent."""

_CLAIMED = timedelta(minutes=5)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
_MOST_TRIES = 30
_PAGES = {"kiosk": "/fleet/kiosks/", "rollout": "/fleet/rollouts/"}

Post = Callable[[str, bytes], bool]
"""Called with an address and a body; whether it was taken."""


def receiver(url: str) -> str:
    """What the table calls a webhook: its address may hold a secret."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def tell(engine: Engine, alerts: Alerts, url: str, now: datetime, post: Post) -> bool | None:
    """Tell one webhook all that is due for it; whether it took it, None when nothing was due."""
    with engine.begin() as connection:
        claimed = _claim(connection, receiver(url), now)
        rows = _rows(connection, claimed)
    if not rows:
        return None
    body = messages.body([_said(row, alerts.site) for row in rows], now)
    taken = post(url, body)
    with engine.begin() as connection:
        for row in rows if not taken else ():
            wait = min(_FIRST_WAIT * 2 ** min(row.tries, 10), _LONGEST_WAIT)
            again = (now + wait).isoformat() if row.tries < _MOST_TRIES else None
            _settle(connection, [row.seq], next_at=again)
        if taken:
            _settle(connection, claimed, sent_at=now.isoformat(), next_at=None)
    return taken


def over_the_network(authority: Path | None, secret: str, now: datetime) -> Post:
    """A Post: HTTPS with a certificate that is checked, or HTTP on this machine; no redirect is followed.

    It is signed with ``secret``. Raises CouncilError when ``authority`` is no file of certificates.
    """
    try:
        context = ssl.create_default_context()
        if authority is not None:
            context.load_verify_locations(authority)
    except OSError as error:  # an SSLError is one
        raise CouncilError(f"authority in [alerts]: {authority} is no file of certificates.") from error

    def post(url: str, body: bytes) -> bool:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        line: http.client.HTTPConnection
        if parts.scheme == "https":
            line = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=context)
        else:
            line = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        signed = {messages.SIGNATURE: messages.signature(secret, body, now)}
        try:
            line.request("POST", path, body, signed | {"Content-Type": "application/json"})
            return line.getresponse().status < HTTPStatus.MULTIPLE_CHOICES
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    return post


def _claim(connection: Connection, name: str, now: datetime) -> Sequence[int]:
    mine = (alert_message.c.receiver == name) & (alert_message.c.next_at <= now.isoformat())
    due = select(alert_message.c.seq).where(mine).order_by(alert_message.c.seq).limit(AT_ONCE)
    claim = update(alert_message).where(alert_message.c.seq.in_(due), mine)
    values = {"next_at": (now + _CLAIMED).isoformat(), "tries": alert_message.c.tries + 1}
    return list(connection.scalars(claim.values(**values).returning(alert_message.c.seq)))


def _rows(connection: Connection, claimed: Sequence[int]) -> Sequence[Row[Any]]:
    columns: tuple[Column[Any], ...] = (alert_message.c.seq, alert_message.c.kind, alert_message.c.tries)
    columns += (alert.c.code, alert.c.subject, alert.c.name, alert.c.words, alert.c.begun_at)
    both = alert_message.join(alert, alert.c.seq == alert_message.c.alert_seq)
    query = (
        select(*columns)
        .select_from(both)
        .where(alert_message.c.seq.in_(claimed))
        .order_by(alert_message.c.seq)
    )
    return connection.execute(query).all()


def _settle(connection: Connection, seqs: Sequence[int], **values: str | None) -> None:
    connection.execute(update(alert_message).where(alert_message.c.seq.in_(seqs)).values(**values))


def _said(row: Row[Any], site: str) -> Said:
    kind, _, number = row.subject.partition(":")
    page = f"{site}{_PAGES[kind]}{number}" if site else ""
    return Said(row.kind, row.code, row.name, row.words, row.begun_at, page)
