"""Storing what kiosks send exactly once, however often it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

Row = Mapping[str, Any]
"""One row of a table, by column."""


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
    connection: Connection, table: Table, rows: Sequence[Row], name: tuple[str, ...], only: str = "true"
) -> set[tuple[Any, ...]]:
    """Which of ``rows`` were new, by their values in the columns ``name``: no two rows of the table have the same.

    All have the same columns. Those for which the condition ``only`` does not hold, in SQL, are passed over.
    """
    columns = tuple(rows[0])
    if connection.dialect.name == "sqlite":
        statement = _insert(table, columns, name, only)
        made = (connection.exec_driver_sql(statement, dict(row)).one_or_none() for row in rows)
        return {tuple(row) for row in made if row}
    statement = _insert_arrays(table, columns, name, only, connection.dialect)
    values = {column: [row[column] for row in rows] for column in columns}
    return {tuple(row) for row in connection.exec_driver_sql(statement, values)}


@cache
def _insert(table: Table, columns: tuple[str, ...], name: tuple[str, ...], only: str) -> str:
    source = f"(SELECT {', '.join(f':{column} AS {column}' for column in columns)})"
    return _statement(table, columns, name, source, only)


@cache
def _insert_arrays(
    table: Table, columns: tuple[str, ...], name: tuple[str, ...], only: str, dialect: Dialect
) -> str:
    """PostgreSQL's, for any number of rows at once: psycopg reads it but once, and gives bytes as they are."""
    kinds = {column: table.c[column].type.compile(dialect) for column in columns}
    arrays = ", ".join(f"%({column})b::{kind}[]" for column, kind in kinds.items())
    return _statement(table, columns, name, f"unnest({arrays}) AS new({', '.join(columns)})", only)


def _statement(table: Table, columns: tuple[str, ...], name: tuple[str, ...], source: str, only: str) -> str:
    listed, named = ", ".join(columns), ", ".join(name)
    return (
        f"INSERT INTO {table.name} ({listed}) SELECT {listed} FROM {source} WHERE {only} "  # noqa: S608  our own names
        f"ON CONFLICT ({named}) DO NOTHING RETURNING {named}"
    )
