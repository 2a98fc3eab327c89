"""The data folder: a database that keeps its promises, keys and a password that are checked before use."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from council_api.database import open_database
from council_api.keys import load_keys
from council_api.settings import inbox_password, private_file, settings_for
from council_api.tables import VERSION
from kiosk.errors import CouncilError


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_commit_outlives_a_power_cut(council):
    with council.parts.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_commit_of_postgresql_outlives_a_power_cut(fresh_postgresql, tmp_path):
    """Whatever its default is for others."""
    engine = open_database(settings_for(tmp_path, f"{fresh_postgresql}%20-csynchronous_commit%3Doff"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        assert connection.exec_driver_sql("SHOW fsync").scalar() == "on"
    engine.dispose()


def test_a_database_that_cannot_keep_the_promise_is_refused(tmp_path):
    with pytest.raises(CouncilError, match="SQLite did not take the setting journal_mode"):
        open_database(settings_for(tmp_path, "sqlite://"))


def test_opening_again_changes_nothing(council):
    again = open_database(council.settings)
    with again.connect() as connection:
        assert connection.exec_driver_sql("SELECT v FROM meta").scalars().all() == [str(VERSION)]
        assert connection.exec_driver_sql("SELECT name FROM kiosk").scalars().all() == ["library-1"]
    again.dispose()


def test_a_key_of_another_kind_is_named(tmp_path):
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "other.pem").write_bytes(pem)
    with pytest.raises(CouncilError, match=r"other\.pem is not an X25519 key"):
        load_keys(tmp_path)


def test_a_key_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "folder.pem").mkdir()
    with pytest.raises(CouncilError, match=r"folder\.pem cannot be read \(Is a directory\)"):
        load_keys(tmp_path)


def test_the_password_stays_the_same_and_is_long(tmp_path):
    settings = settings_for(tmp_path)
    first = inbox_password(settings, lambda characters: characters[-1])
    assert inbox_password(settings, lambda characters: characters[0]) == first
    assert len(first.replace("-", "")) == 25


def test_a_password_can_be_chosen_but_not_empty(tmp_path):
    settings = settings_for(tmp_path)
    settings.password_file.write_text("correct horse\n")
    assert inbox_password(settings, lambda characters: characters[0]) == "correct horse"
    settings.password_file.write_text("\n")
    with pytest.raises(CouncilError, match="is empty: delete it, and a new password is made"):
        inbox_password(settings, lambda characters: characters[0])
    settings.password_file.write_bytes(b"\xff")
    with pytest.raises(CouncilError, match="cannot be read"):
        inbox_password(settings, lambda characters: characters[0])


def test_a_private_file_is_never_written_over_and_leaves_no_part(tmp_path):
    path = tmp_path / "file"
    private_file(path, b"first")
    with pytest.raises(CouncilError, match="is already there"):
        private_file(path, b"second")
    with pytest.raises(CouncilError, match="cannot be written"):
        private_file(tmp_path / "no" / "file", b"x")
    assert path.read_bytes() == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
