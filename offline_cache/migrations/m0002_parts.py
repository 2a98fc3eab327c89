"""Version 2: the attachments of a submission, each sealed by itself, kept until the council has the whole."""

import sqlite3

STATEMENTS = (
    "ALTER TABLE submission ADD COLUMN parts INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE part (
        seq INTEGER PRIMARY KEY,
        submission_seq INTEGER NOT NULL REFERENCES submission (seq),
        number INTEGER NOT NULL CHECK (number >= 1),
        envelope BLOB NOT NULL,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        size INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
        UNIQUE (submission_seq, number)
    ) STRICT
    """,
    """
    CREATE TRIGGER submission_parts BEFORE UPDATE ON submission WHEN NEW.parts IS NOT OLD.parts
    BEGIN SELECT RAISE(ABORT, 'how many attachments a submission has never changes'); END
    """,
    """
    CREATE TRIGGER part_identity BEFORE UPDATE ON part
    WHEN NEW.seq IS NOT OLD.seq OR NEW.submission_seq IS NOT OLD.submission_seq OR NEW.number IS NOT OLD.number
        OR NEW.envelope IS NOT OLD.envelope OR NEW.digest IS NOT OLD.digest OR NEW.size IS NOT OLD.size
    BEGIN SELECT RAISE(ABORT, 'what an attachment is never changes'); END
    """,
    """
    CREATE TRIGGER part_kept BEFORE DELETE ON part
    WHEN (SELECT state FROM submission WHERE seq = OLD.submission_seq) NOT IN ('accepted', 'purged')
    BEGIN SELECT RAISE(ABORT, 'an attachment is let go only when its submission is accepted'); END
    """,
)


def apply(connection: sqlite3.Connection) -> None:
    """Add what attachments need."""
    for statement in STATEMENTS:
        connection.execute(statement)
