"""Version 4: what a destination calls a submission that it has taken, so that staff can find it there."""

import sqlite3

STATEMENTS = (
    "ALTER TABLE submission ADD COLUMN remote_id TEXT NOT NULL DEFAULT ''",
    """
    CREATE TRIGGER submission_remote_id BEFORE UPDATE ON submission
    WHEN NEW.remote_id IS NOT OLD.remote_id AND NOT (NEW.state = 'accepted' AND OLD.state IN ('sending', 'uncertain'))
        AND NOT (NEW.state = 'purged' AND NEW.remote_id = '')
    BEGIN SELECT RAISE(ABORT, 'a destination names a submission when it takes it'); END
    """,
)


def apply(connection: sqlite3.Connection) -> None:
    """Add the column, and the rule that SQLite itself holds."""
    for statement in STATEMENTS:
        connection.execute(statement)
