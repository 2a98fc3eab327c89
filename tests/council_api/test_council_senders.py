"""What takes a message away: mail servers, programs and web services, well and unwell, over real sockets."""

import base64
import json
import sys
from pathlib import Path

import pytest

from council_api.confirmations.senders import SENDERS
from council_api.confirmations.senders.sender import Message, Outcome
from kiosk.errors import CouncilError
from tests.council_api.mail_server import MailServer
from tests.offline_cache.servers import RESET, reply
from tests.tls import TlsServer, certify

MESSAGE = Message(
    "5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab",
    "email",
    "ada@example.com",
    "Mae eich ffurflen wedi ein cyrraedd – Cyngor",
    "Llinell â ŵ ac ي.\n.dot first\nYour reference: KTM 7RF 2WT\n",
    "cy",
)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return certify(tmp_path_factory.mktemp("tls"))


def secret(folder, text="pa55 word"):
    (folder / "secret").write_text(f"{text}\n")
    (folder / "secret").chmod(0o600)


def smtp(folder, at, **more):
    section = (
        {"host": "127.0.0.1", "address": "no-reply@council.example", "tls": "none"} | {"port": at} | more
    )
    return SENDERS["smtp"](section, folder)


class TestSmtp:
    def test_a_mail_has_the_words_in_any_script_and_the_same_name_each_time(self, tmp_path):
        with MailServer() as server:
            sender = smtp(tmp_path, server.port, name="Cyngor Môn")
            assert sender.send(MESSAGE).outcome is Outcome.SENT
            assert sender.send(MESSAGE).outcome is Outcome.SENT
            first, second = server.mails
        assert first["To"] == "ada@example.com"
        assert first["From"] == "Cyngor Môn <no-reply@council.example>"
        assert first["Subject"] == MESSAGE.subject
        assert first["Content-Language"] == "cy"
        assert first["Auto-Submitted"] == "auto-generated"
        assert first.get_content().replace("\r\n", "\n") == MESSAGE.text
        assert first["Message-ID"] == second["Message-ID"] == f"<{MESSAGE.id}@council.example>"
        assert all(byte < 128 for byte in server.raw[0]), "any mail server takes it"

    def test_it_goes_over_tls_with_a_password_from_a_private_file(self, tmp_path, certificates):
        secret(tmp_path)
        more = {"tls": "starttls", "user": "kiosks", "password_file": "secret"}
        with MailServer(certificates) as server:
            sender = smtp(tmp_path, server.port, authority=str(certificates / "cert.pem"), **more)
            assert sender.send(MESSAGE).outcome is Outcome.SENT
            assert base64.b64decode(server.logins[0]) == b"\0kiosks\0pa55 word"
            server.says["AUTH"] = "535 5.7.8 no"
            assert sender.send(MESSAGE).reason == "credential"
            assert "pa55" not in repr(sender)
            assert "ada" not in repr(MESSAGE)

    def test_nothing_is_said_to_a_server_that_cannot_prove_itself(self, tmp_path, certificates):
        with MailServer(certificates) as server:
            assert smtp(tmp_path, server.port, tls="starttls").send(MESSAGE).reason == "credential"
        with MailServer() as plain:  # as when somebody on the way takes STARTTLS out of what it offers
            assert smtp(tmp_path, plain.port, tls="starttls").send(MESSAGE).reason == "credential"
        assert not any("ada" in line for line in [*server.lines, *plain.lines])

    @pytest.mark.parametrize(
        ("verb", "says", "outcome"),
        [
            ("RCPT", "550 5.1.1 nobody", Outcome.REFUSED),
            ("RCPT", "450 4.2.1 greylisted", Outcome.LATER),
            ("MAIL", "451 later", Outcome.LATER),
            ("RCPT", None, Outcome.LATER),
            ("DATA", None, Outcome.LATER),
            (".", "554 5.7.1 spam", Outcome.REFUSED),
            (".", "452 full", Outcome.LATER),
            (".", None, Outcome.UNCERTAIN),
        ],
    )
    def test_what_it_says_tells_whether_to_come_again(self, tmp_path, verb, says, outcome):
        with MailServer() as server:
            server.says[verb] = says
            assert smtp(tmp_path, server.port).send(MESSAGE).outcome is outcome
            assert server.raw == []

    def test_nobody_there_is_for_later(self, tmp_path):
        with MailServer() as server:
            pass
        assert smtp(tmp_path, server.port).send(MESSAGE).reason == "unreachable"

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"tls": "none", "host": "mail.example"}, "on this machine"),
            ({"tls": "ssl3"}, "tls is one of"),
            ({"address": "a@b.example>\r\nX: y"}, "not an email address"),
            ({"name": "A\r\nBcc: all@example.com"}, "a character"),
            ({"user": "x"}, "belong together"),
            ({"user": "x", "password_file": "open"}, "Others can read"),
            ({"user": "x", "password_file": "missing"}, "cannot be read"),
            ({"authority": "missing"}, "no file of certificates"),
            ({"user": "x", "password_file": "pound"}, "cannot be sent"),
            ({"user": "ŵ", "password_file": "secret"}, "cannot be sent"),
            ({"host": "mail..example", "tls": "tls"}, "not those of a mail server"),
            ({"port": 99_999}, "not those of a mail server"),
            ({"port": "25"}, "port cannot be"),
            ({"hots": "x"}, "hots is none of"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_in_a_sentence(self, tmp_path, more, said):
        (tmp_path / "open").write_text("x")
        (tmp_path / "open").chmod(0o644)
        secret(tmp_path, "£5 note")
        (tmp_path / "secret").rename(tmp_path / "pound")
        secret(tmp_path)
        with pytest.raises(CouncilError, match=said):
            smtp(tmp_path, 25, **more)


class TestCommand:
    def made(self, script, **more):
        return SENDERS["command"]({"run": [sys.executable, "-Sc", script], **more}, Path())

    def test_it_is_given_the_message_and_nothing_in_its_arguments(self, tmp_path):
        script = f"import sys; open({str(tmp_path / 'got')!r}, 'w').write(sys.stdin.read() + str(sys.argv))"
        assert self.made(script).send(MESSAGE).outcome is Outcome.SENT
        got, _, argv = (tmp_path / "got").read_text().rpartition("}")
        assert json.loads(got + "}") == vars(MESSAGE)
        assert argv == "['-c']"

    @pytest.mark.parametrize(
        ("script", "outcome"),
        [
            ("raise SystemExit(75)", Outcome.LATER),
            ("raise SystemExit(3)", Outcome.REFUSED),
            ("import os; os.kill(os.getpid(), 9)", Outcome.UNCERTAIN),
        ],
    )
    def test_its_exit_code_tells(self, script, outcome):
        assert self.made(script).send(MESSAGE).outcome is outcome

    def test_one_that_is_not_there_is_for_later(self):
        assert SENDERS["command"]({"run": ["/nowhere/send"]}, Path()).send(MESSAGE).reason == "unreachable"

    @pytest.mark.parametrize(
        "section", [{"run": []}, {"run": ["send"]}, {"run": [1]}, {"run": ["/a"], "seconds": 0}]
    )
    def test_what_cannot_be_meant_is_refused(self, section):
        with pytest.raises(CouncilError):
            SENDERS["command"](section, Path())


class TestWebhook:
    def made(self, server, folder, certificates):
        secret(folder, "Bearer 1234")
        section = {"url": f"{server.url}/v1/texts?from=kiosk", "credential_file": "secret"}
        return SENDERS["webhook"]({**section, "authority": str(certificates / "cert.pem")}, folder)

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (202, Outcome.SENT),
            (429, Outcome.LATER),
            (503, Outcome.LATER),
            (401, Outcome.LATER),
            (400, Outcome.REFUSED),
            (301, Outcome.REFUSED),
            (500, Outcome.UNCERTAIN),
            (504, Outcome.UNCERTAIN),
        ],
    )
    def test_the_status_tells(self, tmp_path, certificates, status, outcome):
        with TlsServer(lambda _request: reply(status), certificates) as server:
            assert self.made(server, tmp_path, certificates).send(MESSAGE).outcome is outcome
            (asked,) = server.requests
        assert json.loads(asked.body) == vars(MESSAGE)
        assert asked.headers["authorization"] == "Bearer 1234"
        assert asked.headers["idempotency-key"] == MESSAGE.id
        assert asked.path == "/v1/texts?from=kiosk"

    def test_a_line_that_breaks_before_the_answer_is_uncertain(self, tmp_path, certificates):
        with TlsServer(lambda _request: RESET, certificates) as server:
            assert self.made(server, tmp_path, certificates).send(MESSAGE).outcome is Outcome.UNCERTAIN

    def test_a_server_that_cannot_prove_itself_is_told_nothing(self, tmp_path, certificates):
        with TlsServer(lambda _request: reply(200), certificates) as server:
            sender = SENDERS["webhook"]({"url": server.url}, tmp_path)
            assert sender.send(MESSAGE).reason == "credential"
            assert server.requests == []

    @pytest.mark.parametrize(
        "url",
        [
            "http://texts.example",
            "https://me:pw@texts.example",
            "https://",
            "https://texts..example",
            "https://texts.example:99999",
            "https://[texts.example",
            "https://texts.example/ein neges",
            "https://texts.example/sêr",
        ],
    )
    def test_only_https_without_a_password_in_it_that_can_be_asked(self, url):
        with pytest.raises(CouncilError):
            SENDERS["webhook"]({"url": url}, Path())


def test_every_line_of_the_table_is_tried_here():
    tried = {name.removeprefix("Test").lower() for name in globals() if name.startswith("Test")}
    assert set(SENDERS) == tried
