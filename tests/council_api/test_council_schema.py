"""The database of every release so far opens with nothing lost, however many workers start at once."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, func, insert, inspect, select, text

from council_api import migrations, schema, tables
from council_api.database import open_database
from council_api.settings import settings_for
from kiosk.errors import CouncilError

RELEASED = Path(__file__).parent / "released"
ROOT = Path(__file__).resolve().parents[2]
VERSIONS = range(1, tables.VERSION)
"""Those that the tables of today were made from."""
ID = "5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab"


def connect(database, tmp_path) -> Engine:
    """Without what the council does when it opens it."""
    if database is None:
        return create_engine(f"sqlite:///{tmp_path / 'council.db'}")
    return create_engine(database.replace("postgresql:", "postgresql+psycopg:"))


def as_released(version, database, tmp_path):
    """What the release with that version of the tables had written: one row at least in each."""
    kind = "sqlite" if database is None else "postgresql"
    script = (RELEASED / f"version-{version}.{kind}.sql").read_text()
    if database is None:
        connection = sqlite3.connect(tmp_path / "council.db")
        connection.executescript(script)
        connection.close()
        return
    engine = connect(database, tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql(script)
    engine.dispose()


def contents(engine):
    """Every row of every table of ours, but for the version."""
    found = {}
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if name in tables.metadata.tables and name != "meta":
                rows = connection.execute(text(f"SELECT * FROM {name} ORDER BY seq")).mappings()
                found[name] = [dict(row) for row in rows]
    return found


def version(engine):
    with engine.connect() as connection:
        return connection.scalar(select(tables.meta.c.v).where(tables.meta.c.k == "version"))


def differences(engine):
    """Between the database and council_api/tables.py, as Alembic sees them."""
    options = {"compare_type": True, "include_name": lambda name, kind, _of: name != "alembic_version"}
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata)


def test_every_release_has_its_fixture():
    names = {f"version-{number}.{kind}.sql" for number in VERSIONS for kind in ("sqlite", "postgresql")}
    assert names <= {file.name for file in RELEASED.iterdir()}


@pytest.mark.parametrize("number", VERSIONS)
def test_a_database_of_every_release_opens_without_loss(number, database, tmp_path):
    as_released(number, database, tmp_path)
    plain = connect(database, tmp_path)
    before = contents(plain)
    assert before["submission"][0]["id"] == ID
    engine = open_database(settings_for(tmp_path, database))
    after = contents(plain)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert kept == rows
    assert version(plain) == str(tables.VERSION)
    assert differences(plain) == []
    with engine.begin() as connection:  # what counts up goes on from where it was
        connection.execute(
            insert(tables.kiosk), {"name": "next", "token_hash": b"\0" * 32, "enrolled_at": "2026"}
        )
        assert connection.scalar(select(func.max(tables.kiosk.c.seq))) == 3
    engine.dispose()
    plain.dispose()


def test_the_revisions_lead_from_nothing_to_the_tables_as_they_are(database, tmp_path):
    engine = connect(database, tmp_path)
    with engine.begin() as connection:
        migrations.upgrade(connection, None)
    assert differences(engine) == []
    engine.dispose()


def test_a_new_database_has_the_tables_as_they_are(council, tmp_path):
    assert differences(council.parts.engine) == []


def test_a_revision_that_fails_leaves_the_database_as_it_was(database, tmp_path, monkeypatch):
    as_released(1, database, tmp_path)

    def half(connection, _version):
        connection.execute(text("DELETE FROM submission"))
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        raise CouncilError("The disk is full.")

    monkeypatch.setattr(migrations, "upgrade", half)
    plain = connect(database, tmp_path)
    before = contents(plain)
    with pytest.raises(CouncilError, match="The disk is full"):
        open_database(settings_for(tmp_path, database))
    assert contents(plain) == before
    assert version(plain) == "1"
    assert not inspect(plain).has_table("half")
    plain.dispose()


def test_a_database_from_a_newer_version_is_left_alone_on_either_database(database, tmp_path):
    as_released(1, database, tmp_path)
    plain = connect(database, tmp_path)
    with plain.begin() as connection:
        connection.execute(text(f"UPDATE meta SET v = '{tables.VERSION + 1}'"))
    with pytest.raises(CouncilError, match="written by a newer version"):
        open_database(settings_for(tmp_path, database))
    assert not inspect(plain).has_table("attachment")
    plain.dispose()


@pytest.mark.parametrize("old", [True, False])
def test_several_that_start_at_once_make_or_change_the_tables_once(fresh_postgresql, tmp_path, old):
    if old:
        as_released(1, fresh_postgresql, tmp_path)
    engines = [connect(fresh_postgresql, tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(schema.make_tables, engines))
    assert version(engines[0]) == str(tables.VERSION)
    assert differences(engines[0]) == []
    for engine in engines:
        engine.dispose()


def test_alembic_is_loaded_only_when_there_is_something_to_change(tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from council_api.database import open_database\n"
        "from council_api.settings import settings_for\n"
        f"open_database(settings_for(Path({str(tmp_path)!r}))).dispose()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
