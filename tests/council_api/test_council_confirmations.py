"""Who asked to be told that their form is here is told, once; and what goes wrong is seen."""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

import pytest
from sqlalchemy import func, select, text, update
from starlette.testclient import TestClient

from council_api import kiosks
from council_api.app import create_app
from council_api.cli import main
from council_api.confirmations import run as running
from council_api.confirmations import turns
from council_api.confirmations.run import run
from council_api.confirmations.wording import languages
from council_api.database import current_key, open_database, open_keys
from council_api.parts import Parts
from council_api.policy import Retention
from council_api.retention import purge
from council_api.server import utc_now
from council_api.settings import settings_for
from council_api.storing import Accepted
from council_api.submissions import accept
from council_api.tables import confirmation, submission
from council_api.upkeep import Upkeep
from kiosk.confirmation import Confirmation
from kiosk.errors import CouncilError
from tests.council_api.conftest import BEGIN, ROOT, Council
from tests.council_api.mail_server import MailServer
from tests.offline_cache.servers import reply
from tests.tls import TlsServer, certify

ADA = Confirmation("email", "ada@example.com")
REFERENCE = "KTM7RF2WT"
MAIL = """
[confirmations.council]
en = "Merrow Council"
[confirmations.email]
sender = "smtp"
host = "127.0.0.1"
port = {port}
tls = "none"
address = "no-reply@merrow.example"
"""


BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database(request):
    """SQLite, unless a test asks for both."""
    postgresql = getattr(request, "param", "") == "postgresql"
    return request.getfixturevalue("fresh_postgresql") if postgresql else None


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture
def told(database, mail, tmp_path):
    """A council that sends emails, with a clock that stands until it is moved; its app is made when it is asked for."""
    settings = settings_for(tmp_path / "council", database)
    engine = open_database(settings)
    keys = open_keys(settings, engine, BEGIN)
    token = kiosks.enrol(engine, "library-1", BEGIN, lambda: "first-token")
    parts = Parts(engine, keys, "password", lambda: BEGIN, lambda: "event", metrics_token="for-monitors")
    made = Told(Council(settings, parts, token, current_key(engine, keys), None), mail, tmp_path)
    yield made
    engine.dispose()


class Told:
    def __init__(self, council, mail, folder):
        self.council, self.mail = council, mail
        self.policy = folder / "council.toml"
        self.policy.write_text(MAIL.format(port=mail.port))
        self.now = BEGIN + timedelta(hours=1)
        self.parts = replace(council.parts, policy=self.policy, clock=lambda: self.now)

    def send(self, confirm=ADA, kiosk=1, **changes):
        sent = self.council.submission(**{"reference": REFERENCE, "confirm": confirm} | changes)
        envelope = self.council.sealed(sent)
        parts = self.parts
        accepted = accept(
            parts.engine, parts.keys, kiosk, sent.id, envelope, now=BEGIN + timedelta(seconds=1)
        )
        assert isinstance(accepted, Accepted)
        return sent

    def command(self):
        """The arguments of the command that sends."""
        self.council.settings.policy.write_text(self.policy.read_text())
        return ["confirm", "--data", str(self.council.settings.data)]

    def since_now(self):
        """All was received just now by the clock of this machine, which the command goes by."""
        self.now = utc_now()
        with self.parts.engine.begin() as connection:
            connection.execute(update(submission).values(received_at=self.now.isoformat()))

    @cached_property
    def browser(self):
        """Where the staff and the monitors look."""
        self.council.client = TestClient(create_app(self.parts))
        return self.council

    def run(self, **later):
        self.now += timedelta(**later)
        return {outcome.value: count for outcome, count in run(self.parts).items() if count}

    def state(self, sent):
        found = turns.told(self.parts.engine, sent.id)
        return found and (found.state.value, found.reason)

    def rows(self):
        with self.parts.engine.connect() as connection:
            return connection.execute(select(confirmation)).all()


@BOTH
def test_who_asked_is_told_once_and_nobody_else(told):
    asked, quiet = told.send(), told.send(confirm=None)
    assert told.state(asked) == ("waiting", "")
    assert told.run() == {"sent": 1}
    assert told.run(minutes=1) == {}
    assert told.run(days=2) == {}
    (mail,) = told.mail.mails
    assert mail["To"] == ADA.to
    assert mail["Subject"] == "We have your form – Merrow Council"
    assert "Your reference: KTM 7RF 2WT" in mail.get_content()
    assert "Report a missed bin" in mail.get_content()
    assert told.state(asked) == ("sent", "")
    assert told.state(quiet) is None


def test_the_message_has_none_of_the_answers_and_no_word_of_the_kiosks(told):
    told.send(service="Win a prize at evil.example", form_id="bin", consent="Click evil.example")
    told.run()
    body = told.mail.mails[0].get_content()
    assert not [word for word in ("Ada", "Lovelace", "KT1", "evil") if word in body]


def test_a_reference_that_is_none_is_not_passed_on(told):
    sent = told.send(reference="evil.example")
    assert told.run() == {"refused": 1}
    assert told.state(sent) == ("failed", "damaged")
    assert told.mail.raw == []


def test_what_is_no_address_is_not_sent_to(told):
    for to in ("a@b.example,c@d.example", "ada@example.com\r\nBcc: all@x.example", "@", "a" * 300):
        sent = told.send(confirm=Confirmation("email", to))
        assert told.run() == {"refused": 1}
        assert told.state(sent) == ("failed", "address")
    assert told.mail.lines == []


def test_a_mail_server_that_is_down_is_asked_again_ever_more_seldom_and_then_given_up(told):
    first, second = told.send(), told.send()
    told.mail.says["MAIL"] = None
    assert told.run() == {"later": 1}, "the other is not tried on a server that is down"
    assert {told.state(first), told.state(second)} == {("waiting", "unreachable"), ("waiting", "")}
    assert told.run(seconds=59) == {"later": 1}
    assert told.run(seconds=1) == {"later": 1}
    gaps = [row.next_at for row in told.rows()]
    assert len(set(gaps)) == 2
    told.run(days=3)
    assert told.state(first) == told.state(second) == ("failed", "late")
    told.mail.says["MAIL"] = "250 back"
    assert told.run(hours=1) == {}
    assert told.mail.raw == []


def test_what_failed_for_a_while_is_sent_when_it_can_be(told):
    sent = told.send()
    told.mail.says["RCPT"] = "450 greylisted"
    assert told.run() == {"later": 1}
    assert told.state(sent) == ("waiting", "busy")
    told.mail.says["RCPT"] = "250 now"
    assert told.run(seconds=30) == {}
    assert told.run(seconds=30) == {"sent": 1}


def test_a_line_cut_after_the_mail_was_handed_over_is_not_sent_again_unless_somebody_says_so(told):
    sent = told.send()
    told.mail.says["."] = None
    assert told.run() == {"uncertain": 1}
    told.mail.says["."] = "250 kept"
    assert told.run(hours=7) == {}
    assert told.state(sent) == ("uncertain", "cut")
    assert not turns.again(told.parts.engine, "NOTTHERE2", told.now)
    assert turns.again(told.parts.engine, "ktm 7rf 2wt", told.now)
    assert told.run() == {"sent": 1}
    assert not turns.again(told.parts.engine, REFERENCE, told.now), "what was sent is not sent again"


def test_who_is_killed_between_sending_and_writing_down_sends_nothing_twice(told):
    """The program itself, killed by the mail server that has just taken the mail."""
    sent = told.send()
    told.since_now()
    started = threading.Event()
    told.mail.says["."] = lambda: started.wait(60) and process.kill()
    process = subprocess.Popen([sys.executable, "-m", "council_api", *told.command()], cwd=ROOT)
    started.set()
    assert process.wait(60) == -signal.SIGKILL
    assert told.state(sent) == ("sending", "")
    told.mail.says["."] = "250 kept"
    assert told.run(minutes=10) == {}
    assert told.run(minutes=10) == {}
    assert told.state(sent) == ("uncertain", "cut")
    assert len(told.mail.raw) == 1


@BOTH
def test_two_that_are_at_it_together_send_one_message(told):
    told.send()
    (turn,) = turns.due(told.parts.engine, ["email"], told.now)
    assert turns.claim(told.parts.engine, turn, told.now)
    assert not turns.claim(told.parts.engine, turn, told.now)
    later = told.now + timedelta(seconds=1)
    turns.settle(told.parts.engine, turn, running._TOO_MANY, told.now)
    (again,) = turns.due(told.parts.engine, ["email"], later + timedelta(hours=1))
    assert not again.new
    assert turns.claim(told.parts.engine, again, later + timedelta(hours=1))
    assert not turns.claim(told.parts.engine, again, later + timedelta(hours=1))


@BOTH
def test_only_so_many_a_minute_and_so_many_a_day_for_one_kiosk(told):
    told.policy.write_text(
        "confirmations.a_minute = 2\nconfirmations.a_day_each_kiosk = 3\n" + told.policy.read_text()
    )
    kiosks.enrol(told.parts.engine, "library-2", BEGIN, lambda: "second-token")
    for _ in range(4):
        told.send()
    assert told.run() == {"sent": 2}
    assert told.run(seconds=30) == {}
    assert told.run(seconds=31) == {"sent": 1, "later": 1}
    told.send(kiosk=2)
    assert told.run(minutes=2)["sent"] == 1, "another kiosk is not held up by one that has had its share"
    assert told.run(days=1) == {"sent": 1}
    told.send()
    assert told.run(days=-3) == {"sent": 1}, "what went while a clock was ahead is not counted"


def test_a_kiosk_that_has_had_its_share_takes_no_turn_of_another(told, monkeypatch):
    """A stolen credential could otherwise hold up everybody's messages for hours."""
    monkeypatch.setattr(turns, "AT_ONCE", 3)
    told.policy.write_text("confirmations.a_day_each_kiosk = 1\n" + told.policy.read_text())
    kiosks.enrol(told.parts.engine, "library-2", BEGIN, lambda: "second-token")
    for _ in range(9):
        told.send(confirm=Confirmation("email", "nowhere"))
    assert told.run() == {"refused": 1, "later": 2}
    told.send(kiosk=2)
    assert told.run(minutes=2) == {"sent": 1}


def test_text_messages_wait_where_only_emails_are_sent(told):
    sent = told.send(confirm=Confirmation("text", "+447700900123"))
    assert told.run() == {}
    assert told.state(sent) == ("waiting", "")
    told.run(days=4)
    assert told.state(sent) == ("failed", "late")


def test_each_language_says_it_in_its_own_words_and_one_that_is_not_here_in_english(told):
    for language in [*sorted(languages()), "xx"]:
        told.send(language=language)
    assert told.run() == {"sent": len(languages()) + 1}
    assert {mail["Content-Language"] for mail in told.mail.mails} == languages() == {"en", "cy", "pl", "ur"}
    assert len({mail["Subject"] for mail in told.mail.mails}) == len(languages())
    assert all("KTM 7RF 2WT" in mail.get_content() for mail in told.mail.mails)


def test_the_councils_own_words_come_first_and_wrong_ones_are_refused_at_the_start(told, tmp_path):
    own = tmp_path / running.WORDS
    own.mkdir()
    (own / "en.toml").write_text('email = ["Thank you. $reference"]\n')
    told.send()
    told.run()
    assert told.mail.mails[0].get_content().strip() == "Thank you. KTM 7RF 2WT"
    running.check(told.parts)
    (own / "en.toml").write_text('email = ["Dear $name"]\n')
    with pytest.raises(CouncilError, match="Dear"):
        running.check(told.parts)
    (own / "en.toml").write_text('subject = ["""We have\nit"""]\n')
    with pytest.raises(CouncilError, match="more than one line"):
        running.check(told.parts)


def test_words_that_were_spoilt_meanwhile_cost_nobody_their_message(told, tmp_path):
    sent = told.send()
    own = tmp_path / running.WORDS
    own.mkdir()
    (own / "pl.toml").write_text("email = [")
    with pytest.raises(CouncilError):
        told.run()
    assert told.rows() == []
    (own / "pl.toml").unlink()
    assert told.run() == {"sent": 1}
    assert told.state(sent) == ("sent", "")


def test_the_command_sends_tells_and_sends_again(told, capsys):
    given = told.command()
    told.send()
    told.since_now()
    told.mail.says["RCPT"] = "550 nobody"
    assert main(given) == 1
    assert "refused: 1" in capsys.readouterr().out
    told.mail.says["RCPT"] = "250 yes"
    assert main([*given, "--again", "AAA"]) == 1
    assert main([*given, "--again", REFERENCE]) == 0
    assert "sent: 1" in capsys.readouterr().out


@BOTH
def test_staff_and_monitors_see_what_did_not_go_and_no_address(told, caplog):
    told.mail.says["RCPT"] = "550 nobody"
    failed = told.send()
    told.run()
    listed = told.browser.get("/inbox").text
    assert (
        f'<a href="/inbox/{failed.id}">KTM 7RF 2WT</a>: Email: not sent. The address or the message' in listed
    )
    assert "Email: not sent." in told.browser.get(f"/inbox/{failed.id}").text
    metrics = told.browser.client.get("/metrics", headers={"Authorization": "Bearer for-monitors"}).text
    assert 'handrail_confirmations{state="failed"} 1.0' in metrics
    assert 'handrail_confirmations{state="sent"} 0.0' in metrics
    assert ADA.to not in listed + metrics + caplog.text
    assert told.browser.get("/inbox").text.count("not told") == 1
    told.mail.says["RCPT"] = "250 yes"
    turns.again(told.parts.engine, REFERENCE, told.now)
    told.run()
    assert "not told" not in told.browser.get("/inbox").text


@BOTH
def test_what_is_deleted_takes_its_message_with_it(told):
    sent = told.send()
    told.run()
    told.browser.get(f"/inbox/{sent.id}")
    purge(told.parts.engine, Retention({"missed-bin": 1}), told.now + timedelta(days=30))
    assert told.rows() == []
    assert told.run(days=40) == {}
    assert told.state(sent) is None


def test_no_address_is_in_the_database_but_inside_the_seal(told):
    told.send()
    told.run()
    with told.parts.engine.connect() as connection:
        for table in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'")
        ).scalars():
            assert ADA.to not in str(connection.execute(text(f"SELECT * FROM {table}")).all())
        assert connection.execute(select(func.count()).select_from(confirmation)).scalar_one() == 1


def test_the_chore_of_a_worker_tells_people_and_a_file_that_was_spoilt_meanwhile_is_told_in_the_log(
    told, caplog
):
    chores = Upkeep(told.parts, told.browser.client.app.state.limits)
    told.send()
    chores.confirm()
    assert len(told.mail.raw) == 1
    told.send()
    told.policy.write_text("[confirmations]\na_minute = 'many'\n")
    chores.confirm()
    assert "No message is sent." in caplog.text
    assert "a_minute" in caplog.text
    assert len(told.mail.raw) == 1


def test_a_text_message_goes_by_another_sender_in_the_persons_language(told, tmp_path):
    certify(tmp_path)
    number = Confirmation("text", "+447700900123")
    with TlsServer(lambda _request: reply(202), tmp_path) as gateway:
        more = f'[confirmations.text]\nsender = "webhook"\nurl = "{gateway.url}"\nauthority = "{tmp_path / "cert.pem"}"'
        told.policy.write_text(f"{told.policy.read_text()}{more}\n")
        told.send()
        told.send(confirm=number, language="ur", service="library-membership")
        assert told.run() == {"sent": 2}
    (posted,) = (json.loads(request.body) for request in gateway.requests)
    assert (posted["to"], posted["language"], posted["subject"]) == (number.to, "ur", "")
    assert "KTM 7RF 2WT" in posted["text"]
    assert "لائبریری میں شامل ہوں" in posted["text"]
    assert len(told.mail.raw) == 1
