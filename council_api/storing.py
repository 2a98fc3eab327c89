"""Storing what kiosks send exactly once, however often it comes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]
"""One row of a table, by column."""

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
    connection: Connection, table: Table, rows: Sequence[Row], name: tuple[str, ...]
) -> set[tuple[Any, ...]]:
    """Which of ``rows`` were new, by their values in the columns ``name``: no two rows of the table have the same."""
    insert = _INSERT[connection.dialect.name](table).on_conflict_do_nothing(index_elements=name)
    made = connection.execute(insert.returning(*(table.c[column] for column in name)), rows)
    return {tuple(row) for row in made}
