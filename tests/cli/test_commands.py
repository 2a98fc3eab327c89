"""The kiosk command as IT staff and form authors meet it: real processes, exit codes, one plain sentence each."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import local_council
from kiosk.cli.local_council import LocalCouncil
from kiosk.errors import CouncilError

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = ROOT / "assets" / "services" / "missed-bin" / "form.csv"
SURVEY = "| survey |\n| | type | name | label | calculation | relevant |\n"


def kiosk(data, *arguments, **environ):
    """Runs a command with a data folder of its own; gives exit code, stdout and stderr."""
    env = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, arguments)],
        cwd=ROOT,
        env=env | {"KIOSK_DATA": str(data)} | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def form(folder, *rows, name="form.md"):
    file = folder / name
    file.write_text(SURVEY + "".join(f"| | {row} |\n" for row in rows), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command",
    [
        "",
        "run",
        "demo",
        "forms",
        "forms add",
        "forms check",
        "forms publish",
        "forms walk",
        "sync",
        "status",
        "export",
        "pin",
        "pin set",
        "log",
        "cards",
        "information check",
    ],
)
def test_every_command_has_help(tmp_path, command):
    code, out, _ = kiosk(tmp_path, *command.split(), "--help")
    assert code == 0
    assert "Usage: " in out


@pytest.mark.parametrize(
    "wrong", [["fly"], ["forms", "walk"], ["status", "--colour"], ["forms", "check", "no-such-file"]]
)
def test_wrong_usage_is_told_and_is_exit_code_2(tmp_path, wrong):
    code, _, err = kiosk(tmp_path, *wrong)
    assert code == 2
    assert "Error: " in err


def test_a_good_form_is_checked_walked_and_added(tmp_path):
    code, out, _ = kiosk(tmp_path, "forms", "check", BIN)
    assert (code, out) == (0, f"{BIN}: can be used.\n")
    code, out, _ = kiosk(tmp_path, "forms", "walk", BIN, "--seed", "5", "--json")
    assert code == 0
    walked = json.loads(out)
    assert len(walked) > 5
    assert set(walked[0]) == {"page", "heading", "section", "questions"}
    assert walked[0]["questions"][0]["answer"]
    code, out, _ = kiosk(tmp_path, "forms", "walk", BIN, "--seed", "5")
    assert out.startswith(f"Page 1 of {len(walked)}: Which bin was missed?")
    assert out.splitlines()[-1].endswith("the form can be sent.")
    assert json.loads(kiosk(tmp_path, "forms", "walk", BIN, "--seed", "5", "--json")[1]) == walked
    code, out, _ = kiosk(tmp_path, "forms", "walk", BIN, "--seed", "5", "--xml")
    assert code == 0
    assert out.startswith("<?xml")
    assert "uuid:" in out
    code, out, _ = kiosk(tmp_path, "forms", "add", BIN, "--id", "Our bins!")
    assert code == 0
    assert "as our-bins." in out
    assert "our-bins" in json.loads(kiosk(tmp_path, "status", "--json")[1])["services"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["colour | a | A | |"], "row 2"),
        (["text | a | A | | ${nowhere} = 1"], "nowhere"),
        (["text | a | A | | count(((("], "row 2"),
        (
            ["calculate | a | | ${b} + 1 |", "calculate | b | | ${a} + 1 |", "text | c | C | |"],
            "of “b” depend on each other",
        ),
        (["text | a | A | | fly(1) = 2"], "There is no function fly()"),
    ],
)
def test_a_broken_form_is_refused_at_its_place_and_changes_nothing(tmp_path, rows, told):
    file = form(tmp_path, *rows)
    code, out, _ = kiosk(tmp_path, "forms", "check", file)
    assert code == 1
    assert told in out
    assert ": error: " in out
    code, _, err = kiosk(tmp_path / "data", "forms", "add", file)
    assert code == 1
    assert told in err
    assert not list((tmp_path / "data").glob("services/*"))


def test_a_hostile_file_is_refused(tmp_path):
    bomb = tmp_path / "bomb.xml"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><h:html>&b;</h:html>')
    code, _, err = kiosk(tmp_path, "forms", "walk", bomb)
    assert code == 1
    assert err.startswith("kiosk: ")
    assert err.count("\n") == 1


def test_status_says_that_the_kiosk_is_not_enrolled(tmp_path):
    code, out, _ = kiosk(tmp_path, "status")
    assert code == 0
    assert "this kiosk is not enrolled" in out
    code, _, err = kiosk(tmp_path, "sync", "--once")
    assert code == 1
    assert "this kiosk knows no council" in err


def enrolled(tmp_path):
    command = ["enrol", "kiosk", "--data", tmp_path / "council", "--out", tmp_path / "council.toml"]
    subprocess.run(
        [sys.executable, "-m", "council_api", *map(str, command)], cwd=ROOT, check=True, capture_output=True
    )
    return tmp_path


def test_status_names_a_service_that_is_left_out(tmp_path):
    folder = tmp_path / "services" / "half"
    folder.mkdir(parents=True)
    (folder / "manifest.toml").write_text('id = "half', encoding="utf-8")
    code, out, _ = kiosk(tmp_path, "status")
    assert code == 0
    assert "missed-bin" in out
    assert f"Left out: {folder / 'manifest.toml'} cannot be read" in out


def test_with_nothing_to_send_sync_is_done(tmp_path):
    code, out, _ = kiosk(enrolled(tmp_path), "sync", "--once", "--json")
    assert code == 0
    assert json.loads(out) == {"sent": 0, "of": 0, "waiting": 0, "held": 0}


def test_a_database_from_a_newer_version_is_left_alone(tmp_path):
    enrolled(tmp_path)
    kiosk(tmp_path, "sync", "--once")
    with sqlite3.connect(tmp_path / "outbox.sqlite") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = (tmp_path / "outbox.sqlite").read_bytes()
    for command in (["sync", "--once"], ["status"]):
        code, _, err = kiosk(tmp_path, *command)
        assert code == 1
        assert "newer" in err
    assert (tmp_path / "outbox.sqlite").read_bytes() == before


def test_a_key_that_is_missing_is_told(tmp_path):
    enrolled(tmp_path)
    link = tmp_path / "council.toml"
    text = link.read_text()
    link.write_text(text[: text.index("public_key")])
    code, _, err = kiosk(tmp_path, "sync", "--once")
    assert code == 1
    assert "has no public_key under [council]" in err
    link.write_text(text[: text.index("public_key")] + 'public_key = "lost"\n')
    code, _, err = kiosk(tmp_path, "sync", "--once")
    assert code == 1
    assert "public key" in err


def test_a_setting_that_is_wrong_is_told(tmp_path):
    (tmp_path / "kiosk.toml").write_text('idle_warning = "soon"\n')
    code, _, err = kiosk(tmp_path, "status")
    assert code == 1
    assert "idle_warning must be a number" in err


def test_the_demo_delivers_and_pictures_every_page(tmp_path):
    out = tmp_path / "pictures"
    code, printed, err = kiosk(tmp_path, "demo", "--headless", "--out", out, "--size", "1280x1024")
    assert code == 0, err
    assert printed.splitlines()[-1] == "delivered: 1 of 1"
    assert "reference: " in printed
    names = [file.stem.partition("-")[2] for file in sorted(out.glob("*.png"))]
    assert [name for name in names if name != "question"] == [
        "welcome",
        "categories",
        "services",
        "before",
        "whether-needed",
        "problem",
        "check-answers",
        "consent",
        "reference",
        "how-was-that",
        "related",
        "goodbye",
    ]


def test_without_a_screen_run_is_the_demo_and_says_so(tmp_path):
    code, printed, err = kiosk(tmp_path, "run")
    assert code == 0, err
    assert printed.startswith("There is no screen here")
    assert printed.splitlines()[-1] == "delivered: 1 of 1"


def test_when_the_usual_port_is_in_use_the_local_council_takes_another(tmp_path, capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        council = LocalCouncil(tmp_path, taken.getsockname()[1])
        try:
            url = council.start()
            assert url not in {"", f"http://127.0.0.1:{taken.getsockname()[1]}"}
            assert "is in use by another program" in capfd.readouterr().err
            assert url in (tmp_path / "council.toml").read_text()
        finally:
            council.stop()


def test_a_trial_does_not_cut_a_kiosk_off_from_its_council(tmp_path):
    link = tmp_path / "council.toml"
    text = '[council]\nurl = "https://forms.merrow.example"\ntoken = "t"\nkey_id = "k"\npublic_key = "p"\n'
    link.write_text(text)
    with pytest.raises(CouncilError, match="leave --local-council out"):
        LocalCouncil(tmp_path).start()
    assert link.read_text() == text


def test_a_trial_whose_enrolment_was_lost_enrols_again(tmp_path):
    council = LocalCouncil(tmp_path)
    council.enrol()
    first = (tmp_path / "council.toml").read_text()
    (tmp_path / "council.toml").unlink()
    council.enrol()
    assert (tmp_path / "council.toml").read_text() not in {"", first}


def test_a_council_that_hangs_does_not_keep_the_kiosk_from_ending(tmp_path, monkeypatch):
    monkeypatch.setattr(local_council, "FAREWELL", 0.0)
    council = LocalCouncil(tmp_path, 0)
    council.start()
    process = council._process
    process.send_signal(signal.SIGSTOP)
    council.stop()
    assert process.returncode == -signal.SIGKILL
