"""A dead kiosk's disk is emptied by hand: sealed on the way, taken exactly once, and nothing in the outbox changed."""

import hashlib
import json
import shutil
import sqlite3
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from council_api import rescue as importing
from council_api import submissions
from council_api.cli import main
from council_api.database import open_database, open_keys
from council_api.server import utc_now
from council_api.settings import settings_for
from council_api.storing import Accepted, Outcome
from council_api.tables import kiosk as kiosks
from council_api.tables import submission
from kiosk import durable
from kiosk.attachments.attachment import Listed
from kiosk.cli.export import command
from kiosk.errors import ConfigError, CouncilError, StoreError
from kiosk.rescue.archive import About, Item, Reader, written
from offline_cache import rescue
from offline_cache.sealing import Envelope
from tests.offline_cache.rig import ANSWER, Kiosk, make_submission
from tests.rescue.rescue_rig import Dead, envelope_at, rows


@pytest.fixture
def council(tmp_path):
    """The council's data folder, with a kiosk enrolled: its council.toml is at ``enrolled``."""
    data = tmp_path / "council"
    assert main(["enrol", "library-1", "--data", str(data), "--out", str(tmp_path / "enrolled")]) == 0
    return data


@pytest.fixture
def dead(council, tmp_path):
    return Dead(tmp_path / "data", (tmp_path / "enrolled").read_text())


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def export(dead, stick, *more):
    """Exit code and what was told."""
    arguments = ["--to", str(stick), "--data", str(dead.folder), "--json", *map(str, more)]
    done = CliRunner().invoke(command, arguments, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, json.loads(done.stdout)


def stored(council):
    """What the council has: reference and kiosk's name."""
    engine = open_database(settings_for(council))
    with engine.connect() as connection:
        query = select(submission.c.reference, kiosks.c.name).join(kiosks).order_by(submission.c.seq)
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return found


def take(council, file):
    return main(["import", str(file), "--data", str(council)])


def test_all_that_waits_and_is_held_reaches_the_council_under_the_kiosks_name(dead, council, stick, capsys):
    code, told = export(dead, stick)
    assert (code, told["submissions"], told["held"], told["damaged"]) == (0, 3, 1, [])
    assert take(council, told["file"]) == 0
    assert "New: 3. Here already: 0. Refused: 0." in capsys.readouterr().out
    assert stored(council) == [(answers.reference, "library-1") for answers in dead.submissions]


def test_twice_exported_and_twice_imported_is_stored_once(dead, council, stick, capsys):
    files = [export(dead, stick)[1]["file"] for _ in range(2)]
    assert files[0] != files[1]
    for file in (*files, files[0]):
        assert take(council, file) == 0
    assert "New: 0. Here already: 3." in capsys.readouterr().out
    assert len(stored(council)) == 3


def test_nothing_in_the_outbox_is_changed(dead, stick):
    before = {
        path.name: path.read_bytes() for path in dead.folder.iterdir() if not path.name.endswith("-shm")
    }
    export(dead, stick)
    after = {path.name: path.read_bytes() for path in dead.folder.iterdir() if not path.name.endswith("-shm")}
    assert {name: after[name] for name in before} == before


def test_the_file_tells_nothing_without_the_councils_key(dead, stick):
    _, told = export(dead, stick)
    data = (stick / told["file"].rpartition("/")[2]).read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n-> X25519 ")
    secrets = [answers.reference for answers in dead.submissions] + [
        answers.id for answers in dead.submissions
    ]
    assert not [text for text in (*secrets, ANSWER, "blue-badge", "held") if text.encode() in data]


def test_another_councils_key_opens_nothing(dead, stick, tmp_path, capsys):
    other = tmp_path / "other"
    main(["enrol", "k", "--data", str(other), "--out", str(tmp_path / "k")])
    assert take(other, export(dead, stick)[1]["file"]) == 1
    assert "not for a key that is here" in capsys.readouterr().err
    assert stored(other) == []


def test_an_envelope_that_rots_is_told_and_the_others_are_saved(dead, council, stick):
    lost = dead.submissions[1]
    at = envelope_at(dead.file, lost.reference)
    with dead.file.open("r+b") as file:
        file.seek(at + 200)
        file.write(b"\0rot\0")
    code, told = export(dead, stick)
    assert (code, told["submissions"], told["damaged"]) == (1, 2, [lost.reference])
    assert take(council, told["file"]) == 0
    assert [reference for reference, _ in stored(council)] == [
        dead.submissions[0].reference,
        dead.submissions[2].reference,
    ]


def test_a_damaged_page_costs_its_own_rows_alone(council, stick, tmp_path):
    dead = Dead(tmp_path / "data", (tmp_path / "enrolled").read_text(), count=40)
    page = 4096
    at = envelope_at(dead.file, dead.submissions[20].reference) // page * page
    with dead.file.open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * page)
    code, told = export(dead, stick)
    assert code == 1
    assert 30 <= told["submissions"] < 40
    assert told["damaged"]
    assert take(council, told["file"]) == 0
    assert len(stored(council)) == told["submissions"]


def test_a_queue_that_was_set_aside_is_saved_too(dead, council, stick):
    shutil.copy(dead.file, dead.folder / "outbox.broken-1.sqlite")
    broken = dead.folder / "outbox.broken-2.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    code, told = export(dead, stick)
    assert (code, told["submissions"], told["damaged"]) == (1, 3, ["outbox.broken-2.sqlite"])
    assert take(council, told["file"]) == 0
    assert len(stored(council)) == 3


def test_a_disk_that_cannot_be_written_to_is_read_from_a_copy(dead, council, stick, monkeypatch):
    real = rescue.connect_read_only

    def refuses(path):
        if path.parent == dead.folder:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return real(path)

    monkeypatch.setattr(rescue, "connect_read_only", refuses)
    code, told = export(dead, stick)
    assert (code, told["submissions"]) == (0, 3)


def test_a_kiosk_without_council_toml_needs_the_key_named(dead, council, stick, tmp_path):
    pem = (dead.folder / "council.toml").read_text().split('"""')[1]
    (dead.folder / "council.toml").unlink()
    with pytest.raises(ConfigError, match="--key"):
        export(dead, stick)
    (tmp_path / "key.pem").write_text(pem)
    code, told = export(dead, stick, "--key", tmp_path / "key.pem")
    assert take(council, told["file"]) == code == 0
    assert {name for _, name in stored(council)} == {importing.UNKNOWN}


def test_a_kiosk_that_runs_can_be_exported_too(dead, council, stick):
    running = Kiosk(dead.folder).open()
    try:
        code, told = export(dead, stick)
    finally:
        running.close()
    assert (code, told["submissions"]) == (0, 3)


def test_a_folder_without_an_outbox_is_told(dead, stick):
    dead.file.unlink()
    with pytest.raises(StoreError, match="There is no outbox"):
        export(dead, stick)
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_full_gets_no_half_file(dead, stick, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device"):
        export(dead, stick)
    assert list(stick.iterdir()) == []


def test_a_file_cut_off_keeps_what_came_before_and_can_be_imported_again(council, stick, tmp_path, capsys):
    dead = Dead(tmp_path / "data", (tmp_path / "enrolled").read_text(), count=80)
    file = stick / export(dead, stick)[1]["file"].rpartition("/")[2]
    cut = stick / "cut.age"
    cut.write_bytes(file.read_bytes()[:-20])
    assert take(council, cut) == 1
    assert "cut off or changed" in capsys.readouterr().err
    some = len(stored(council))
    assert 0 < some < 80
    assert take(council, file) == 0
    assert f"New: {80 - some}. Here already: {some}." in capsys.readouterr().out


def test_a_kiosk_that_comes_alive_again_sends_the_same_bytes_and_is_believed(dead, council, stick):
    """Exactly once: what was imported and is then sent after all is a repeat, not a second submission."""
    take(council, export(dead, stick)[1]["file"])
    envelope = Envelope.of(bytes(rows(dead.file)[0][6]))
    settings = settings_for(council)
    engine = open_database(settings)
    result = submissions.accept(
        engine, open_keys(settings, engine, utc_now()), 1, envelope.header.id, envelope.data, now=utc_now()
    )
    engine.dispose()
    assert result == Accepted(Outcome.REPEAT, envelope.digest)


ITEM = Item("0b1c8e5e-1b1e-4b1e-8b1e-0b1c8e5e1b1e", 0, "KTM7RF2WD", "council", "queued", "", b"")


def archive(*lines):
    return [line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines]


ABOUT = {"made": "", "kiosk": "", "format": "handrail-rescue/1"}


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"{"],
        [b"x" * 9999],
        [b"[" * 5000 + b"\n"],
        archive({}),
        archive({**ABOUT, "format": "other/1"}),
        archive({**ABOUT, "kiosk": "zz"}),
        archive({**ABOUT, "kiosk": 1}),
        archive(ABOUT),
        archive(ABOUT, {"end": 1}),
        archive(ABOUT, {"end": 0}, b"more"),
        archive(ABOUT, {"id": "x"}, {"end": 1}),
    ],
)
def test_an_archive_that_is_none_is_told(pieces):
    with pytest.raises(ValueError, match="holds no outbox"):
        list(Reader(pieces).items())


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1},
        {"size": 10**12},
        {"size": True},
        {"number": -1},
        {"id": "../x"},
        {"digest": "0" * 64},
        {"more": 1},
    ],
)
def test_an_item_that_is_none_is_told(change):
    envelope = b"envelope"
    item = Item(ITEM.id, 0, "KTM7RF2WD", "council", "queued", digest_of(envelope), envelope)
    pieces = list(written(About("", ""), [item]))
    assert [one.envelope for one in Reader(pieces).items()] == [envelope]
    pieces[1] = json.dumps(json.loads(pieces[1]) | change).encode() + b"\n"
    with pytest.raises(ValueError, match="holds no outbox"):
        list(Reader(pieces).items())


def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def test_a_file_that_is_not_there_is_told(stick):
    with pytest.raises(CouncilError, match="cannot be read"):
        importing.take(None, {}, stick / "not-there", utc_now())


def test_attachments_come_before_their_submission_and_are_taken_with_it(council, stick, tmp_path):
    data = b"%PDF-1.7 " * 9000
    listed = Listed("letter.pdf", "application/pdf", len(data), digest_of(data), "A letter")
    answers = replace(make_submission(77), attachments=(listed,), files=(data,))
    dead = Dead(tmp_path / "data", (tmp_path / "enrolled").read_text(), more=(answers,))
    code, told = export(dead, stick)
    assert (code, told["submissions"], told["attachments"]) == (0, 4, 1)
    for _ in range(2):
        assert take(council, told["file"]) == 0
    assert answers.reference in [reference for reference, _ in stored(council)]


def test_what_goes_to_another_destination_is_told_and_not_taken_by_the_api(council, stick, tmp_path, capsys):
    elsewhere = replace(make_submission(78), destination="central")
    dead = Dead(tmp_path / "data", (tmp_path / "enrolled").read_text(), count=2, more=(elsewhere,))
    _, told = export(dead, stick)
    assert (told["submissions"], told["elsewhere"]) == (3, 1)
    assert take(council, told["file"]) == 0
    assert "For other destinations, and not taken: 1." in capsys.readouterr().out
    assert len(stored(council)) == 2
