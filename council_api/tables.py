"""The council's tables. The answers of a submission are nowhere but in its sealed envelope."""

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    event,
    text,
)

VERSION = 7
"""Of these tables; a database with a higher one was written by a newer program and is left alone.

Whoever changes them adds a revision to migrations/versions/, and this is its number.
"""

metadata = MetaData()

# SQLite counts up by itself in a column that is an INTEGER and in no other, which has 64 bits there.
_SEQ = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("k", String, primary_key=True),
    Column("v", String, nullable=False),
)

recipient_key = Table(
    "recipient_key",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("key_id", String, nullable=False, unique=True),
    Column("registered_at", String, nullable=False),
)
"""The keys that kiosks were given. The last one is given to the next kiosk."""

_LIVE = text("revoked_at IS NULL")
_ASKED = text("confirm IS NOT NULL")

kiosk = Table(
    "kiosk",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("name", String, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("enrolled_at", String, nullable=False),
    Column("revoked_at", String),
    Column("heard_at", String),
    Index("kiosk_live_name", "name", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("location", String, nullable=False),
    Column("code_hash", LargeBinary, unique=True),
    Column("settings", String, nullable=False),
    Column("replaces", Boolean, nullable=False),
    Column("made_at", String, nullable=False),
    Column("until", String, nullable=False),
    Column("used_at", String),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq")),
    Column("cancelled_at", String),
)
"""A place for one kiosk, made by staff and taken by a kiosk with a one-time code (enrolments.py).

``settings`` is the text of a kiosk.toml. ``code_hash`` is empty where staff approved the kiosk itself. ``replaces``:
the kiosk of the same name is revoked when this one is taken.
"""

submission = Table(
    "submission",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("reference", String, nullable=False, index=True),
    Column("service", String, nullable=False),
    Column("language", String, nullable=False),
    Column("received_at", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("deleted_at", String),
    Column("confirm", String),
    Index("submission_confirm", "received_at", sqlite_where=_ASKED, postgresql_where=_ASKED),
)
"""``envelope`` is the bytes as received and ``digest`` their SHA-256. Times are ISO 8601 in UTC.

``confirm`` is how the person asked to be told that it is here, "email" or "text" (confirmations/): not where.

Once it is deleted (retention.py), ``envelope``, ``service`` and ``language`` are empty. The rest stays for ever.
``reference`` is not unique: two kiosks may draw the same one, and neither submission may be lost.
"""

attachment = Table(
    "attachment",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("submission_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("received_at", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    UniqueConstraint("submission_id", "number"),
)
"""As ``submission``. They come before the submission that lists them, so there may be some that none lists yet."""

confirmation = Table(
    "confirmation",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("submission_id", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("next_at", String),
    Column("reason", String, nullable=False),
)
"""What became of the message to who asked for one, from the first try on (confirmations/turns.py); no address."""

audit = Table(
    "audit",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("address", String, nullable=False),
    Column("action", String, nullable=False),
    Column("submission_id", String, index=True),
    Column("number", Integer),
)
"""Every reading by council staff (audit.py): rows are added, and neither changed nor deleted, which a trigger holds."""

help_call = Table(
    "help_call",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("service", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("made_at", String, nullable=False, index=True),
    Column("heard_at", String, nullable=False),
    Column("urgent_at", String),
    Column("seen_at", String),
    Column("answered_at", String),
    Column("answered_by", String),
    Column("ended_at", String),
    Column("ended_how", String),
)
"""Somebody at a kiosk asks for a person (S1). It says where, never who or why: ``stage`` is the kind of page.

``made_at`` is our time, not the kiosk's; ``heard_at`` is when the kiosk last spoke of it. ``seen_at`` is when a desk
page that somebody looked at first showed it.
"""

saved_visit = Table(
    "saved_visit",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("kept_at", String, nullable=False),
    Column("until", String, nullable=False, index=True),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("ended_at", String),
    Column("ended_how", String),
)
"""Visits that people have put aside under a code of theirs, which nobody here knows (saved_visits.py).

``id`` and the key that ``envelope`` is sealed with both come from the code. Once it is used or past its time,
``envelope`` is empty and ``ended_how`` says which.
"""

journey_batch = Table(
    "journey_batch",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("taken_on", String, nullable=False, index=True),
)
"""What came in one request, by its id alone: a repeat is known by it, and no journey says which batch was its own."""

journey = Table(
    "journey",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("taken_on", String, nullable=False, index=True),
    Column("service", String, nullable=False),
    Column("day", String, nullable=False),
    Column("body", String, nullable=False),
    Index("journey_service_day", "service", "day"),
    Index("journey_kiosk_taken", "kiosk_seq", "taken_on"),
)
"""How one service went in one visit (journeys.py): ``body`` is a line of kiosk/analytics/wire.py, of nobody.

``taken_on`` is our day, ``day`` the kiosk's, both ISO dates: nothing finer is kept of when it came.
"""

rollout = Table(
    "rollout",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("what", String, nullable=False),
    Column("version", String, nullable=False),
    Column("state", String, nullable=False),
    Column("shares", String, nullable=False),
    Column("named", String, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("hours", Integer),
    Column("begun_at", String, nullable=False),
    Column("stage_at", String, nullable=False),
    Column("ill", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Index("rollout_of", "what", "version"),
)
"""A bundle, image or program that is not for all kiosks at once (rollout.py).

``shares`` are whole percents by stage with commas between, ``named`` the names of kiosks as a JSON list; ``ill`` counts
the kiosks of the stage that were not well when it began.
"""

beat = Table(
    "beat",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False, unique=True),
    Column("heard_at", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("program", String, nullable=False),
    Column("image", String, nullable=False),
    Column("bundle", String, nullable=False),
    Column("program_since", String, nullable=False),
    Column("image_since", String, nullable=False),
    Column("bundle_since", String, nullable=False),
    Column("held", Integer, nullable=False),
    Column("queued", Integer, nullable=False),
    Column("place", String, nullable=False),
    Column("codes", String, nullable=False),
    Column("body", String, nullable=False),
)
"""What a kiosk last said of itself (fleet/heartbeats.py), of nobody: ``body`` is all of it.

``level`` is how bad it is, ``codes`` what is wrong, with a space around each (fleet/conditions.py).
"""

beat_change = Table(
    "beat_change",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("kiosk_seq", _SEQ, ForeignKey("kiosk.seq"), nullable=False),
    Column("at", String, nullable=False, index=True),
    Column("what", String, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Index("beat_change_of", "kiosk_seq", "seq"),
)
"""Since when a kiosk has been as it is: a row when something of it changed, and none for what goes on."""

_OPEN = text("ended_at IS NULL")

alert = Table(
    "alert",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("code", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("name", String, nullable=False),
    Column("words", String, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("ended_at", String),
    Column("told_at", String, nullable=False),
    Index("alert_open", "code", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)
"""What is wrong with a kiosk or a roll-out, told by webhook when it begins, each day, and when it ends (alerts/)."""

alert_message = Table(
    "alert_message",
    metadata,
    Column("seq", _SEQ, primary_key=True),
    Column("alert_seq", _SEQ, ForeignKey("alert.seq"), nullable=False, index=True),
    Column("receiver", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", String, index=True),
    Column("sent_at", String),
)
"""One message to one webhook; ``next_at`` is empty once it was taken, or is given up."""

_APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$"
        ),
        (
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to()"
        ),
    ),
}
"""The statements that make the triggers, by database."""

for _dialect, _statements in _APPEND_ONLY.items():
    for _statement in _statements:
        _trigger = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy does not say
        event.listen(audit, "after_create", _trigger.execute_if(dialect=_dialect))

for _table in (submission, attachment, saved_visit):
    # What is sealed cannot be made smaller, so PostgreSQL need not try.
    _as_it_is = DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy does not say
        "ALTER TABLE %(fullname)s ALTER COLUMN envelope SET STORAGE EXTERNAL"
    )
    event.listen(_table, "after_create", _as_it_is.execute_if(dialect="postgresql"))
