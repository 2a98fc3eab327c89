"""Opening the council's database: SQLite unless told otherwise, and safe against power cuts."""

from datetime import datetime

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from council_api import tables
from council_api.keys import KeyFolder, Keys, PrivateKey, load_keys, new_key
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
        url = make_url(settings.database or URL.create("sqlite", database=str(settings.data / "council.db")))
        if url.get_dialect().name not in {"sqlite", "postgresql"}:
            raise CouncilError("The database is SQLite or PostgreSQL: give --database such an address.")
        make_engine = _sqlite if url.get_dialect().name == "sqlite" else _server
        engine = make_engine(url)
        with engine.begin() as connection:
            _make_tables(connection)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise CouncilError("The address given with --database is not one that can be used here.") from error
    except DBAPIError as error:
        raise CouncilError(f"The database cannot be opened ({error.orig}): {settings.data}.") from error
    return engine


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


def _make_tables(connection: Connection) -> None:
    tables.meta.create(connection, checkfirst=True)
    version = connection.execute(select(tables.meta.c.v).where(tables.meta.c.k == "version")).scalar()
    if version is not None and int(version) > tables.VERSION:
        raise CouncilError(
            "The database was written by a newer version of the council API: update this program, or "
            "start it with another --data folder. Nothing was changed."
        )
    tables.metadata.create_all(connection)
    if version is None:
        connection.execute(insert(tables.meta), [{"k": "version", "v": str(tables.VERSION)}])
    elif int(version) < tables.VERSION:  # what came since are tables, which are there now
        newer = update(tables.meta).where(tables.meta.c.k == "version").values(v=str(tables.VERSION))
        connection.execute(newer)


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
        cursor.execute(f"PRAGMA {name}={value}")
        taken = cursor.execute(f"PRAGMA {name}").fetchone()
        if taken != (value,):
            raise CouncilError(
                f"SQLite did not take the setting {name}: put the data folder on a local disk."
            )
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _server(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True)
