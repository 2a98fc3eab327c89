"""Opening the council's database: SQLite unless told otherwise, and safe against power cuts."""

from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from council_api import tables
from council_api.keys import KeyFolder, Keys, PrivateKey, load_keys, new_key
from council_api.schema import make_tables
from council_api.settings import Settings, private_folder
from kiosk.errors import CouncilError

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit outlives a power cut
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
}


def open_database(settings: Settings) -> Engine:
    """The engine of one process, with its tables. Raises CouncilError on a newer or unusable database."""
    private_folder(settings.data)
    try:
        url = _address(settings)
        engine = (_sqlite if url.get_backend_name() == "sqlite" else _server)(url)
        make_tables(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise CouncilError("The address given with --database is not one that can be used here.") from error
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        where = "look at the address given with --database" if settings.database else settings.data
        raise CouncilError(f"The database cannot be opened ({reason}): {where}.") from error
    return engine


def is_sqlite(settings: Settings) -> bool:
    """Whether one process alone may use it. An address that is none is not SQLite either."""
    try:
        return _address(settings).get_backend_name() == "sqlite"
    except ArgumentError:
        return False


def open_keys(settings: Settings, engine: Engine, now: datetime) -> Keys:
    """Every private key, the first made if there is none. Raises CouncilError naming one that is missing."""
    private_folder(settings.keys)
    keys = dict(load_keys(settings.keys))
    with engine.begin() as connection:
        known = _known_keys(connection)
        missing = next((key_id for key_id in known if key_id not in keys), None)
        if missing:
            raise CouncilError(
                f"The private key {settings.keys / missing}.pem is missing, and submissions sealed to it "
                "cannot be opened without it: put it back from your backup."
            )
        if not keys:
            made = new_key(settings.keys)
            keys[made.id] = made
        fresh = [{"key_id": k, "registered_at": now.isoformat()} for k in keys if k not in known]
        if fresh:
            connection.execute(insert(tables.recipient_key), fresh)
    return KeyFolder(settings.keys, keys)


def current_key(engine: Engine, keys: Keys) -> PrivateKey:
    """The key that the next kiosk is given: the one registered last."""
    with engine.connect() as connection:
        return keys[_known_keys(connection)[-1]]


def _known_keys(connection: Connection) -> list[str]:
    column = tables.recipient_key.c
    return list(connection.execute(select(column.key_id).order_by(column.seq)).scalars())


def _address(settings: Settings) -> URL:
    if settings.database is None:
        return URL.create("sqlite", database=str(settings.sqlite))
    url = make_url(settings.database)
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise CouncilError("The database is SQLite or PostgreSQL: give --database such an address.")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _sqlite(url: URL) -> Engine:
    # One connection for all threads: SQLite before 3.51.3 can damage a WAL that two write to at one moment.
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # parameters never reach a log
        connect_args={"check_same_thread": False, "isolation_level": None},  # we say BEGIN ourselves
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=5000")
    for name, value in _PRAGMAS.items():
        # Read to its end: a change to WAL that the disk refuses fails only there, and would read back as done.
        cursor.execute(f"PRAGMA {name}={value}").fetchall()
        taken = cursor.execute(f"PRAGMA {name}").fetchone()
        if taken != (value,):
            raise CouncilError(
                f"SQLite did not take the setting {name}: put the data folder on a local disk."
            )
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _server(url: URL, **more: Any) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **more)
    event.listen(engine, "connect", _check_server)
    return engine


def for_statements(engine: Engine) -> Engine | None:
    """Another engine on a PostgreSQL database, for one thread, on which each statement is a transaction by itself.

    Else each would be three questions to the server: to begin, to do it, to commit. None for SQLite.
    """
    if engine.dialect.name == "sqlite":
        return None
    return _server(engine.url, isolation_level="AUTOCOMMIT", pool_size=1, max_overflow=0)


def _check_server(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT set_config('synchronous_commit', 'on', false), current_setting('fsync')")
    if cursor.fetchone() != ("on", "on"):
        raise CouncilError("PostgreSQL runs with fsync = off, and could lose what it took: set it to on.")
    cursor.close()
    connection.commit()
