"""The kiosks that may send submissions: enrolled one by one, revoked one by one, able to read nothing."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from council_api.keys import PrivateKey
from council_api.tables import kiosk
from kiosk.errors import CouncilError

LIVE = "kiosk_seq IN (SELECT seq FROM kiosk WHERE revoked_at IS NULL)"
"""SQL: whether the kiosk of a row may send."""


def enrol(engine: Engine, name: str, now: datetime, new_token: Callable[[], str]) -> str:
    """Make a kiosk's credential and return it: the only time it can be seen, for its hash alone is kept.

    ``new_token`` gives a random token of at least 128 bits. Raises CouncilError when the name is in use.
    """
    token = new_token()
    try:
        with engine.begin() as connection:
            connection.execute(
                insert(kiosk), {"name": name, "token_hash": token_hash(token), "enrolled_at": now.isoformat()}
            )
    except IntegrityError as error:
        raise CouncilError(
            f"A kiosk with the name {name} is already enrolled: choose another name, or revoke it first."
        ) from error
    return token


def revoke(engine: Engine, name: str, now: datetime) -> None:
    """End a kiosk's credential; what it sent stays. Raises CouncilError when no such kiosk is enrolled."""
    live = (kiosk.c.name == name) & kiosk.c.revoked_at.is_(None)
    with engine.begin() as connection:
        changed = connection.execute(update(kiosk).where(live).values(revoked_at=now.isoformat()))
    if changed.rowcount == 0:
        raise CouncilError(f"No kiosk with the name {name} is enrolled.")


def kiosk_with(engine: Engine, token: str) -> int | None:
    """The enrolled kiosk whose credential this is, as its number in the table; None for any other token."""
    return kiosks_with(engine, [token_hash(token)])[0]


def kiosks_with(engine: Engine, hashes: Sequence[bytes]) -> list[int | None]:
    """The same for many, by what is kept of their tokens."""
    # A token is random and long, and only its hash is compared: timing tells nothing of use.
    live = kiosk.c.token_hash.in_(hashes) & kiosk.c.revoked_at.is_(None)
    with engine.connect() as connection:
        found = {
            row.token_hash: row.seq
            for row in connection.execute(select(kiosk.c.token_hash, kiosk.c.seq).where(live))
        }
    return [found.get(one) for one in hashes]


def live(connection: Connection, kiosks: Collection[int]) -> set[int]:
    """Those of ``kiosks``, by their numbers in the table, that are not revoked."""
    query = select(kiosk.c.seq).where(kiosk.c.seq.in_(kiosks), kiosk.c.revoked_at.is_(None))
    return set(connection.scalars(query))


def credential_toml(url: str, token: str, key: PrivateKey) -> str:
    """What a kiosk's configuration says of its council, as TOML."""
    # A JSON string of plain characters is a TOML basic string.
    return (
        "[council]\n"
        f"url = {json.dumps(url)}\n"
        f"token = {json.dumps(token)}\n"
        f"key_id = {json.dumps(key.id)}\n"
        f'public_key = """\n{key.public_pem()}"""\n'
    )


def token_hash(token: str) -> bytes:
    """All that is kept of a credential."""
    return hashlib.sha256(token.encode()).digest()
