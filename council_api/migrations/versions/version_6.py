"""How services went in visits, and which batches of them came."""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"

_SEQ = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "journey_batch",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("taken_on", sa.String, nullable=False),
    )
    op.create_index("ix_journey_batch_taken_on", "journey_batch", ["taken_on"])
    op.create_table(
        "journey",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("taken_on", sa.String, nullable=False),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
    )
    op.create_index("ix_journey_taken_on", "journey", ["taken_on"])
    op.create_index("journey_service_day", "journey", ["service", "day"])
    op.create_index("journey_kiosk_taken", "journey", ["kiosk_seq", "taken_on"])
