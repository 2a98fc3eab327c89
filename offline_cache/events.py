"""Events for staff: what happened to the store and the sync, never anything about a person."""

from sqlalchemy import Connection, delete, func, insert, select

from offline_cache.tables import KEPT_EVENTS, event


def note(connection: Connection, now: float, kind: str, detail: str) -> None:
    """Write one event within the transaction under way; the oldest beyond KEPT_EVENTS give way."""
    connection.execute(insert(event), {"at": now, "kind": kind, "detail": detail})
    newest = select(func.max(event.c.seq)).scalar_subquery()
    connection.execute(delete(event).where(event.c.seq <= newest - KEPT_EVENTS))
