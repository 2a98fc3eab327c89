"""What can still be read in an outbox that was set aside because it was broken, put into the one in use."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, insert, select

from kiosk.rescue.archive import Item
from offline_cache import parts, rescue
from offline_cache.database import Database
from offline_cache.events import note
from offline_cache.sealing import Envelope
from offline_cache.tables import meta, submission


def salvage(database: Database, clock: Callable[[], float]) -> None:
    """At start: every sealed submission of each file that was set aside and not seen to yet.

    They are uncertain, because a broken file may have forgotten that they were sent; what is held stays held. The
    file itself stays, for ``kiosk export``. Raises StoreError where the disk has no room: the next start goes on.
    """
    name = database.path.name.partition(".")[0]
    for path in sorted(database.path.parent.glob(f"{name}.broken-*{database.path.suffix}")):
        _one_file(database, path, clock)


def _one_file(database: Database, path: Path, clock: Callable[[], float]) -> None:
    seen = f"salvaged {path.name}"
    known = select(meta.c.value).where(meta.c.name == seen)
    if database.run(lambda connection: connection.scalar(known)).result() is not None:
        return
    read = rescue.Found()
    before: list[Item] = []
    kept = 0
    for item in rescue.read([path], read):
        if item.number:
            before.append(item)
            continue
        whole, before = (item, *before), []
        kept += database.run(partial(_keep, whole=whole, now=clock()), alone=True).result()

    def done(connection: Connection) -> None:
        connection.execute(insert(meta), {"name": seen, "value": str(kept)})
        note(connection, clock(), "salvaged", f"{path.name} {kept}, damaged {len(read.damaged)}")

    database.run(done).result()


def _keep(connection: Connection, whole: Sequence[Item], now: float) -> int:
    """One submission, which is the first, and its attachments; 0 when it is there already."""
    item, *attachments = whole
    try:
        header = Envelope.of(item.envelope).header
        sealed = [Envelope.of_part(one.envelope) for one in attachments]
    except ValueError:
        return 0  # nobody could send it; the file has it
    row = {
        "id": item.id,
        "reference": item.reference,
        "form_id": header.form_id,
        "form_version": header.form_version,
        "key_id": header.key_id,
        "envelope": item.envelope,
        "digest": bytes.fromhex(item.digest),
        "size": len(item.envelope),
        "state": "held" if item.state == "held" else "uncertain",
        "created": "",
        "next_at": now,
        "reason": "salvaged",
        "destination": item.destination,
        "parts": len(attachments),
    }
    kept = connection.execute(insert(submission).prefix_with("OR IGNORE"), row).rowcount
    if kept and attachments:
        parts.put(connection, item.id, sealed)
    return kept
