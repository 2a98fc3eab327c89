"""How services went waits in files of its own, and comes to the council once, whatever happens on the way."""

import json
from dataclasses import replace
from itertools import count

import pytest

from kiosk.analytics import wire
from kiosk.analytics.journey import Journey, PageView
from offline_cache.delivery.exchange import Line
from offline_cache.disk import ROOM_TO_START
from offline_cache.journey_box import MOST, JourneyBox
from offline_cache.journey_line import JourneyLine
from offline_cache.journeys import EVERY, SOON, Journeys
from tests.offline_cache.servers import RESET, FakeServer, problem, reply

ONE = Journey(
    "bins",
    "2",
    "0123456789ab",
    "",
    "en",
    "2026-11-21",
    10,
    ("touch",),
    "alone",
    (PageView("p", 3, "on"),),
    "left",
)


def uuid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.fixture
def box(tmp_path):
    """Opened as often as wished: each time as after a new start."""
    numbers = count()
    return lambda room=1 << 40: JourneyBox(
        tmp_path / "journeys",
        new_id=lambda: uuid(next(numbers)),
        shuffle=lambda journeys: journeys.reverse(),
        free=lambda _folder: room,
    )


class Council:
    """Answers as it is told, and counts a batch once."""

    def __init__(self, *verdicts):
        self.verdicts = list(verdicts)
        self.asked = []
        self.counted = {}

    def send(self, batch):
        self.asked.append(batch.id)
        verdict = self.verdicts.pop(0) if self.verdicts else "taken"
        if verdict in {"taken", "lost"}:
            self.counted[batch.id] = batch.journeys
        return "later" if verdict == "lost" else verdict


def sender(box, council, online=lambda: True):
    return Journeys(box, lambda: council, online, lambda: 0.0)


def test_what_could_not_be_sent_waits_through_a_restart_and_counts_once(box):
    """The reply is lost, the program is stopped, the power tears a line: the same batch goes under the same id."""
    before, council = box(), Council("lost")
    journeys = sender(before, council)
    for hour in (9, 10, 11):
        journeys.write(replace(ONE, hour=hour))
    assert journeys.round() == EVERY
    journeys.write(replace(ONE, hour=12))
    (torn,) = before._folder.glob("open.jsonl")
    with torn.open("ab") as file:
        file.write(b'{"service":"bi')
    after = sender(box(), council)
    after.write(replace(ONE, hour=13))
    assert [after.round(), after.round()] == [EVERY, EVERY]
    assert council.asked == [uuid(0), uuid(0), uuid(1)]
    assert [each.hour for each in council.counted[uuid(0)]] == [
        11,
        10,
        9,
    ]  # in another order than they happened
    assert [each.hour for each in council.counted[uuid(1)]] == [13, 12]
    assert list(before._folder.iterdir()) == []


def test_nothing_is_asked_of_a_network_that_is_not_there(box):
    council = Council()
    journeys = sender(box(), council, online=lambda: False)
    journeys.write(ONE)
    assert (journeys.round(), council.asked) == (SOON, [])
    nobody = Journeys(box(), lambda: None, lambda: True, lambda: 0.0)
    assert nobody.round() == EVERY
    assert sender(box(), council).round() == EVERY
    assert len(council.counted) == 1


def test_the_oldest_give_way_and_a_short_disk_is_left_to_submissions(box):
    box(ROOM_TO_START - 1).put(ONE)
    full = box()
    assert full.first() is None
    for number in range(MOST + 250):
        full.put(replace(ONE, version=str(number)))
    files = sorted(full._folder.iterdir())
    assert sum(file.read_bytes().count(b"bins") for file in files) == MOST + 50
    place, oldest = full.first()
    assert oldest.journeys[-1].version == "200"
    assert place.stat().st_mode & 0o077 == 0


def test_a_refused_batch_is_let_go_and_a_spoilt_file_too_so_that_neither_blocks_the_rest(box):
    journeys = sender(box(), council := Council("refused"))
    journeys.write(ONE)
    journeys.round()
    journeys.write(replace(ONE, service="badge"))
    journeys._box._seal()
    (file,) = journeys._box._folder.iterdir()
    file.write_bytes(b"\xff\x00 spoilt\n[]\n")
    for _ in range(wire.MOST_JOURNEYS + 1):
        journeys.write(replace(ONE, service="passes"))
    assert [journeys.round(), journeys.round()] == [EVERY, EVERY]
    assert [(len(batch), batch[0].service) for batch in council.counted.values()] == [
        (100, "passes"),
        (1, "passes"),
    ]


def test_a_disk_that_fails_costs_no_more_than_what_it_was_to_keep(box, tmp_path):
    (tmp_path / "journeys").write_text("a file where the folder is to be")
    journeys = sender(box(), Council())
    journeys.write(ONE)


def test_the_thread_writes_down_what_it_was_given_before_it_ends(box):
    journeys = sender(box(), Council())
    journeys.start()
    for _ in range(3):
        journeys.keep(ONE)
    journeys.stop(60.0)
    assert box().first()[1].journeys == (ONE,) * 3


def answered(answer):
    with FakeServer(lambda _request: answer) as server:
        line = JourneyLine(server.url, "secret-token", Line(read_timeout=5.0))
        verdict = line.send(wire.Batch(uuid(1), (ONE,)))
        return verdict, server.requests


def as_json(found, status):
    return reply(status, json.dumps(found).encode(), Content_Type="application/json")


TAKEN = {"batch": uuid(1), "taken": 1}
ANSWERS = {
    "new": (as_json(TAKEN, 201), "taken"),
    "again": (as_json(TAKEN, 200), "taken"),
    "another batch": (as_json({"batch": uuid(2), "taken": 1}, 200), "later"),
    "a portal": (reply(200, b"<h1>Welcome to our free network</h1>", Content_Type="text/html"), "later"),
    "elsewhere": (reply(307, b"", Location="http://elsewhere.example/"), "later"),
    "broken": (problem(500, "broken"), "later"),
    "revoked": (problem(401, "credential-refused"), "later"),
    "an older council": (problem(404, "not-found"), "later"),
    "too much": (problem(429, "too-much"), "later"),
    "cut off": (RESET, "later"),
    "refused": (problem(422, "not-journeys"), "refused"),
    "refused by a stranger": (reply(422, b"no", Content_Type="text/html"), "later"),
}


@pytest.mark.parametrize(("answer", "verdict"), ANSWERS.values(), ids=ANSWERS)
def test_only_the_councils_own_word_counts(answer, verdict):
    said, requests = answered(answer)
    assert said == verdict
    (request,) = requests
    assert (request.method, request.path) == ("POST", "/v1/events")
    assert wire.read_batch(request.body) == wire.Batch(uuid(1), (ONE,))
    assert request.headers["authorization"] == "Bearer secret-token"
