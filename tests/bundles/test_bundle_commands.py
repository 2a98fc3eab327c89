"""``kiosk bundle``: as IT staff meet it, one command after another."""

import json

import pytest

from kiosk import language
from kiosk.bundle.installed import installed
from kiosk.bundle.shelf import go_back
from kiosk.cli.commands import run
from tests.bundles.bundle_rig import KEYS, service

LASTING = KEYS.replace("2026-", "2020-").replace("2027-", "2999-")


@pytest.fixture
def kiosk(monkeypatch, capsys):
    """Runs a command of a kiosk's: exit code, stdout and stderr."""

    def run_it(data, *arguments):
        monkeypatch.setenv("KIOSK_DATA", str(data))
        monkeypatch.setenv("KIOSK_CONFIG", str(data / "kiosk.toml"))
        code = run(["bundle", *map(str, arguments)])
        return code, *capsys.readouterr()

    yield run_it
    language.say_first(None)


@pytest.fixture
def data(kiosk, tmp_path):
    """A kiosk's data folder that trusts the key in ``signing.key`` beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "kiosk.toml").touch()
    code, line, _ = kiosk(folder, "keys", "--out", tmp_path / "signing.key")
    assert code == 0
    (folder / "kiosk.toml").write_text(line)
    return folder


def test_from_a_key_to_a_bundle_in_use(kiosk, data, tmp_path):
    key, made = tmp_path / "signing.key", tmp_path / "merrow.bundle"
    assert key.stat().st_mode & 0o777 == 0o600
    folder = service(tmp_path / "made")
    code, out, _ = kiosk(data, "make", folder, "--key", key, "--out", made, "--version", 3)
    assert (code, "version 3" in out) == (0, True)
    code, out, _ = kiosk(data, "check", made, "--json")
    assert (code, json.loads(out)["services"]) == (0, ["bins"])
    code, out, _ = kiosk(data, "apply", made)
    assert (code, out) == (0, "Version 3 is in use from the next visit on.\n")
    code, out, _ = kiosk(data, "apply", made, "--json")
    assert (code, json.loads(out)["new"]) == (0, False)
    code, out, _ = kiosk(data, "status", "--json")
    told = json.loads(out)
    assert (code, told["in_use"]["bundle_version"], told["highest"], told["troubles"]) == (0, 3, 3, [])


def test_what_is_refused_is_exit_code_1_and_one_sentence(kiosk, data, tmp_path):
    (tmp_path / "x.bundle").write_bytes(b"not a bundle")
    for command in ("check", "apply"):
        code, out, err = kiosk(data, command, tmp_path / "x.bundle")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "is no bundle" in err


def test_a_damaged_bundle_in_use_is_exit_code_1_of_status(kiosk, data, tmp_path):
    made = tmp_path / "merrow.bundle"
    kiosk(data, "make", service(tmp_path / "made"), "--key", tmp_path / "signing.key", "--out", made)
    kiosk(data, "apply", made)
    form = next((data / "bundles").rglob("form.xml"))
    form.write_bytes(form.read_bytes().replace(b"Why?", b"Who?"))
    code, out, _ = kiosk(data, "status")
    assert code == 1
    assert "services/bins/form.xml" in out


def test_a_bundle_that_was_gone_back_from_and_a_key_that_ran_out_are_told(kiosk, data, tmp_path):
    made = tmp_path / "merrow.bundle"
    folder = service(tmp_path / "made")
    (folder / "council-keys.toml").write_text(LASTING)
    kiosk(data, "make", folder, "--key", tmp_path / "signing.key", "--out", made, "--version", 5)
    kiosk(data, "apply", made)
    assert kiosk(data, "status")[0] == 0
    keys = installed(data / "bundles").folder / "council-keys.toml"
    keys.write_text(LASTING.replace("2999", "2021"))
    code, out, _ = kiosk(data, "status")
    assert (code, "None of its council keys is in force" in out) == (1, True)
    go_back(data / "bundles", installed(data / "bundles").name)
    code, out, _ = kiosk(data, "status")
    assert (code, "Version 5 did not load" in out) == (1, True)


def test_a_bundle_that_would_close_every_kiosk_is_not_made(kiosk, data, tmp_path):
    folder = service(tmp_path / "made")
    (folder / "council-keys.toml").write_text(LASTING.replace("2999", "2021"))
    out = tmp_path / "merrow.bundle"
    code, _, err = kiosk(data, "make", folder, "--key", tmp_path / "signing.key", "--out", out)
    assert (code, "None of the keys in council-keys.toml is in force" in err) == (1, True)
    assert not out.exists()


def test_status_without_a_bundle_is_told_and_is_fine(kiosk, data):
    code, out, _ = kiosk(data, "status")
    assert code == 0
    assert out.startswith("No bundle is in use")


@pytest.mark.parametrize(
    "wrong", [["make"], ["apply"], ["status", "--colour"], ["fly"], ["check", "not-there"]]
)
def test_wrong_usage_is_exit_code_2(kiosk, data, wrong):
    assert kiosk(data, *wrong)[0] == 2


@pytest.mark.parametrize("command", [[], ["make"], ["keys"], ["check"], ["apply"], ["status"]])
def test_every_command_has_help(kiosk, data, command):
    code, out, _ = kiosk(data, *command, "--help")
    assert code == 0
    assert "Usage: " in out


def test_a_key_file_is_never_written_over(kiosk, data, tmp_path):
    before = (tmp_path / "signing.key").read_bytes()
    code, _, err = kiosk(data, "keys", "--out", tmp_path / "signing.key")
    assert (code, "already there" in err) == (1, True)
    assert (tmp_path / "signing.key").read_bytes() == before
