"""What a kiosk says of itself is kept: the last word, and a row for what changed; nothing of anybody gets in."""

import json
import logging
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from council_api import kiosks
from council_api.fleet import heartbeats
from council_api.fleet.conditions import BROKEN, NOTE, SOON, TODAY, WELL, of
from council_api.fleet.heartbeats import Told, keep
from council_api.fleet.settings import Fleet
from council_api.tables import beat, beat_change
from kiosk.heartbeat import MOST_BYTES, Heartbeat, written
from tests.council_api.conftest import BEGIN

WELL_BEAT = Heartbeat(program="0.3.0", image="1.2.0", bundle="12", place="Merrow Library", disk=9000)


@pytest.fixture
def database(request):
    """SQLite, but for what asks the database for more than rows."""
    postgresql = getattr(request, "param", "") == "postgresql"
    return request.getfixturevalue("fresh_postgresql") if postgresql else None


BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


def post(council, beat, at=BEGIN, token=None, **more):
    body = written(beat, at) if isinstance(beat, Heartbeat) else beat
    headers = {"Authorization": f"Bearer {token or council.token}", "Content-Type": "application/json"} | more
    return council.client.post("/v1/heartbeat", content=body, headers=headers)


def last(council, seq=1):
    with council.parts.engine.connect() as connection:
        return heartbeats.last(connection, seq)


def changes(council, seq=1):
    with council.parts.engine.connect() as connection:
        return [(one.what, one.before, one.after) for one in heartbeats.history(connection, seq)]


def keep_at(council, minutes, beat, seq=1):
    told = Told(seq, beat, 0, BEGIN + timedelta(minutes=minutes))
    assert keep(council.parts.engine, Fleet(), [told]) == [None]


@BOTH
def test_the_last_word_is_kept_and_what_changed(council):
    assert post(council, replace(WELL_BEAT, started=True)).status_code == 204
    assert changes(council) == [("started", "", "")]
    assert post(council, replace(WELL_BEAT, image="1.3.0", held=2)).status_code == 204
    found = last(council)
    assert found.beat == replace(WELL_BEAT, image="1.3.0", held=2)
    assert [one.sentence for one in found.wrong] == ["Submissions that nobody takes: 2."]
    assert found.since["bundle"] < found.since["image"]
    assert changes(council)[:2] == [("held", "", "begun"), ("image", "1.2.0", "1.3.0")]
    post(council, replace(WELL_BEAT, image="1.3.0", held=1))
    assert len(changes(council)) == 3, "what goes on is no change"
    post(council, replace(WELL_BEAT, image="1.3.0"))
    assert changes(council)[0] == ("held", "begun", "")


def test_a_clock_that_is_wrong_is_seen(council):
    """The clock of these tests goes a minute for each look at it."""
    post(council, WELL_BEAT, BEGIN + timedelta(hours=2))
    found = last(council)
    assert [one.code for one in found.wrong] == ["clock"]
    assert "min wrong" in found.wrong[0].sentence


def test_a_silence_is_a_row_when_it_is_over(stored):
    keep_at(stored, 0, WELL_BEAT)
    keep_at(stored, 10, WELL_BEAT)
    assert changes(stored) == []
    keep_at(stored, 60, WELL_BEAT)
    ((what, since, until),) = changes(stored)
    assert (what, since[11:16], until[11:16]) == ("silence", "09:40", "10:30")


@BOTH
def test_many_come_in_one_transaction_and_the_last_of_each_counts(stored):
    engine = stored.parts.engine
    for number in range(2, 6):
        kiosks.enrol(engine, f"library-{number}", BEGIN, lambda number=number: f"token-{number}")
    kiosks.revoke(engine, "library-3", BEGIN)
    later = BEGIN + timedelta(seconds=5)
    told = [Told(seq, replace(WELL_BEAT, queued=seq), 0, later) for seq in (5, 4, 3, 2)]
    told += [Told(5, WELL_BEAT, 0, BEGIN)]
    refusals = keep(engine, Fleet(), told)
    assert [refusal is not None for refusal in refusals] == [False, False, True, False, False]
    assert last(stored, 5).beat.queued == 5
    assert last(stored, 3) is None


def test_who_may_not_say_anything_changes_nothing(council, problem):
    assert problem(post(council, WELL_BEAT, token="other")) == "credential-refused"
    post(council, WELL_BEAT)
    kiosks.revoke(council.parts.engine, "library-1", BEGIN)
    assert problem(post(council, replace(WELL_BEAT, held=9))) == "credential-refused"
    assert last(council).beat.held == 0
    assert problem(post(council, WELL_BEAT)) == "credential-refused"


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ((b"{}", {}), (422, "not-a-heartbeat")),
        ((b"{" + b" " * MOST_BYTES + b"}", {}), (413, "heartbeat-too-large")),
        ((b"{}", {"Content-Type": "text/plain"}), (415, "media-type")),
        ((written(WELL_BEAT, BEGIN).replace(b"works", b"Ada Lovelace"), {}), (422, "not-a-heartbeat")),
    ],
    ids=["empty", "large", "text", "a name"],
)
def test_what_is_none_is_refused_and_kept_nowhere(council, problem, caplog, sent, refused):
    with caplog.at_level(logging.DEBUG):
        answer = post(council, sent[0], **sent[1])
    assert (answer.status_code, problem(answer)) == refused
    assert last(council) is None
    assert "Ada" not in answer.text + caplog.text


def test_what_is_not_known_here_is_not_kept(council):
    body = json.loads(written(WELL_BEAT, BEGIN)) | {"visitor": "Ada Lovelace", "problems": ["hears Ada"]}
    assert post(council, json.dumps(body).encode()).status_code == 204
    with council.parts.engine.connect() as connection:
        (kept,) = connection.execute(select(beat.c.body)).scalars()
    assert "Ada" not in kept


@BOTH
def test_history_goes_after_its_time_and_with_its_kiosk(stored):
    keep_at(stored, 0, WELL_BEAT)
    keep_at(stored, 1, replace(WELL_BEAT, bundle="13"))
    keep_at(stored, 2 * 24 * 60, replace(WELL_BEAT, bundle="14"))
    with stored.parts.engine.begin() as connection:
        assert heartbeats.purge(connection, 1, BEGIN + timedelta(days=2)) == 1
    assert [row[2] for row in changes(stored) if row[0] == "bundle"] == ["14"]
    kiosks.revoke(stored.parts.engine, "library-1", BEGIN)
    with stored.parts.engine.begin() as connection:
        heartbeats.purge(connection, 1, BEGIN + timedelta(days=2))
        assert connection.scalar(select(func.count()).select_from(beat_change)) == 0
        assert connection.scalar(select(func.count()).select_from(beat)) == 0
        assert connection.scalar(text("SELECT count(*) FROM kiosk")) == 1


@pytest.mark.parametrize(
    ("fields", "code", "level", "words"),
    [
        ({}, "", WELL, ""),
        ({"state": "read-only"}, "read-only", BROKEN, "Its disk cannot be written to."),
        ({"state": "out-of-order"}, "out-of-order", BROKEN, "It can take no forms."),
        ({"problems": ("no-key",)}, "no-key", BROKEN, "It has no key to seal to, so it takes no forms."),
        ({"oldest": 24}, "oldest", TODAY, "Something has waited in its outbox for 24 hours."),
        ({"failed": ("image 1.3.0",)}, "failed", TODAY, "It went back from image 1.3.0."),
        ({"devices": {"voice": "missing"}}, "voice", TODAY, "Its voice does not speak."),
        ({"disk": 499}, "disk", TODAY, "Its disk has 499 MB free."),
        ({"devices": {"printer": "paper"}}, "printer", SOON, "Its printer: there is no paper."),
        ({"devices": {"keys": "failed"}}, "device", SOON, "Did not pass today’s test: keys."),
        ({"ends": {"bundle": date(2026, 12, 1)}}, "ends", SOON, "Its bundle ends on 1 December 2026."),
        ({"ends": {"certificate": date(2026, 11, 1)}}, "ended", BROKEN, "A certificate has ended."),
        ({"problems": ("no-pin",)}, "no-pin", NOTE, "It has no staff PIN."),
    ],
)
def test_what_is_wrong_is_one_plain_sentence_with_what_to_do(fields, code, level, words):
    found = of(replace(WELL_BEAT, **fields), Fleet(), 0, BEGIN.date())
    assert [(one.code, one.kind.level, one.sentence) for one in found] == (
        [(code, level, words)] if code else []
    )
    assert all(one.kind.do.endswith(".") for one in found)
