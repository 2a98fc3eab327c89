"""Who read what, when a submission was deleted, and when a kiosk was last heard."""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"

_APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_no_update BEFORE update ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
        ),
        (
            "CREATE TRIGGER audit_no_delete BEFORE delete ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
        ),
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


def upgrade() -> None:
    """Add the columns, and the table to which rows can only be added."""
    op.add_column("submission", sa.Column("deleted_at", sa.String))
    op.add_column("kiosk", sa.Column("heard_at", sa.String))
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("submission_id", sa.String),
        sa.Column("number", sa.Integer),
    )
    op.create_index("ix_audit_submission_id", "audit", ["submission_id"])
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
