"""Version 1: submissions, the attempts to send them, events for staff, and rules that SQLite itself holds."""

import sqlite3

STATEMENTS = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """
    CREATE TABLE submission (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        reference TEXT NOT NULL UNIQUE,
        form_id TEXT NOT NULL,
        form_version TEXT NOT NULL,
        key_id TEXT NOT NULL,
        envelope BLOB,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        size INTEGER NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('queued', 'sending', 'uncertain', 'held', 'accepted', 'purged')),
        attempts INTEGER NOT NULL DEFAULT 0,
        created TEXT NOT NULL,
        next_at REAL NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        accepted_at REAL,
        purge_after REAL,
        CHECK (envelope IS NOT NULL OR state IN ('accepted', 'purged'))
    ) STRICT
    """,
    "CREATE INDEX submission_due ON submission (state, next_at, seq)",
    """
    CREATE TABLE attempt (
        seq INTEGER PRIMARY KEY,
        submission_seq INTEGER NOT NULL REFERENCES submission (seq),
        started REAL NOT NULL,
        ended REAL,
        outcome TEXT,
        reason TEXT
    ) STRICT
    """,
    "CREATE INDEX attempt_submission ON attempt (submission_seq)",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL) STRICT",
    """
    CREATE TRIGGER submission_identity BEFORE UPDATE ON submission
    WHEN NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.reference IS NOT OLD.reference
        OR NEW.digest IS NOT OLD.digest OR NEW.size IS NOT OLD.size OR NEW.key_id IS NOT OLD.key_id
    BEGIN SELECT RAISE(ABORT, 'what a submission is never changes'); END
    """,
    """
    CREATE TRIGGER submission_envelope BEFORE UPDATE ON submission
    WHEN NEW.envelope IS NOT OLD.envelope AND NOT (
        NEW.envelope IS NULL AND NEW.state = 'accepted' AND OLD.state IN ('sending', 'uncertain'))
    BEGIN SELECT RAISE(ABORT, 'an envelope is let go only on acceptance'); END
    """,
    """
    CREATE TRIGGER submission_end BEFORE UPDATE ON submission
    WHEN NEW.state IS NOT OLD.state AND (
        OLD.state = 'purged' OR (OLD.state = 'accepted' AND NEW.state IS NOT 'purged')
        OR (NEW.state = 'purged' AND OLD.state IS NOT 'accepted'))
    BEGIN SELECT RAISE(ABORT, 'an accepted submission is only ever purged'); END
    """,
    """
    CREATE TRIGGER submission_kept BEFORE DELETE ON submission
    BEGIN SELECT RAISE(ABORT, 'a submission is never deleted'); END
    """,
)


def apply(connection: sqlite3.Connection) -> None:
    """Make everything in an empty database."""
    for statement in STATEMENTS:
        connection.execute(statement)
