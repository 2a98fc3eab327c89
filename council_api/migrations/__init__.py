"""Bringing a database of an older version up to date, one numbered revision after another (Alembic)."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, version: int | None) -> None:
    """Run every revision after ``version`` (None: all of them) in the transaction of ``connection``.

    A revision is a file in versions/ whose ``revision`` is the number of the tables' version that it leads to.
    """
    config = Config()
    config.set_main_option("script_location", f"{__package__}:")
    config.attributes["connection"] = connection
    if version is not None:
        command.stamp(config, str(version))
    command.upgrade(config, "head")
