"""IT are told by webhook when something begins, once a day while it goes on, and when it is over; of nobody."""

import hashlib
import hmac
import json
import logging
import random
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import func, select

from council_api import rollout
from council_api.alerts import messages
from council_api.alerts.run import run
from council_api.alerts.settings import CODES, USUAL, Alerts, read
from council_api.cli import main
from council_api.fleet.heartbeats import Told, keep
from council_api.fleet.settings import Fleet
from council_api.limits import Limits
from council_api.policy import Allowance
from council_api.tables import alert, alert_message
from council_api.upkeep import Upkeep
from kiosk.errors import CouncilError
from tests.council_api.conftest import BEGIN
from tests.council_api.test_council_heartbeats import WELL_BEAT, replace

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HELD = replace(WELL_BEAT, held=2)
URL, OTHER = "https://chat.example.org/hook?key=1", "https://pager.example.org/"


@pytest.fixture
def database(request):
    """SQLite, but for what asks the database for more than rows."""
    postgresql = getattr(request, "param", "") == "postgresql"
    return request.getfixturevalue("fresh_postgresql") if postgresql else None


class Council:
    """A council with [alerts], a kiosk, a clock that is turned by hand, and webhooks that take what they are told."""

    def __init__(self, council, toml):
        self.engine, self.policy = council.parts.engine, council.settings.policy
        self.policy.write_text(toml)
        self.now, self.told, self.refusing = BEGIN, [], set()

    def says(self, beat, after=HOUR):
        self.now += after
        keep(self.engine, Fleet(), [Told(1, beat, 0, self.now)])
        return self.look()

    def look(self, after=MINUTE):
        """What each webhook was told in this run: kind, code and name."""
        self.now += after
        self.told = []
        run(self.engine, self.policy, self.now, self.post)
        return [(one["kind"], one["code"], one["name"]) for _, body in self.told for one in body["alerts"]]

    def post(self, url, body):
        self.told.append((url, json.loads(body)))
        return url not in self.refusing


@pytest.fixture
def made(stored):
    return lambda *urls, more="": Council(stored, f"[alerts]\nurl = {json.dumps(urls)}\n{more}")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_once_when_it_begins_once_a_day_and_once_when_it_is_over(made):
    council = made(URL)
    assert council.says(WELL_BEAT) == []
    assert council.says(HELD) == [("begun", "held", "library-1")]
    assert council.says(replace(HELD, held=3)) == []
    assert council.look() == []
    assert council.says(HELD, timedelta(hours=23)) == [("still", "held", "library-1")]
    assert council.says(WELL_BEAT) == [("over", "held", "library-1")]
    assert council.look() == []
    assert council.says(HELD) == [("begun", "held", "library-1")]


def test_what_is_said_is_for_people_and_for_programs_and_of_nobody(made):
    council = made(URL, more='site = "https://kiosks.example.org/"')
    council.says(HELD)
    ((_, body),) = council.told
    assert body["text"].splitlines()[0] == "Handrail: 1 new, 0 go on, 0 over."
    assert "• library-1: Submissions that nobody takes: 2. Open its staff console" in body["text"]
    assert body["text"].endswith("https://kiosks.example.org/fleet/kiosks/1")
    assert body["alerts"][0].keys() == {"kind", "code", "name", "words", "since", "page"}


def test_a_silence_and_a_rollout_that_stopped_are_told(made):
    council = made(URL)
    council.says(WELL_BEAT)
    with council.engine.begin() as connection:
        one = rollout.start(connection, "image", "1.3.0", now=BEGIN)
        other = rollout.start(connection, "bundle", "13", now=BEGIN)
        rollout.stop(connection, one, "back")
        rollout.stop(connection, other, "staff")
    assert council.look() == [("begun", "rollout", "The roll-out of image 1.3.0")]
    assert council.look(25 * HOUR)[0] == ("begun", "silent", "library-1")
    assert council.says(WELL_BEAT, 2 * MINUTE) == [("over", "silent", "library-1")]


def test_one_that_does_not_take_it_is_told_again_and_holds_up_no_other(made):
    council = made(URL, OTHER)
    council.refusing = {URL}
    council.says(HELD)
    assert [url for url, _ in council.told] == [URL, OTHER]
    council.look()
    assert council.told == [], "it waits longer each time"
    council.look(5 * MINUTE)
    assert [url for url, _ in council.told] == [URL]
    council.refusing = set()
    council.look(30 * MINUTE)
    council.look(30 * MINUTE)
    assert [url for url, _ in council.told] == []
    with council.engine.connect() as connection:
        unsent = select(func.count()).select_from(alert_message).where(alert_message.c.sent_at.is_(None))
        assert connection.scalar(unsent) == 0


def test_in_quiet_hours_it_waits_and_what_is_over_by_then_is_never_told(made):
    """BEGIN is half past nine in winter, when London's time is ours."""
    council = made(URL, more='quiet = "09:00-17:00"')
    assert council.says(HELD) == []
    assert council.says(WELL_BEAT) == []
    assert council.says(replace(WELL_BEAT, state="read-only")) == []
    assert council.look(6 * HOUR) == [("begun", "read-only", "library-1")]
    with council.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(alert)) == 2


@pytest.mark.parametrize(
    ("quiet", "now", "told"),
    [
        ("20:00-07:00", "2026-07-01T18:30", "2026-07-01T18:30"),
        ("20:00-07:00", "2026-07-01T19:30", "2026-07-02T06:00"),
        ("20:00-07:00", "2026-07-02T05:59", "2026-07-02T06:00"),
        ("20:00-07:00", "2026-07-02T06:00", "2026-07-02T06:00"),
        ("12:00-13:00", "2026-11-21T12:30", "2026-11-21T13:00"),
        ("12:00-13:00", "2026-11-21T13:30", "2026-11-21T13:30"),
    ],
)
def test_quiet_hours_are_those_of_the_place(quiet, now, told, tmp_path):
    moments = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (now, told)]
    assert read(tmp_path, {"quiet": quiet}).told_at(moments[0]) == moments[1]


def test_a_whole_fleet_that_falls_silent_is_one_message(made):
    said = [messages.Said("begun", "silent", f"library-{number}", "It…", "", "") for number in range(5000)]
    body = json.loads(messages.body(said, BEGIN))
    assert (len(body["alerts"]), body["more"]) == (messages.MOST, 5000 - messages.MOST)
    assert body["text"].endswith("And 4,980 more.")
    council = made(URL)
    council.says(replace(HELD, disk=1))
    assert len(council.told) == 1


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ({"url": "http://chat.example.org/"}, "begins with https://"),
        ({"url": ["https://"]}, "begins with https://"),
        ({"url": "https://user:pass@chat.example.org/"}, "begins with https://"),
        ({"url": 7}, "list of words"),
        ({"what": ["fire"]}, "fire"),
        ({"quiet": "8-9"}, "two times"),
        ({"quiet": "20:00-07:00", "zone": "Merrow"}, "time zone"),
        ({"site": 7}, "in quotes"),
        ({"colour": "red"}, "colour is none of"),
    ],
)
def test_what_cannot_be_meant_is_said(section, words, tmp_path):
    with pytest.raises(CouncilError, match=words):
        read(tmp_path, section)


def test_what_is_told_of_is_what_the_council_says(tmp_path):
    assert read(tmp_path, {}) == Alerts()
    assert read(tmp_path, {"url": "http://127.0.0.1:8/", "what": "held"}).what == ("held",)
    assert set(USUAL) < set(CODES)
    assert {"quiet", "no-pin"}.isdisjoint(USUAL)


class Webhook(BaseHTTPRequestHandler):
    """Keeps what it is told; says that a redirect leads on."""

    def do_POST(self):
        self.server.told.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def webhook():
    server = HTTPServer(("127.0.0.1", 0), Webhook)
    server.told, server.status = [], 204
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_command_sends_a_signed_test_over_a_real_connection(stored, webhook, capsys, caplog):
    folder, url = stored.settings.data, f"http://127.0.0.1:{webhook.server_port}/hook"
    stored.settings.policy.write_text(f'[alerts]\nurl = "{url}"\n')
    assert main(["alerts", "--test", "--data", str(folder)]) == 0
    assert capsys.readouterr().out == "Webhook 1: took the test.\n"
    ((headers, body),) = webhook.told
    moment, _, made = headers[messages.SIGNATURE].partition(",v1=")
    secret = (folder / messages.FILE).read_text().strip()
    signed = hmac.new(secret.encode(), moment[2:].encode() + b"." + body, hashlib.sha256)
    assert made == signed.hexdigest()
    assert "this is a test" in json.loads(body)["text"]
    webhook.status = 302
    assert main(["alerts", "--test", "--data", str(folder)]) == 1
    assert len(webhook.told) == 2, "no redirect is followed"
    webhook.status = 204
    keep(stored.parts.engine, Fleet(), [Told(1, HELD, 0, BEGIN)])
    object.__setattr__(stored.parts, "policy", stored.settings.policy)
    with caplog.at_level(logging.DEBUG):
        Upkeep(stored.parts, Limits(Allowance(), time.monotonic, random.uniform)).alert()
    assert b"Submissions that nobody takes" in webhook.told[-1][1]
    assert (folder / messages.FILE).stat().st_mode & 0o77 == 0


def test_who_is_not_there_is_told_later_and_no_webhook_is_a_sentence(stored, capsys):
    stored.settings.policy.write_text('[alerts]\nurl = "http://127.0.0.1:9/"\n')
    assert main(["alerts", "--test", "--data", str(stored.settings.data)]) == 1
    assert capsys.readouterr().out == "Webhook 1: did not take it.\n"
    stored.settings.policy.write_text("")
    assert main(["alerts", "--test", "--data", str(stored.settings.data)]) == 1
    assert "has no url in [alerts]" in capsys.readouterr().err


def test_rollouts_by_command(stored, capsys):
    data = ["--data", str(stored.settings.data)]
    assert main(["rollout", "start", "image", "1.3.0", "--first", "library-1", "--hours", "24", *data]) == 0
    assert main(["rollout", "start", "image", "1.3.0", *data]) == 1
    assert main(["rollout", "start", "image", "1.4.0", "--stages", "5,x", *data]) == 1
    capsys.readouterr()
    for act, said in (("go-on", "running, 5 %"), ("pause", "paused, 5 %"), ("stop", "stopped, 5 %")):
        assert main(["rollout", act, "image", "1.3.0", *data]) == 0
        assert capsys.readouterr().out == f"image 1.3.0: {said}.\n"
    assert main(["rollout", "resume", "image", "1.3.0", *data]) == 0
    assert main(["rollout", "list", *data]) == 0
    assert "image\t1.3.0\trunning\t5 %\t0 of " in capsys.readouterr().out
    assert main(["rollout", "stop", "bundle", "9", *data]) == 1
