"""A whole enrolment between both real ends, and against ends that lie: what is left where, and what is told."""

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from council_api import cli
from council_api.kiosks import kiosk_with
from kiosk.cli.commands import kiosk
from kiosk.cli.enrol import again
from kiosk.cli.enrolling import Enrolling, clock_off
from kiosk.config import council_link
from kiosk.enrolment import codes, offer
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.trouble import TroubleError
from kiosk.own_key import KIOSK_KEY
from offline_cache import enrolment_link
from tests.offline_cache.servers import reply
from tests.tls import DAY, TlsServer, certify

CODE = codes.new_code(secrets.randbelow)
SETTINGS = 'location = "By the door"\nbundle_sticks = ""\n'


@pytest.fixture
def database():
    """What is asked here does not depend on which it is."""


@pytest.fixture
def at(tmp_path):
    """A kiosk with nothing but its data folder."""
    data = tmp_path / "kiosk"
    data.mkdir()
    (data / "kiosk.toml").write_text(f"bundle_sticks = '{tmp_path / 'media'}'\n")
    return Enrolling(environ={"KIOSK_DATA": str(data)})


def staff(council, *arguments, inputs=""):
    done = CliRunner().invoke(
        cli.cli, ["enrolment", *arguments, "--data", str(council.settings.data)], input=inputs
    )
    return done.output if done.exception is None else str(done.exception)


def by_client(council):
    """The network between the two, without one."""

    def ask(given, digest, folder):
        said = {"code": given.code, "digest": digest}
        came = council.client.post("/v1/enrolments", json=said)
        return enrolment_link.read(came.status_code, came.headers["content-type"], came.content, digest)

    return ask


def code_in(told):
    return codes.read(next(line for line in told.splitlines() if line.startswith("Code")).partition(":")[2])


def key_of(call):
    with pytest.raises(TroubleError) as error:
        call()
    return error.value.key


def everything(folder):
    """Every file and every name below a folder, as one."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


def test_many_kiosks_get_a_sheet_and_one_stick(council, tmp_path):
    listed, out = tmp_path / "names.csv", tmp_path / "out"
    lines = "".join(f"kiosk-{number},Library {number}\n" for number in range(5))
    listed.write_text(f"name,location\n{lines}library-x{'x' * 60},too long\n")
    told = staff(council, "--list", str(listed), "--out", str(out), "--url", "https://kiosks.example")
    assert "5 places" in told
    assert "Left out: library-xx" in told
    assert (out / "codes.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "codes.pdf").stat().st_mode & 0o077 == 0
    offers = [offer.of_json(file.read_bytes()) for file in (out / "stick" / "handrail").iterdir()]
    assert len({one.code for one in offers}) == 5
    assert len(staff(council).splitlines()) == 5


def test_a_stick_enrols_a_kiosk_and_no_second_one(council, at, tmp_path):
    settings, stick = tmp_path / "all.toml", tmp_path / "media" / "STICK"
    settings.write_text(SETTINGS)
    stick.mkdir(parents=True)
    more = ("--url", "https://kiosks.example", "--stick", str(stick), "--settings", str(settings))
    assert "Written to" in staff(council, "library-7", *more)
    at._ask = by_client(council)
    ((_file, given),) = at.found()
    assert given.name == "library-7"
    lost = at.me()
    by_client(council)(given, lost.digest, at.data)  # its answer never came
    assert at.by_offer(given).name == "library-7"
    assert council_link(at.data / "council.toml", {}).url == "https://kiosks.example"
    assert at.settings().location == "By the door"
    assert at.settings().bundle_sticks == str(tmp_path / "media"), "the kiosk's own settings go first"
    other = Enrolling(environ={"KIOSK_DATA": str(tmp_path / "other")}, ask=by_client(council))
    assert key_of(lambda: other.by_offer(given)) == "used"


def test_nothing_of_the_kiosks_key_is_anywhere_but_in_its_place(council, at, tmp_path, caplog):
    """P2: in no log, no file, no answer and no row of the council's."""
    caplog.set_level(logging.DEBUG)
    told = staff(council, "library-7", "--url", "http://127.0.0.1:1")
    at._ask = by_client(council)
    at.by_offer(offer.typed("http://127.0.0.1:1", code_in(told)))
    key = KIOSK_KEY.read(at.data, {})
    token = council_link(at.data / "council.toml", {}).token
    assert kiosk_with(council.parts.engine, token) is not None
    left = everything(tmp_path) + caplog.text.encode() + told.encode()
    assert left.count(key) == 1
    for secret in (key.hex().encode(), token.encode(), code_in(told).encode()):
        assert secret not in left


def test_without_any_network_two_numbers_are_compared(council, at, tmp_path):
    stick = tmp_path / "media" / "STICK"
    stick.mkdir(parents=True)
    asked = at.write_request()
    more = ["library-7", "--url", "https://kiosks.example", "--request", str(asked), "--stick", str(stick)]
    assert "Nothing was done" in staff(council, *more, inputs="n\n")
    assert "not the same" in staff(council, *more, "--fingerprint", "123 456 789 012")
    told = staff(council, *more, "--fingerprint", at.me().fingerprint)
    ((_file, found),) = at.found()
    assert isinstance(found, Answer)
    assert found.fingerprint in told
    at.by_answer(found)
    assert council_link(at.data / "council.toml", {}).name == "library-7"


def test_a_revoked_kiosk_is_enrolled_anew_with_another_credential(council, at):
    at._ask = by_client(council)
    told = staff(council, "library-7", "--url", "http://127.0.0.1:1")
    first = at.me()
    by_client(council)(offer.typed("http://127.0.0.1:1", code_in(told)), first.digest, at.data)
    assert cli.main(["revoke", "library-7", "--data", str(council.settings.data)]) == 0
    told = staff(council, "library-7", "--url", "http://127.0.0.1:1")
    at.by_offer(offer.typed("http://127.0.0.1:1", code_in(told)))
    assert at.me().digest != first.digest


def test_settings_that_no_kiosk_takes_are_refused_where_they_are_made_or_where_they_come(
    council, at, tmp_path
):
    at._ask = by_client(council)
    file, refused_here = tmp_path / "bad.toml", []
    for settings in ('call_command = ["sh"]', 'phon = "1"', "phone = 1", "phone =", 'keys = ["nowhere"]'):
        file.write_text(settings)
        told = staff(council, "library-7", "--url", "https://kiosks.example", "--settings", str(file))
        if "Code" in told:  # what only the kiosk can know
            typed = offer.typed("https://kiosks.example", code_in(told))
            assert key_of(lambda typed=typed: at.by_offer(typed)) == "settings"
        else:
            refused_here.append(settings)
    assert len(refused_here) == 4
    assert not at.enrolled()


def test_what_council_toml_says_of_enrolment_is_checked(council, tmp_path):
    file, pem = council.settings.policy, certify(tmp_path) / "cert.pem"
    for said, wrong in (
        ('url = "http://elsewhere.example"', "address is not right"),
        ("url = 1", "text in quotes"),
        ('ulr = "https://x"', "is none of"),
        (f'url = "https://x"\nauthority = "{tmp_path / "key.pem"}"', "certificate cannot be read"),
        ('url = "https://x"\nauthority = "nowhere.pem"', "cannot be read"),
    ):
        file.write_text(f"[enrolment]\n{said}\n")
        assert wrong in staff(council, "library-7")
    square = tmp_path / "square.svg"
    file.write_text(f'[enrolment]\nurl = "https://kiosks.example"\nauthority = "{pem}"\n')
    told = staff(council, "library-7", "--qr", str(square))
    assert offer.pin_of(pem.read_text()) in told
    assert "<svg" in square.read_text()
    assert "Taken back" in staff(council, "library-7", "--cancel")
    assert "No place is open" in staff(council)


def test_the_command_says_what_it_did_and_what_is_wrong(at, monkeypatch, tmp_path):
    monkeypatch.setenv("KIOSK_DATA", str(at.data))

    def run(*arguments, inputs=""):
        done = CliRunner().invoke(kiosk, ["enrol", *arguments], input=inputs)
        return done.output if done.exception is None else f"{done.output}{done.exception}"

    assert "one of" in run("--url", "https://kiosks.example", "--code", "1").lower()
    assert "was not reached" in run("--url", "http://127.0.0.1:1", "--code", CODE)
    assert "nothing of the council" in run("--stick")
    assert "no stick" in run("--request")
    assert "Give --url" in run()
    (at.data / "council.toml").write_text("[council]\n")
    assert "--again" in run("--stick")


def test_the_code_is_on_no_command_line_when_systemd_keeps_the_key():
    made = again(["--url", "https://kiosks.example", "--code", CODE, f"--code={CODE}", "--again"])
    assert CODE not in " ".join(made)
    assert made[-5:] == ["--url", "https://kiosks.example", "--again", "--code", "-"]
    assert "LoadCredentialEncrypted=handrail-kiosk-key" in made


def test_a_key_that_systemd_gives_is_the_one_that_is_used(tmp_path):
    (tmp_path / KIOSK_KEY.credential).write_bytes(bytes(32))
    environ = {"KIOSK_DATA": str(tmp_path / "data"), "CREDENTIALS_DIRECTORY": str(tmp_path)}
    me = Enrolling(environ=environ).me()
    assert me == Enrolling(environ=environ).me()
    assert [one.name for one in (tmp_path / "data").iterdir()] == ["enrolling.json"]


def test_a_clock_that_is_wrong_is_told():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    answer = Answer("", "", "", "", "", at=(now + timedelta(minutes=11)).isoformat())
    assert clock_off(answer, now)
    assert not clock_off(answer, now + timedelta(minutes=5))


class TestOverTls:
    """Who answers is believed by a certificate: the usual ones, the stick's, or the one that the square code names."""

    @staticmethod
    def enrol(folder, lies=b"", given=b"{}", **changes):
        pem = (folder / "cert.pem").read_bytes()

        def answer(request):
            if request.path.endswith("/authority"):
                return reply(200, lies or pem, Content_Type="text/plain")
            return reply(200, given, Content_Type="application/json")

        with TlsServer(answer, folder) as server:
            made = replace(Offer(server.url, CODE), **changes)
            return key_of(lambda: enrolment_link.ask(made, "0" * 64, folder))

    def test_only_who_proves_to_be_the_council_is_listened_to(self, tmp_path):
        folder = certify(tmp_path)
        pem = (folder / "cert.pem").read_text()
        assert self.enrol(folder) == "untrusted"
        assert self.enrol(folder, authority=pem) == "stranger", "it was listened to"
        assert self.enrol(folder, pin=offer.pin_of(pem)) == "stranger"
        assert self.enrol(folder, pin="AB" * 32) == "untrusted"
        assert self.enrol(folder, lies=b"x" * 100_000, pin=offer.pin_of(pem)) == "untrusted"

    def test_certificates_are_offered_to_who_compares_them(self, tmp_path):
        pem = (certify(tmp_path) / "cert.pem").read_bytes()
        with TlsServer(lambda _request: reply(200, pem, Content_Type="text/plain"), tmp_path) as server:
            found = enrolment_link.offered(Offer(server.url, CODE))
        assert found.number == Offer(server.url, CODE, authority=pem.decode()).number
        with TlsServer(lambda _request: reply(200, b"x", Content_Type="text/plain"), tmp_path) as server:
            assert key_of(lambda: enrolment_link.offered(Offer(server.url, CODE))) == "untrusted"

    def test_a_certificate_past_its_time_may_be_the_clocks_fault(self, tmp_path):
        folder = certify(tmp_path, begin=datetime.now(UTC) - 9 * DAY)
        assert self.enrol(folder, authority=(folder / "cert.pem").read_text()) == "clock"

    def test_an_answer_for_another_kiosk_is_no_answer(self, tmp_path):
        folder = certify(tmp_path)
        pem = (folder / "cert.pem").read_text()
        theirs = Answer("1" * 64, "x", "https://elsewhere.example", "", "").to_json()
        assert self.enrol(folder, given=theirs, authority=pem) == "stranger"
        assert {one.name for one in folder.iterdir()} == {"cert.pem", "key.pem"}, "nothing is left behind"
