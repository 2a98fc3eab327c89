"""Settings: what is built in, what a file changes, and what each mistake is told."""

import pytest

from kiosk import config
from kiosk.config import ASSETS
from kiosk.errors import ConfigError


def load(tmp_path, text=None, **environ):
    if text is not None:
        (tmp_path / "kiosk.toml").write_text(text, encoding="utf-8")
    return config.load({"KIOSK_DATA": str(tmp_path), **environ})


def test_nothing_is_needed(tmp_path):
    settings = load(tmp_path)
    assert settings.data == tmp_path
    assert settings.languages == ("en", "cy", "pl", "ur")
    assert not settings.windowed


def test_a_file_and_the_environment_change_it(tmp_path):
    settings = load(tmp_path, 'languages = ["cy", "en"]\nidle_warning = 130\n', KIOSK_WINDOWED="1")
    assert settings.languages == ("cy", "en")
    assert settings.idle_warning == 130.0
    assert settings.windowed


def test_a_council_of_its_own_has_no_made_up_addresses(tmp_path):
    named = 'council_name = { en = "Ash Council", cy = "Cyngor Onnen" }\n'
    assert load(tmp_path).addresses == ASSETS / "addresses.csv"
    assert load(tmp_path, named).addresses is None
    assert load(tmp_path, named + 'addresses = "ours.csv"\n').addresses == tmp_path / "ours.csv"


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path, KIOSK_CONFIG=str(tmp_path / "other.toml"))


def test_an_enrolment_file_says_where_submissions_go(tmp_path):
    link = tmp_path / "council.toml"
    link.write_text('[council]\nurl = "http://127.0.0.1:8800"\ntoken = "t"\nkey_id = "k"\npublic_key = "p"\n')
    assert config.council_link(link).url == "http://127.0.0.1:8800"
    assert "'t'" not in repr(config.council_link(link))
    link.write_text('[council]\nurl = "http://127.0.0.1:8800"\n')
    with pytest.raises(ConfigError, match="has no key_id under"):
        config.council_link(link)
    assert config.council_link(tmp_path / "none.toml") is None


def test_an_enrolment_file_may_pin_an_authority_and_name_a_proxy(tmp_path):
    link = tmp_path / "council.toml"
    lines = ["[council]", *(f'{name} = "x"' for name in ("url", "token", "key_id", "public_key"))]
    link.write_text("\n".join(lines))
    assert (config.council_link(link).authority, config.council_link(link).proxy) == (None, "")
    link.write_text("\n".join([*lines, 'authority = "ca.pem"', 'proxy = "http://u:secret@proxy:8080"']))
    with pytest.raises(ConfigError, match="the file of certificates"):
        config.council_link(link)
    (tmp_path / "ca.pem").touch()
    assert config.council_link(link).authority == tmp_path / "ca.pem"
    assert config.council_link(link).proxy == "http://u:secret@proxy:8080"
    assert "secret" not in repr(config.council_link(link))


def test_a_broken_enrolment_file_does_not_keep_the_window_from_opening(tmp_path):
    (tmp_path / "council.toml").write_text("\0")
    assert load(tmp_path).data == tmp_path


@pytest.mark.parametrize(
    "text", ['scanner = "auto"', 'camera = "/dev/video0"', 'attachments_from = "/media"']
)
def test_papers_can_come_from_each_of_three_places(tmp_path, text):
    assert load(tmp_path, text).takes_files
    assert not load(tmp_path / "without").takes_files
