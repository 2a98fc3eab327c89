"""What an enrolment is made of: codes, offers, answers, and how they are written down. Nothing of it is believed."""

import json
import secrets
import tomllib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.config import council_link
from kiosk.council_key import key_id
from kiosk.enrolment import answer, codes, identity, offer, request, sticks, taking
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.trouble import TroubleError
from kiosk.errors import ConfigError
from kiosk.own_key import DEVICE_KEY, KIOSK_KEY
from kiosk.settings import reading as settings
from tests.tls import certify

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()
PEM = KEY.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
CODE = codes.new_code(lambda _: 7)
OFFER = Offer("https://kiosks.example:8443", CODE, "library-7")


def told(me, **changes):
    made = Answer(me.digest, "library-7", "https://kiosks.example", key_id(KEY.public_bytes_raw()), PEM)
    return replace(made, **changes)


@pytest.fixture
def me(tmp_path):
    return identity.identity(tmp_path, bytes(32))


def test_a_code_is_known_however_it_is_typed():
    code = codes.new_code(secrets.randbelow)
    assert codes.read(codes.grouped(code)) == codes.read(f" {code[:5]}-{code[5:]}\n") == code
    arabic = code.translate({ord("0") + digit: 0x6F0 + digit for digit in range(10)})
    assert codes.read(arabic) == code
    assert codes.read(code[:-1]) is codes.read(f"{code}0") is codes.read("²" * 15) is codes.read("") is None


def test_every_wrong_digit_is_found_before_the_council_is_asked():
    for at in range(codes.LENGTH):
        for digit in "0123456789":
            wrong = CODE[:at] + digit + CODE[at + 1 :]
            assert (codes.read(wrong) is None) == (wrong != CODE)


def test_the_credential_is_of_the_key_and_of_this_enrolment_alone(tmp_path, me):
    assert identity.identity(tmp_path, bytes(32)) == me, "after a power cut it asks for the same"
    assert identity.token(bytes(32), me.label) not in (tmp_path / identity.PENDING).read_text()
    identity.another(tmp_path)
    assert identity.identity(tmp_path, bytes(32)).digest != me.digest
    assert len(me.fingerprint) == len("123 456 789 012 345 678 901 234")
    with pytest.raises(ConfigError, match="enrol this kiosk again"):
        identity.token(bytes(32), "x")


def test_an_offer_is_the_same_on_a_stick_and_as_a_square_code():
    assert offer.of_json(OFFER.to_json()) == OFFER
    assert OFFER.to_text() == f"HANDRAIL ENROL 1 HTTPS://KIOSKS.EXAMPLE:8443 {CODE}"
    assert offer.of_text(OFFER.to_text()) == replace(OFFER, name="")
    deeper = replace(OFFER, url="https://example.org/Kiosks", pin="AB" * 32)
    assert offer.of_text(deeper.to_text()) == replace(deeper, name="")
    assert offer.typed(" Kiosks.Example:8443/ ", codes.grouped(CODE)) == replace(OFFER, name="")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        *(
            (url, "address")
            for url in ("http://kiosks.example", "https://", "https://a@b", "ftp://x", "https://[")
        ),
        *(
            (url, "address")
            for url in ('https://a"b', "https://a?b", "https://x/\x07", "https://" + "x" * 99)
        ),
        ("https://kiosks.example", "code"),
    ],
)
def test_an_address_or_a_code_that_is_not_right_is_told(url, key):
    with pytest.raises(TroubleError) as error:
        offer.typed(url, CODE if key == "address" else CODE[:-1])
    assert error.value.key == key


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"what": "handrail-enrolment/1"}',
        b'{"what": "handrail-enrolment/1", "url": 1, "code": "1"}',
        json.dumps({"what": offer.FORMAT, "url": OFFER.url, "code": CODE, "name": "a\x1b[2J"}).encode(),
        json.dumps({"what": offer.FORMAT, "url": OFFER.url, "code": CODE, "name": "\ud800"}).encode(),
        json.dumps({"what": offer.FORMAT, "url": OFFER.url, "code": CODE, "authority": "x"}).encode(),
        OFFER.to_json() + b" " * offer.MOST,
    ],
)
def test_whatever_is_on_a_strangers_stick_is_refused_in_a_sentence(data):
    for read in (offer.of_json, answer.of_json, request.read):
        with pytest.raises(TroubleError):
            read(data)


def test_an_answer_is_checked_whole(me):
    good = told(me)
    assert answer.of_json(good.to_json()) == good
    for changes in (
        {"key_id": "0" * 16},
        {"public_key": "x"},
        {"public_key": PEM.replace("\n", '"""\n', 1)},
        {"digest": "x"},
        {"name": " "},
        {"url": "http://elsewhere.example"},
        {"authority": PEM},
    ):
        with pytest.raises(TroubleError):
            answer.of_json(replace(good, **changes).to_json())
    assert good.fingerprint != replace(good, settings="phone = '1'").fingerprint
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert replace(good, at=(now + timedelta(hours=1)).isoformat()).behind(now) == 3600
    assert good.behind(now) is replace(good, at="2026-11-22T00:00:00").behind(now) is None


def test_what_was_taken_holds_no_secret_and_gives_the_credential(tmp_path):
    key = KIOSK_KEY.load(tmp_path)
    me = identity.identity(tmp_path, key)
    pem = (certify(tmp_path) / "cert.pem").read_text()
    given = told(
        me,
        location="By the “door”",
        authority=pem,
        settings='phone = "1"\n[destinations]\n',
        proxy="http://p",
    )
    taking.take(given, me, tmp_path, lambda file: tomllib.loads(file.read_text()))
    link = council_link(tmp_path / "council.toml", {})
    assert (link.url, link.name, link.proxy) == (given.url, given.name, "http://p")
    assert link.authority.read_text() == pem
    assert link.token == identity.token(key, me.label)
    assert tomllib.loads((tmp_path / "enrolled.toml").read_text())["location"] == "By the “door”"
    for file in tmp_path.iterdir():
        assert link.token.encode() not in file.read_bytes()
        assert key not in file.read_bytes() or file.name == KIOSK_KEY.file
    assert {file.stat().st_mode & 0o077 for file in tmp_path.glob("*.toml")} == {0}
    (tmp_path / KIOSK_KEY.file).unlink()
    with pytest.raises(ConfigError, match="own key"):
        _ = link.token


@pytest.mark.parametrize("name", taking.FROM_HERE_ALONE)
def test_no_council_sets_what_this_machine_runs(tmp_path, me, name):
    with pytest.raises(TroubleError, match=name) as error:
        taking.take(told(me, settings=f'{name} = ["reboot"]'), me, tmp_path, lambda _file: None)
    assert error.value.key == "settings"
    assert not taking.is_enrolled(tmp_path)


def test_settings_that_break_the_kiosk_and_answers_for_others_change_nothing(tmp_path, me):
    def breaks(_file):
        raise ConfigError("There is no keypad 'x'.")

    before = {file.name for file in tmp_path.iterdir()}
    for given, key in (
        (told(me, settings='keys = ["x"]'), "settings"),
        (told(me, settings="keys ="), "settings"),
        (told(me, digest="0" * 64), "other"),
    ):
        with pytest.raises(TroubleError) as error:
            taking.take(given, me, tmp_path, breaks)
        assert error.value.key == key
    assert {file.name for file in tmp_path.iterdir()} == before


def test_a_power_cut_leaves_a_kiosk_that_is_enrolled_or_is_not(tmp_path, me, monkeypatch):
    """At every write: until council.toml is there the same can be done again, and with it all else is there."""

    class PowerCutError(Exception):
        pass

    real, given = taking.replace_synced, told(me, authority=(certify(tmp_path) / "cert.pem").read_text())
    enrolled = False
    for cut in count():
        left = iter(range(cut))

        def write(place, data, mode, left=left):
            if next(left, None) is None:
                raise PowerCutError
            real(place, data, mode)

        monkeypatch.setattr(taking, "replace_synced", write)
        with suppress(PowerCutError):
            taking.take(given, me, tmp_path, lambda _file: None)
            enrolled = True
        assert taking.is_enrolled(tmp_path) == enrolled
        if enrolled:
            break
        assert identity.identity(tmp_path, bytes(32)) == me
    assert cut == 4
    assert council_link(tmp_path / "council.toml").authority.exists()


def test_sticks_are_read_with_bounded_work_and_marked(tmp_path, me):
    ours, theirs = tmp_path / "media" / "OURS", tmp_path / "media" / "user" / "THEIRS"
    theirs.mkdir(parents=True)
    sticks.write(theirs, "enrol.json", b"junk")
    (theirs / "handrail" / "enrol-link.json").symlink_to("/etc/hostname")
    ours.mkdir()
    file = sticks.write(ours, "enrol.json", OFFER.to_json())
    assert sticks.offers(tmp_path / "media") == ((file, OFFER),)
    sticks.mark_used(file)
    assert sticks.offers(tmp_path / "media") == ()
    mine = sticks.write(ours, sticks.name_of("answer", me.digest), told(me).to_json())
    sticks.write(ours, "answer-other.json", told(me, digest="0" * 64).to_json())
    assert sticks.answers(tmp_path / "media", me.digest) == ((mine, told(me)),)


def test_a_request_goes_by_stick_or_by_eye(tmp_path, me):
    asked = request.of(me)
    stick = tmp_path / "media" / "STICK"
    with pytest.raises(TroubleError, match="no stick"):
        sticks.write_request(tmp_path / "media", asked)
    stick.mkdir(parents=True)
    written = sticks.write_request(tmp_path / "media", asked)
    assert written.parent == stick / "handrail"
    for data in (written.read_bytes(), asked.to_text().encode()):
        assert request.read(data).fingerprint == me.fingerprint


def test_no_destination_is_sent_a_key_of_the_kiosk(tmp_path):
    file = tmp_path / "kiosk.toml"
    table = '[destinations.x]\nkind = "openrosa"\nurl = "https://x"\nauth = "token"\nsecret = "{}"\n'
    for secret, wrong in (("central", 0), (KIOSK_KEY.credential, 1), (DEVICE_KEY.credential, 1)):
        file.write_text(table.format(secret))
        assert len(settings.read(file).mistakes) == wrong
