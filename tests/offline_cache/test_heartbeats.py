"""A kiosk tells how it is each five minutes, right after a start and when something changes; nothing of anybody."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from kiosk.heartbeat import MOST_BYTES, Heartbeat, HeartbeatError, kept, read, stored, written
from offline_cache.delivery.exchange import Line
from offline_cache.heartbeat_line import Heard, HeartbeatLine
from offline_cache.heartbeats import APPOINTED, EVERY, FIRST, LOOK, Heartbeats
from tests.offline_cache.servers import RESET, FakeServer, problem, reply

AT = datetime(2026, 11, 22, 9, 30, 17, tzinfo=UTC)
BEAT = Heartbeat(
    program="0.3.0",
    image="1.2.0",
    bundle="12",
    debian="13",
    place="Llyfrgell Merrow, by the door",
    on_for=30,
    queued=3,
    uncertain=1,
    held=1,
    oldest=2,
    accepted=4,
    disk=5000,
    devices={"printer": "paper", "voice": "works"},
    problems=("swap",),
    ends={"certificate": date(2027, 1, 1)},
    failed=("image 1.3.0",),
    started=True,
)


def changed(**fields):
    return json.dumps(json.loads(written(BEAT, AT)) | fields).encode()


def test_what_is_written_is_what_is_read_and_kept():
    assert read(written(BEAT, AT)) == (BEAT, AT)
    assert stored(kept(BEAT)) == BEAT
    assert len(written(BEAT, AT)) < MOST_BYTES / 2


def test_what_is_not_known_is_left_out_and_no_field_is_about_a_person():
    newer = changed(
        visitor="Ada", devices={"printer": "works", "robot": "works", "voice": "sings"}, problems=["new"]
    )
    found, _ = read(newer)
    assert found == replace(BEAT, devices={"printer": "works"}, problems=())
    assert {field.name for field in fields(Heartbeat)}.isdisjoint(
        {"service", "visit", "reference", "language"}
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 3000,
        b"{" + b" " * MOST_BYTES + b"}",
        changed(format=2),
        changed(at="yesterday"),
        changed(at=-1),
        changed(at=10**12),
        changed(format=True),
        changed(program=""),
        changed(program=3),
        changed(image="1.2 <script>"),
        changed(place="two\nlines"),
        changed(place="x" * 81),
        changed(held=-1),
        changed(held=True),
        changed(held=1.5),
        changed(oldest="2"),
        changed(state="happy"),
        changed(devices=["printer"]),
        changed(problems="swap"),
        changed(ends={"certificate": "soon"}),
        changed(failed=["visit 7"]),
        changed(failed=["image 1"] * 9),
        changed(started=1),
    ],
    ids=str,
)
def test_what_is_none_is_refused_and_not_repeated(data):
    with pytest.raises(HeartbeatError) as refused:
        read(data)
    assert "script" not in str(refused.value)


class Rig:
    """Heartbeats with a clock that is turned by hand; the randomness is always the middle."""

    def __init__(self, *heard):
        self.now, self.beat, self.sent, self.heard = 0.0, replace(BEAT, started=False), [], list(heard)
        self.there = True
        self.of = Heartbeats(
            lambda: self.beat, self.hearer, lambda: self.now, lambda low, high: (low + high) / 2
        )

    def hearer(self):
        return self if self.there else None

    def send(self, beat):
        self.sent.append((self.now, beat))
        return self.heard.pop(0) if self.heard else Heard(taken=True)

    def run(self, until):
        while self.now < until:
            self.now += self.of.round()

    def times(self):
        return [at for at, _ in self.sent]


def test_right_after_a_start_then_each_five_minutes():
    rig = Rig()
    rig.run(4 * EVERY)
    assert rig.times()[0] == FIRST / 2
    assert [later - at for at, later in pairwise(rig.times())] == [EVERY] * 3
    assert [beat.started for _, beat in rig.sent] == [True, False, False, False]


def test_what_changes_is_told_within_a_minute_but_not_what_always_does():
    rig = Rig()
    rig.run(30)
    rig.beat = replace(rig.beat, queued=9, disk=1, on_for=31)
    rig.run(200)
    assert len(rig.sent) == 1
    rig.beat = replace(rig.beat, state="read-only")
    rig.run(200 + LOOK)
    assert [beat.state for _, beat in rig.sent] == ["works", "read-only"]
    rig.run(200 + 2 * LOOK)
    assert len(rig.sent) == 2


def test_nobody_there_is_normal_and_the_newest_alone_is_told_then():
    rig = Rig(Heard(taken=False), Heard(taken=False))
    rig.run(EVERY)
    rig.beat = replace(rig.beat, held=5)
    rig.run(3 * EVERY)
    assert [(beat.held, beat.started) for _, beat in rig.sent] == [(1, True), (5, True), (5, True)]


def test_a_council_that_is_busy_is_left_alone_for_as_long_as_it_asks():
    rig = Rig(Heard(taken=False, after=1000.0))
    rig.run(900)
    rig.beat = replace(rig.beat, state="read-only")
    rig.run(2000)
    assert rig.times()[:2] == [FIRST / 2, FIRST / 2 + 1000 + APPOINTED / 2]


def test_a_kiosk_of_no_council_tells_nobody_until_it_has_one():
    rig = Rig()
    rig.there = False
    rig.run(EVERY)
    assert rig.sent == []
    rig.there = True
    rig.run(3 * EVERY)
    assert rig.sent[0][1].started


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (reply(204), Heard(taken=True)),
        (reply(200, b"<html>Log in to the Wi-Fi"), Heard(taken=False)),
        (problem(503, "busy", **{"Retry-After": "7"}), Heard(taken=False, after=7.0)),
        (problem(401, "credential-refused"), Heard(taken=False)),
        (RESET, Heard(taken=False)),
    ],
    ids=["taken", "portal", "busy", "revoked", "cut off"],
)
def test_only_the_councils_own_word_counts(answer, heard):
    with FakeServer(lambda _request: answer) as server:
        line = HeartbeatLine(server.url, "token", Line(), lambda: AT)
        assert line.send(BEAT) == heard
        (asked,) = server.requests
    assert (asked.path, asked.headers["authorization"]) == ("/v1/heartbeat", "Bearer token")
    assert read(asked.body) == (BEAT, AT)
