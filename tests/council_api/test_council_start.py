"""Starting, stopping and starting again: the data folder, the commands, and the sentences when it cannot."""

import json
import signal
import socket
import stat
import subprocess
import sys
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy import create_engine, text

from council_api.cli import main
from council_api.database import current_key, open_database, open_keys
from council_api.keys import new_key, private_key
from council_api.settings import settings_for
from council_api.tables import VERSION
from kiosk.errors import CouncilError
from kiosk.submission import MEDIA_TYPE, Header, Submission

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "council_api"]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_what_it_needs_for_its_owner_alone(tmp_path, served):
    data, ready = tmp_path / "a" / "council", tmp_path / "ready.json"
    with served(data, "--ready-file", ready) as url:
        told = json.loads(ready.read_text())
        assert told == {"url": url, "inbox": f"{url}/inbox", "password_file": str(data / "inbox-password")}
        password = Path(told["password_file"]).read_text().strip()
        assert httpx2.get(told["inbox"], auth=("council", password)).status_code == 200
        assert mode(data) == mode(data / "keys") == 0o700
        assert mode(data / "inbox-password") == 0o600
        (pem,) = (data / "keys").iterdir()
        assert mode(pem) == 0o600
        assert private_key(load_pem_private_key(pem.read_bytes(), None)).id == pem.stem
    assert not ready.exists()


def test_a_submission_answered_201_survives_kill_9(tmp_path, seal_with, served):
    data, out = tmp_path / "a council? 100%41", tmp_path / "kiosk.toml"
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(out)]) == 0
    given = tomllib.loads(out.read_text())["council"]
    pem = (data / "keys" / f"{given['key_id']}.pem").read_bytes()
    name = str(uuid.uuid4())
    fields = {"id": name, "form_id": "f", "form_version": "1"}
    plain = Submission.plaintext(_submission(**fields))
    envelope = seal_with(
        Header(**fields, key_id=given["key_id"]), plain, private_key(load_pem_private_key(pem, None))
    )
    headers = {"Authorization": f"Bearer {given['token']}", "Content-Type": MEDIA_TYPE}
    with served(data, stop=signal.SIGKILL) as url:
        sent = httpx2.put(f"{url}/v1/submissions/{name}", content=envelope, headers=headers)
        assert sent.status_code == 201
    with served(data) as url:
        assert (
            httpx2.put(f"{url}/v1/submissions/{name}", content=envelope, headers=headers).status_code == 200
        )
        auth = ("council", (data / "inbox-password").read_text().strip())
        assert httpx2.get(f"{url}/v1/inbox", auth=auth).json()["submissions"][0]["id"] == name
        assert main(["revoke", "library-1", "--data", str(data)]) == 0
        assert (
            httpx2.put(f"{url}/v1/submissions/{name}", content=envelope, headers=headers).status_code == 401
        )


def _submission(**fields):
    rest = {"reference": "KTM7RF2WD", "service": "s", "language": "en", "consent": "given"}
    return Submission(**fields, **rest, created=datetime(2026, 1, 1, tzinfo=UTC), instance=b"<data/>")


def refused(*arguments):
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")
    return done.stderr


def test_a_port_in_use_is_one_plain_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("serve", "--data", tmp_path / "council", "--port", str(port))
    assert (
        said
        == f"Port {port} on 127.0.0.1 is in use by another program: stop it, or choose another with --port.\n"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--port", "99999"], "99999 is no port"),
        (["--host", "192.0.2.1", "--port", "0"], "Cannot listen on 192.0.2.1"),
    ],
)
def test_an_address_that_cannot_be_had_is_one_plain_sentence(tmp_path, more, words):
    assert words in refused("serve", "--data", tmp_path / "council", *more)


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_data_folder_that_cannot_be_made_is_named(tmp_path, name, capsys):
    (tmp_path / "file").write_text("")
    assert main(["revoke", "x", "--data", str(tmp_path / name)]) == 1
    assert str(tmp_path / name) in capsys.readouterr().err


def test_a_data_folder_that_not_even_root_can_make_is_named():
    with pytest.raises(CouncilError, match="The folder /proc/council cannot be made or used"):
        open_database(settings_for(Path("/proc/council")))


def test_a_database_from_a_newer_version_is_left_alone(tmp_path, capsys):
    settings = settings_for(tmp_path / "council")
    open_database(settings).dispose()
    engine = create_engine(f"sqlite:///{settings.data}/council.db")
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE meta SET v = '{VERSION + 1}'"))
        connection.execute(text("DROP TABLE kiosk"))
    engine.dispose()
    assert main(["revoke", "x", "--data", str(settings.data)]) == 1
    assert "written by a newer version" in capsys.readouterr().err
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'kiosk'")).scalar() == 0
        )


def test_a_file_that_is_no_database_is_named(tmp_path, capsys):
    data = tmp_path / "council"
    data.mkdir()
    (data / "council.db").write_bytes(b"not a database" * 100)
    assert main(["revoke", "x", "--data", str(data)]) == 1
    assert "cannot be opened (file is not a database)" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://a/b",
        "oracle://a",
        "sqlite:////nowhere/at/all.db",
        "postgresql:///council?host=/nowhere",
        "postgresql://council:secret@127.0.0.1:1/council",
    ],
)
def test_a_database_address_that_cannot_be_used_is_one_sentence(tmp_path, capsys, address):
    assert main(["revoke", "x", "--data", str(tmp_path), "--database", address]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "secret" not in said


def test_a_missing_private_key_is_named(council, clock_moment):
    file = council.settings.keys / f"{council.key.id}.pem"
    file.unlink()
    with pytest.raises(CouncilError, match=f"{file} is missing.*put it back from your backup"):
        open_keys(council.settings, council.parts.engine, clock_moment)


def test_a_private_key_under_anothers_name_or_damaged_is_named(council, clock_moment):
    file = council.settings.keys / f"{council.key.id}.pem"
    other = council.settings.keys / "0000000000000000.pem"
    file.rename(other)
    with pytest.raises(CouncilError, match=rf"{other} has the id {council.key.id}"):
        open_keys(council.settings, council.parts.engine, clock_moment)
    other.write_text("-----BEGIN PRIVATE KEY-----\n")
    with pytest.raises(CouncilError, match=f"{other} is not a private key"):
        open_keys(council.settings, council.parts.engine, clock_moment)


def test_an_added_key_is_given_to_the_next_kiosk_and_the_old_one_still_opens(council, clock_moment):
    added = new_key(council.settings.keys)
    keys = open_keys(council.settings, council.parts.engine, clock_moment)
    assert current_key(council.parts.engine, keys).id == added.id
    assert set(keys) == {added.id, council.key.id}


def test_enrolling_writes_no_second_file_and_leaves_no_credential_behind(tmp_path, capsys):
    data, out = ["--data", str(tmp_path / "council")], tmp_path / "kiosk.toml"
    assert main(["enrol", "a", *data, "--out", str(out), "--url", "https://council.example"]) == 0
    assert mode(out) == 0o600
    first = tomllib.loads(out.read_text())["council"]
    assert first["url"] == "https://council.example"
    assert first["token"] not in capsys.readouterr().out
    assert main(["enrol", "b", *data, "--out", str(out)]) == 1
    assert "already there" in capsys.readouterr().err
    assert main(["enrol", "b", *data, "--out", str(tmp_path / "no" / "folder")]) == 1
    assert main(["enrol", "b", *data, "--out", str(tmp_path / "b.toml")]) == 0
    assert tomllib.loads((tmp_path / "b.toml").read_text())["council"]["token"] != first["token"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["serve", "--help"], 0), (["enrol"], 2), (["--nonsense"], 2), (["x"], 2)],
)
def test_usage_has_its_exit_codes(arguments, code, capsys):
    assert main(arguments) == code
    assert "Usage:" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("[confirmations]\na_minute = 0", "a_minute"),
        ("[confirmations]\nemails = 1", "emails"),
        ("confirmations = 1", "no section"),
        ("[confirmations]\nemail = 1", "confirmations.email"),
        ("[confirmations.email]\nsender = 'pigeon'", "smtp, command, webhook"),
        ("[confirmations.email]\nsender = 'smtp'", "host is missing"),
        ("[confirmations.council]\nen = 1", "name"),
    ],
)
def test_what_cannot_be_meant_of_the_messages_to_people_is_refused(tmp_path, capsys, said, words):
    data = tmp_path / "data"
    data.mkdir()
    (data / "council.toml").write_text(said)
    assert main(["confirm", "--data", str(data)]) == 1
    assert words in capsys.readouterr().err
