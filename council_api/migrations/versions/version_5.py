"""People at kiosks who ask for a person; visits put aside under a code; what became of messages that confirm."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"

_SEQ = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "help_call",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("heard_at", sa.String, nullable=False),
        sa.Column("urgent_at", sa.String),
        sa.Column("seen_at", sa.String),
        sa.Column("answered_at", sa.String),
        sa.Column("answered_by", sa.String),
        sa.Column("ended_at", sa.String),
        sa.Column("ended_how", sa.String),
    )
    op.create_index("ix_help_call_made_at", "help_call", ["made_at"])
    op.create_table(
        "saved_visit",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("kept_at", sa.String, nullable=False),
        sa.Column("until", sa.String, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("ended_how", sa.String),
    )
    op.create_index("ix_saved_visit_until", "saved_visit", ["until"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE saved_visit ALTER COLUMN envelope SET STORAGE EXTERNAL")
    _confirmations()


def _confirmations() -> None:
    op.add_column("submission", sa.Column("confirm", sa.String))
    asked = sa.text("confirm IS NOT NULL")
    op.create_index(
        "submission_confirm", "submission", ["received_at"], sqlite_where=asked, postgresql_where=asked
    )
    op.create_table(
        "confirmation",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("submission_id", sa.String, nullable=False, unique=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.String, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("reason", sa.String, nullable=False),
    )
