"""Steps from one version of the database to the next. A step that has been released never changes.

To add one: a file here with ``apply(connection)``, a line at the end of MIGRATIONS, and the columns in tables.py.
"""

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
