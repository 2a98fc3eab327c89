"""The tables as SQLAlchemy Core sees them, at the newest version; migrations/ makes them in the file."""

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

meta = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),  # "epoch": a new one says that a broken queue was set aside
    Column("value", Text, nullable=False),
)

submission = Table(
    "submission",
    METADATA,
    Column("seq", Integer, primary_key=True),  # local order, whatever the clock does
    Column("id", Text, nullable=False, unique=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("form_id", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("envelope", LargeBinary),  # gone from acceptance on
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the envelope, kept for ever
    Column("size", Integer, nullable=False),  # bytes of the envelope
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("created", Text, nullable=False),  # ISO 8601
    Column("next_at", Float, nullable=False),  # seconds of the wall clock; never trusted far ahead
    Column("reason", Text, nullable=False, server_default=""),  # a word of ours, never of a server
    Column("accepted_at", Float),
    Column("purge_after", Float),
    Column("parts", Integer, nullable=False, server_default="0"),  # how many attachments it was put with
    Column("destination", Text, nullable=False, server_default="council"),  # its name in the settings
    Column(
        "remote_id", Text, nullable=False, server_default=""
    ),  # what the destination calls it, when it says so
)

part = Table(
    "part",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("submission_seq", Integer, ForeignKey("submission.seq"), nullable=False),
    Column("number", Integer, nullable=False),  # from 1
    Column("envelope", LargeBinary, nullable=False),  # the row goes when the submission is accepted
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sent", Integer, nullable=False, server_default="0"),  # 1 once the council echoed its digest
)

attempt = Table(
    "attempt",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("submission_seq", Integer, ForeignKey("submission.seq"), nullable=False),
    Column("started", Float, nullable=False),
    Column("ended", Float),
    Column("outcome", Text),
    Column("reason", Text),
)

event = Table(
    "event",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),  # for staff; never about a person
)

KEPT_ATTEMPTS = 10_000
KEPT_EVENTS = 10_000
"""Rows of these two tables that are kept; older ones give way."""
