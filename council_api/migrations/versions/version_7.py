"""Kiosks that say how they are, roll-outs by stages, what staff are alerted to; places for kiosks to be enrolled."""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"

_SEQ = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add the tables."""
    _add_rollouts()
    _add_beats()
    _add_alerts()
    _add_enrolments()


def _add_rollouts() -> None:
    op.create_table(
        "rollout",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("shares", sa.String, nullable=False),
        sa.Column("named", sa.String, nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("hours", sa.Integer),
        sa.Column("begun_at", sa.String, nullable=False),
        sa.Column("stage_at", sa.String, nullable=False),
        sa.Column("ill", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_index("rollout_of", "rollout", ["what", "version"])


def _add_beats() -> None:
    op.create_table(
        "beat",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False, unique=True),
        sa.Column("heard_at", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("image", sa.String, nullable=False),
        sa.Column("bundle", sa.String, nullable=False),
        sa.Column("program_since", sa.String, nullable=False),
        sa.Column("image_since", sa.String, nullable=False),
        sa.Column("bundle_since", sa.String, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("queued", sa.Integer, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("codes", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
    )
    op.create_table(
        "beat_change",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq"), nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("before", sa.String, nullable=False),
        sa.Column("after", sa.String, nullable=False),
    )
    op.create_index("ix_beat_change_at", "beat_change", ["at"])
    op.create_index("beat_change_of", "beat_change", ["kiosk_seq", "seq"])


def _add_alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("begun_at", sa.String, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("told_at", sa.String, nullable=False),
    )
    op.create_index(
        "alert_open", "alert", ["code", "subject"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_table(
        "alert_message",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("alert_seq", _SEQ, sa.ForeignKey("alert.seq"), nullable=False),
        sa.Column("receiver", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("sent_at", sa.String),
    )
    op.create_index("ix_alert_message_alert_seq", "alert_message", ["alert_seq"])
    op.create_index("ix_alert_message_next_at", "alert_message", ["next_at"])


def _add_enrolments() -> None:
    op.create_table(
        "enrolment",
        sa.Column("seq", _SEQ, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("location", sa.String, nullable=False),
        sa.Column("code_hash", sa.LargeBinary, unique=True),
        sa.Column("settings", sa.String, nullable=False),
        sa.Column("replaces", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("until", sa.String, nullable=False),
        sa.Column("used_at", sa.String),
        sa.Column("kiosk_seq", _SEQ, sa.ForeignKey("kiosk.seq")),
        sa.Column("cancelled_at", sa.String),
    )
    op.create_index("ix_enrolment_name", "enrolment", ["name"])
