"""The council's tables. The answers of a submission are nowhere but in its sealed envelope."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

VERSION = 2
"""Of these tables; a database with a higher one was written by a newer program and is left alone."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("k", String, primary_key=True),
    Column("v", String, nullable=False),
)

recipient_key = Table(
    "recipient_key",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("key_id", String, nullable=False, unique=True),
    Column("registered_at", String, nullable=False),
)
"""The keys that kiosks were given. The last one is given to the next kiosk."""

_LIVE = text("revoked_at IS NULL")

kiosk = Table(
    "kiosk",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("enrolled_at", String, nullable=False),
    Column("revoked_at", String),
    Index("kiosk_live_name", "name", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
)

submission = Table(
    "submission",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("kiosk_seq", Integer, ForeignKey("kiosk.seq"), nullable=False),
    Column("reference", String, nullable=False, index=True),
    Column("service", String, nullable=False),
    Column("language", String, nullable=False),
    Column("received_at", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)
"""``envelope`` is the bytes as received and ``digest`` their SHA-256. Times are ISO 8601 in UTC.

``reference`` is not unique: two kiosks may draw the same one, and neither submission may be lost.
"""

attachment = Table(
    "attachment",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("submission_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kiosk_seq", Integer, ForeignKey("kiosk.seq"), nullable=False),
    Column("received_at", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    UniqueConstraint("submission_id", "number"),
)
"""As ``submission``. They come before the submission that lists them, so there may be some that none lists yet."""
