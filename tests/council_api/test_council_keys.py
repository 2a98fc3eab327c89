"""Keys come and go: the council opens what is sealed to any that it ever had, of one part or of two."""

import re

import pytest

from council_api import keys as council_keys
from council_api.cli import main
from council_api.database import open_keys
from kiosk import council_key
from kiosk.bundle import checking
from kiosk.errors import ConfigError
from offline_cache.sealing import CouncilKey, seal
from tests.council_api.conftest import BEGIN


@pytest.fixture
def hybrid(council):
    return council_keys.new_key(council.settings.keys, hybrid=True)


def test_a_submission_sealed_to_a_key_of_two_parts_is_opened(council, hybrid):
    """The key was put into the folder while the API runs: no envelope is refused for that."""
    key = CouncilKey.of_pem(hybrid.public_pem())
    assert key.key_id == hybrid.id
    envelope = seal(council.submission(), key)
    assert envelope.header.suite == council_key.HYBRID
    assert council.put(envelope.header.id, envelope.data).status_code == 201
    assert council.get(f"/v1/inbox/{envelope.header.id}").status_code == 200


def test_the_header_tells_the_suite_and_is_bound(council, hybrid, problem):
    envelope = seal(council.submission(), CouncilKey.of_pem(hybrid.public_pem()))
    swapped = envelope.data.replace(council_key.HYBRID.encode(), council_key.SUITE.encode())
    assert problem(council.put(envelope.header.id, swapped)) == "cannot-open"


def test_every_changed_byte_of_a_hybrid_seal_is_noticed(council, hybrid, problem):
    envelope = seal(council.submission(), CouncilKey.of_pem(hybrid.public_pem()))
    start = envelope.data.index(b"\n") + 1
    for at in (start, start + 1087, start + 1088, start + 1119, start + 1120, len(envelope.data) - 1):
        changed = bytearray(envelope.data)
        changed[at] ^= 1
        assert problem(council.put(envelope.header.id, bytes(changed))) == "cannot-open"


def test_what_was_sealed_to_an_old_key_is_taken_after_a_new_one(council, hybrid):
    old = council.submission()
    sealed = council.sealed(old)
    open_keys(council.settings, council.parts.engine, BEGIN)
    assert council.put(old.id, sealed).status_code == 201


def test_a_key_of_two_parts_reads_back_from_its_file(council, hybrid):
    again = council_keys.load_keys(council.settings.keys)[hybrid.id]
    assert again.public_pem() == hybrid.public_pem()
    assert again.suite == council_key.HYBRID
    assert "PRIVATE" not in repr(again)


@pytest.mark.parametrize(
    "spoil", [lambda pem: pem.split("-----END PUBLIC KEY-----\n")[0], lambda pem: pem * 2]
)
def test_half_a_key_or_two_are_not_sealed_to(hybrid, spoil):
    with pytest.raises(ConfigError):
        CouncilKey.of_pem(spoil(hybrid.public_pem()))


@pytest.mark.parametrize("more", [[], ["--hybrid"]])
def test_the_command_prints_what_a_bundle_takes(tmp_path, capsys, more):
    data = str(tmp_path / "council")
    assert main(["new-key", "--until", "2028-01-01", "--from", "2026-12-01", "--data", data, *more]) == 0
    printed = capsys.readouterr().out
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "council-keys.toml").write_text(printed)
    assert checking.check(tmp_path / "made").keys == 1
    assert (tmp_path / "council" / "keys" / f"{printed[2:18]}.pem").is_file()
    assert len(re.findall("BEGIN PUBLIC", printed)) == 1 + len(more)


def test_wrong_days_are_wrong_usage(tmp_path):
    assert main(["new-key", "--until", "soon", "--data", str(tmp_path)]) == 2
    assert main(["new-key", "--data", str(tmp_path)]) == 2
