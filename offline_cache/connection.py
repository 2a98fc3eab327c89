"""A SQLite connection set the way the outbox needs it, and proof that the settings took."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from kiosk.errors import StoreError

PRAGMAS: tuple[tuple[str, str | int, str | int], ...] = (
    # Name, what is set, what is read back.
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),  # NORMAL lost acknowledged rows in simulated power cuts
    # pages (16 MiB): the sync copies the log back when nobody waits, a commit only when there was no such moment for
    # hundreds of submissions; the ballast is larger than the log, so that what it frees on a full disk is enough
    ("wal_autocheckpoint", 4000, 4000),
    # bytes: the log stays in place and is written over, which on a full disk keeps its room and spares the file
    # system's own journal; only what a very large envelope added is cut off again
    ("journal_size_limit", 20 * 1024 * 1024, 20 * 1024 * 1024),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", 0, 0),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", 5000, 5000),  # milliseconds
)


def connect(path: Path) -> sqlite3.Connection:
    """The one connection that writes. Makes the file, readable by this user alone, when there is none.

    Raises StoreError that names the setting when one did not take, sqlite3.Error when the file is no database.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        apply_pragmas(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Set every pragma and read it back."""
    for name, value, expected in PRAGMAS:
        # Read to its end: a change to WAL that the disk refuses fails only there, and would read back as done.
        connection.execute(f"PRAGMA {name}={value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != expected:
            raise StoreError(
                f"The outbox cannot keep submissions safely here: the database setting {name} did not take. "
                "Use a local disk for the data folder."
            )


def connect_read_only(path: Path) -> sqlite3.Connection:
    """For a second process that looks on. It never writes and never checkpoints."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        for pragma in ("wal_autocheckpoint=0", "trusted_schema=OFF", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def schema_version(path: Path) -> int:
    """The version of an existing database, read without changing it. Raises sqlite3.DatabaseError when broken."""
    connection = connect_read_only(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong with the file: its quick check would not look into the indexes.

    Raises sqlite3.DatabaseError when not the file but the disk is at fault: it may well be whole.
    """
    try:
        return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
    except (sqlite3.DatabaseError, UnicodeError) as error:
        if is_broken(error):
            return False
        raise


def write_back(connection: sqlite3.Connection) -> None:
    """Copy what the log holds into the file and begin the log anew: after a sync that failed, and at each start.

    What could not be synced may still be read and never be written: a commit behind it in the log would be lost with
    it. A full disk or a reader leaves the log as it is.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def is_broken(error: Exception) -> bool:
    """Whether the file itself is at fault, not the disk, the memory or the permissions."""
    if isinstance(error, UnicodeError):  # SQLite's own sentence about a damaged schema, which quotes it
        return True
    return primary_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def primary_code(error: object) -> int:
    """SQLite's primary result code; 0 for what is no error of SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
