"""The tables of the council's database: made in a new one, and brought up to date in an older one."""

from sqlalchemy import Connection, Engine, func, insert, select, update

from council_api import tables
from kiosk.errors import CouncilError

_LOCK = 0x48616E647261696C
"""Names, among all of a PostgreSQL server's advisory locks, the one that is held while tables change."""


def make_tables(engine: Engine) -> None:
    """Make every table, or bring those of an older version up to date: all in one transaction, and once.

    Others that start at the same moment wait. ``meta.version`` says what is there, to older programs too.
    Raises CouncilError when a newer program wrote the database, and changes nothing.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transaction is one writer's from its beginning
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        tables.meta.create(connection, checkfirst=True)
        said = connection.scalar(select(tables.meta.c.v).where(tables.meta.c.k == "version"))
        if said is None:
            tables.metadata.create_all(connection)
            connection.execute(insert(tables.meta), [{"k": "version", "v": str(tables.VERSION)}])
        elif int(said) < tables.VERSION:
            _upgrade(connection, int(said))
        elif int(said) > tables.VERSION:
            raise CouncilError(
                "The database was written by a newer version of the council API: update this program, or "
                "start it with another --data folder. Nothing was changed."
            )


def _upgrade(connection: Connection, version: int) -> None:
    from council_api import migrations  # noqa: PLC0415, Alembic takes half a second and is seldom needed

    migrations.upgrade(connection, version)
    newer = update(tables.meta).where(tables.meta.c.k == "version").values(v=str(tables.VERSION))
    connection.execute(newer)
