"""What ``kiosk check`` asks of the network and the store: believed as the kiosk believes it, and nothing is written."""

import sqlite3
import ssl
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.checking.here import Certificate, Outbox
from kiosk.config import CouncilLink
from offline_cache import looking
from offline_cache.database import FILE
from tests.offline_cache.rig import Kiosk, make_submission
from tests.offline_cache.servers import RESET, FakeServer, reply
from tests.tls import DAY, TlsServer, certify


def link(url, **more):
    return CouncilLink(url, "k", "p", lambda: "t0ken", **more)


@pytest.mark.parametrize("status", [206, 304, 401, 404, 302])
def test_the_councils_answer_and_its_own_time_are_heard(status):
    date = "Sun, 22 Nov 2026 12:00:00 GMT"
    with FakeServer(lambda _: reply(status, Date=date)) as server:
        told = looking.ask(link(server.url), "t0ken")
    assert (told.status, told.date) == (status, datetime(2026, 11, 22, 12, tzinfo=UTC))
    (request,) = server.requests
    assert (request.method, request.path, request.body) == ("GET", "/v1/bundle", b"")
    fields = {name.lower(): value for name, value in request.headers.items()}
    assert (fields["authorization"], fields["range"]) == ("Bearer t0ken", "bytes=0-0")


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Nov 2026 12:00:00 GMT"])
def test_a_time_that_is_none_is_left_aside(date):
    with FakeServer(lambda _: reply(200, Date=date)) as server:
        assert looking.ask(link(server.url), "t0ken").date is None


def test_nobody_there_is_no_answer():
    with FakeServer(lambda _: RESET) as server:
        assert looking.ask(link(server.url), "t0ken") is None
    assert looking.ask(link(server.url), "t0ken") is None


def test_a_certificate_is_believed_by_the_pinned_file_alone(tmp_path):
    certify(tmp_path, lasts=40 * DAY)
    with TlsServer(lambda _: reply(200), tmp_path) as server:
        told = looking.certificate(link(server.url, authority=tmp_path / "cert.pem"))
        strange = looking.certificate(link(server.url))
    assert told.trouble == ""
    assert timedelta(days=38) < told.ends - datetime.now(UTC) < timedelta(days=40)
    assert strange == Certificate(trouble=strange.trouble)
    assert "self-signed" in strange.trouble


def test_a_certificate_that_has_ended_is_told(tmp_path):
    certify(tmp_path, begin=datetime.now(UTC) - 9 * DAY)
    with TlsServer(lambda _: reply(200), tmp_path) as server:
        told = looking.certificate(link(server.url, authority=tmp_path / "cert.pem"))
    assert "expired" in told.trouble


def test_a_line_that_is_not_encrypted_and_one_that_is_dead_are_told():
    with FakeServer(lambda _: reply(200)) as server:
        plain = looking.certificate(link(server.url.replace("http:", "https:")))
    assert plain.trouble or plain == Certificate()
    assert looking.certificate(link(server.url.replace("http:", "https:"))) == Certificate()


def test_the_proxy_is_asked_for_the_council_and_told_who_asks():
    with FakeServer(lambda _: reply(407)) as proxy:
        through = proxy.url.replace("http://", "http://user:p%40ss@")
        told = looking.certificate(link("https://api.ash.example", proxy=through))
    assert told == Certificate()
    (request,) = proxy.requests
    assert (request.method, request.path) == ("CONNECT", "api.ash.example:443")
    assert "Basic dXNlcjpwQHNz" in request.headers.values()


def test_an_outbox_is_read_beside_the_kiosk_and_nothing_is_changed(tmp_path):
    assert looking.look(tmp_path) == Outbox(there=False)
    kiosk = Kiosk(tmp_path)
    kiosk.open().put(make_submission()).result()
    before = (tmp_path / FILE).read_bytes()
    told = looking.look(tmp_path)
    assert (told.there, told.sound, told.waiting, told.held, told.trouble) == (True, True, 1, 0, "")
    assert told.oldest is not None
    assert (tmp_path / FILE).read_bytes() == before
    kiosk.database.close()


def test_a_broken_outbox_is_told(tmp_path):
    (tmp_path / FILE).write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    told = looking.look(tmp_path)
    assert told.there
    assert told.trouble


def test_one_too_large_to_look_through_is_not_called_broken(tmp_path, monkeypatch):
    made = sqlite3.connect(tmp_path / FILE)
    made.execute("CREATE TABLE t (x)")
    monkeypatch.setattr(looking, "_LOOK_THROUGH", -1.0)
    monkeypatch.setattr(looking, "_STEPS", 1)
    assert looking.is_sound_now(tmp_path / FILE) is None
    made.close()


def test_the_usual_authorities_are_those_of_the_kiosks_own_line():
    assert ssl.create_default_context(cafile=looking.USUAL).get_ca_certs()
