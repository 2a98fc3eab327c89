"""Steps from one version of the database to the next. A step that has been released never changes.

To add one: a file here with ``apply(connection)``, a line at the end of MIGRATIONS, and the columns in tables.py.
"""

import contextlib
import sqlite3
from collections.abc import Callable

from offline_cache.migrations import (
    m0001_submissions,
    m0002_parts,
    m0003_destinations,
    m0004_remote_ids,
)

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m0001_submissions.apply,
    m0002_parts.apply,
    m0003_destinations.apply,
    m0004_remote_ids.apply,
)

VERSION = len(MIGRATIONS)
"""The newest version that this program can use; kept in the file as ``user_version``."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to VERSION in one transaction: after a power cut it is either at the old one or the new."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[found:]:
            step(connection)
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file's tables, indexes and triggers are to the letter what its version has.

    A letter that changed on the disk in there passes SQLite's own check, and nothing could be kept in such a file.
    """
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for step in MIGRATIONS[:found]:
            step(empty)
        return _schema(connection) == _schema(empty)


def _schema(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    # As bytes: what was damaged may be no text.
    columns = "CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB)"
    return set(connection.execute(f"SELECT {columns} FROM sqlite_schema"))  # noqa: S608  # our own words
