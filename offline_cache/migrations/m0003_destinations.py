"""Version 3: where each submission goes. All from before go to the council's own API."""

import sqlite3

STATEMENTS = (
    "ALTER TABLE submission ADD COLUMN destination TEXT NOT NULL DEFAULT 'council'",
    """
    CREATE TRIGGER submission_destination BEFORE UPDATE ON submission
    WHEN NEW.destination IS NOT OLD.destination
    BEGIN SELECT RAISE(ABORT, 'where a submission goes never changes'); END
    """,
)


def apply(connection: sqlite3.Connection) -> None:
    """Add the column, and the rule that SQLite itself holds."""
    for statement in STATEMENTS:
        connection.execute(statement)
