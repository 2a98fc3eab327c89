from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import catalogue, config
from kiosk.destinations import DestinationSettings, faults, made, read_secret
from kiosk.errors import ConfigError

HERE = Path()
CENTRAL = {
    "kind": "openrosa",
    "url": "https://central.example/v1/key/{secret}/projects/1",
    "auth": "url",
    "secret": "central",
}
BASIC = {"kind": "openrosa", "url": "https://kobo.example", "auth": "basic", "user": "k", "secret": "kobo"}
REPORTS = {"kind": "open311", "url": "https://311.example/v2", "auth": "key", "secret": "reports"}


def test_destinations_are_read_from_the_settings(tmp_path):
    (tmp_path / "kiosk.toml").write_text(
        '[destinations.central]\nkind = "openrosa"\nurl = "https://kobo.example"\n'
        '[destinations.reports]\nkind = "open311"\nurl = "https://311.example/v2"\nformat = "xml"\n'
    )
    found = config.load({"KIOSK_DATA": str(tmp_path)}).destinations
    assert found["central"] == DestinationSettings("central", "openrosa", "https://kobo.example")
    assert found["reports"].format == "xml"


@pytest.mark.parametrize("values", [CENTRAL, BASIC, REPORTS, {"kind": "openrosa", "url": "https://x"}])
def test_each_way_of_being_known_can_be_written(values):
    assert not list(faults("a", values, HERE))
    assert made("a", values, HERE).url == values["url"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "has no kind"),
        ({"kind": "openrosa"}, "has no url"),
        ({"kind": "fax", "url": "x"}, "no kind 'fax' to go to"),
        (CENTRAL | {"kind": "open311"}, "an auth 'url' that is not known for open311"),
        (CENTRAL | {"auth": "token"}, "exactly when auth"),
        (BASIC | {"auth": "url"}, "exactly when auth"),
        (BASIC | {"user": ""}, "has no user"),
        (BASIC | {"secret": ""}, "the name of the file"),
        (BASIC | {"secret": "../token"}, "name of the file"),
        (BASIC | {"password": "x"}, "a key 'password'"),
        (BASIC | {"user": 7}, "text in quotes"),
        (BASIC | {"authority": "none.pem"}, "is not there"),
        (REPORTS | {"format": "csv"}, "a format 'csv'"),
        ("x", "text in quotes"),
    ],
)
def test_what_is_missing_or_unknown_is_told(values, says):
    assert says in " ".join(f"{wrong}. {mend}" for _, wrong, mend in faults("central", values, HERE))


@pytest.mark.parametrize("name", ["council", "", "../x", "A"])
def test_a_name_that_cannot_be_one_is_told(name):
    ((_, _, mend),) = faults(name, BASIC, HERE)
    assert mend.startswith("Choose another name")


def test_a_credential_is_read_from_a_file_for_the_kiosks_user_alone(tmp_path):
    settings = made("a", CENTRAL, HERE)
    (tmp_path / "credentials").mkdir()
    file = tmp_path / "credentials" / "central"
    file.write_text("t0ken\n")
    file.chmod(0o600)
    assert read_secret(settings, tmp_path, {}) == "t0ken"
    file.chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        read_secret(settings, tmp_path, {})


def test_a_credential_of_systemd_comes_first(tmp_path):
    settings = made("a", CENTRAL, HERE)
    (tmp_path / "central").write_text("given")
    assert read_secret(settings, tmp_path / "data", {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == "given"


@pytest.mark.parametrize("content", [None, b"", b"two\nlines", b"\xff"])
def test_a_credential_that_is_none_is_told(tmp_path, content):
    (tmp_path / "credentials").mkdir()
    if content is not None:
        file = tmp_path / "credentials" / "central"
        file.write_bytes(content)
        file.chmod(0o600)
    with pytest.raises(ConfigError, match="central"):
        read_secret(made("a", CENTRAL, HERE), tmp_path, {})


def test_none_is_needed_without_auth(tmp_path):
    settings = replace(made("a", BASIC, HERE), auth="none")
    assert read_secret(settings, tmp_path, {}) == ""


def test_a_service_that_names_an_unknown_destination_is_left_out_and_told(tmp_path):
    folder = tmp_path / "potholes"
    folder.mkdir()
    (folder / "form.xml").touch()
    (folder / "manifest.toml").write_text(
        'id = "potholes"\ncategory = "other"\ntitle = { en = "Potholes" }\nsummary = {}\ndestination = "reports"\n'
    )
    told = []
    assert catalogue.load(tmp_path, broken=told.append, destinations=["central"]).services == ()
    assert "names the destination 'reports'" in str(told[0])
    (service,) = catalogue.load(tmp_path, destinations=["reports"]).services
    assert service.destination == "reports"
