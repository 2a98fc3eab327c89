"""Submissions, the kiosks that send them, and the keys that they are sealed to."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make what the first release had."""
    op.create_table(
        "meta",
        sa.Column("k", sa.String, primary_key=True),
        sa.Column("v", sa.String, nullable=False),
    )
    op.create_table(
        "recipient_key",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("key_id", sa.String, nullable=False, unique=True),
        sa.Column("registered_at", sa.String, nullable=False),
    )
    op.create_table(
        "kiosk",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("enrolled_at", sa.String, nullable=False),
        sa.Column("revoked_at", sa.String),
    )
    live = sa.text("revoked_at IS NULL")
    op.create_index(
        "kiosk_live_name", "kiosk", ["name"], unique=True, sqlite_where=live, postgresql_where=live
    )
    op.create_table(
        "submission",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kiosk_seq", sa.Integer, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("received_at", sa.String, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_submission_reference", "submission", ["reference"])
