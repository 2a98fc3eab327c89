"""Taking a rescue file: what a dead kiosk still had, stored exactly once, as if the kiosk had sent it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from council_api import attachments, submissions
from council_api.keys import Keys
from council_api.problems import Refusal
from council_api.storing import Accepted, Outcome
from council_api.tables import kiosk
from kiosk.destinations import COUNCIL
from kiosk.errors import CouncilError
from kiosk.rescue import age
from kiosk.rescue.archive import Item, Reader

UNKNOWN = "rescued"
"""The kiosk under whose name submissions stand whose own is not known."""


@dataclass(frozen=True)
class Imported:
    """How many submissions were new, and here already; ``elsewhere`` are not the council API's to take.

    ``refused`` are references with the reason.
    """

    new: int
    repeated: int
    elsewhere: int
    refused: tuple[tuple[str, str], ...]


def take(engine: Engine, keys: Keys, path: Path, now: datetime) -> Imported:
    """Store all of a rescue file; each envelope is committed by itself, so it can be begun again at any time.

    Raises CouncilError when it cannot be read, is for other keys, or is damaged; what came before that is stored.
    """
    counts = {Outcome.NEW: 0, Outcome.REPEAT: 0}
    elsewhere, refused = 0, []
    try:
        with path.open("rb") as file:
            reader = Reader(age.opened(file, [key.x25519 for key in keys.values()]))
            kiosk_seq = _kiosk(engine, reader.about.kiosk, now)
            for item in reader.items():
                if item.destination != COUNCIL:
                    elsewhere += item.number == 0
                    continue
                result = _store(engine, keys, kiosk_seq, item, now)
                if isinstance(result, Refusal):
                    refused.append((item.reference, result.detail))
                elif item.number == 0:
                    counts[result.outcome] += 1
    except OSError as error:
        raise CouncilError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        taken = sum(counts.values())
        raise CouncilError(f"{path}: {error} Submissions taken before that: {taken}.") from error
    return Imported(counts[Outcome.NEW], counts[Outcome.REPEAT], elsewhere, tuple(refused))


def _store(engine: Engine, keys: Keys, kiosk_seq: int, item: Item, now: datetime) -> Accepted | Refusal:
    if item.number:
        place = (item.id, item.number)
        return attachments.accept(engine, keys, kiosk_seq, place, item.envelope, now=now)
    return submissions.accept(engine, keys, kiosk_seq, item.id, item.envelope, now=now)


def _kiosk(engine: Engine, credential: str, now: datetime) -> int:
    """The kiosk with that credential, revoked or not; else one that can send nothing, made for what is rescued."""
    with engine.begin() as connection:
        digest = bytes.fromhex(credential)
        found = connection.scalar(select(kiosk.c.seq).where(kiosk.c.token_hash == digest))
        return found if found is not None else _rescued(connection, now)


def _rescued(connection: Connection, now: datetime) -> int:
    query = select(kiosk.c.seq).where(kiosk.c.name == UNKNOWN).order_by(kiosk.c.seq)
    found = connection.scalar(query)
    if found is None:
        moment = now.isoformat()
        row = {
            "name": UNKNOWN,
            "token_hash": secrets.token_bytes(32),
            "enrolled_at": moment,
            "revoked_at": moment,
        }
        connection.execute(insert(kiosk), row)
        found = connection.scalar(query)
    return int(found or 0)
