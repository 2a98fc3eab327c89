"""Storing what a kiosk sends exactly once, however often it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Outcome(Enum):
    """What became of what was not refused."""

    NEW = "new"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Accepted:
    """The proof for the kiosk: the SHA-256 of the envelope that is now on the council's disk."""

    outcome: Outcome
    digest: bytes


def insert_once(
    connection: Connection, table: Table, row: Mapping[str, object], name: tuple[str, ...]
) -> bool:
    """Whether the row was new: there is at most one with its values in the columns ``name``."""
    insert = _INSERT[connection.dialect.name](table).values(row).on_conflict_do_nothing(index_elements=name)
    return connection.execute(insert.returning(table.c.seq)).first() is not None
