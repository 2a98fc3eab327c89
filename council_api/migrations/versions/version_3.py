"""PostgreSQL numbers its rows with 64 bits, as SQLite does, and does not try to compress what is sealed."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

_NUMBERS = {
    "recipient_key": ("seq",),
    "kiosk": ("seq",),
    "submission": ("seq", "kiosk_seq"),
    "attachment": ("seq", "kiosk_seq"),
}


def upgrade() -> None:
    """Widen the numbers and say how envelopes are stored from now on."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _NUMBERS.items():
        for column in columns:
            op.alter_column(table, column, type_=sa.BigInteger)
        op.execute(f"ALTER SEQUENCE {table}_seq_seq AS bigint")
    for table in ("submission", "attachment"):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN envelope SET STORAGE EXTERNAL")
