"""Attachments, which are sealed and sent one by one."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "attachment",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("submission_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kiosk_seq", sa.Integer, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("received_at", sa.String, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("submission_id", "number"),
    )
