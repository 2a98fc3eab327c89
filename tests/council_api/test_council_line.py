"""A council that has too much to do at once loses nothing, and brings nobody back at a bad moment."""

import asyncio

import pytest

from council_api.line import LONGEST_WAIT, MOST_AT_ONCE, MOST_NEW, MOST_WAITING, Line, Place, queue_of
from council_api.waiting import Waiting
from offline_cache.delivery.council import queue_field


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def busy(rate, held=1):
    """A line whose worker serves so many a second, each with ``held`` submissions, and does nothing else."""
    clock = Clock()
    line = Line(clock)
    for _ in range(MOST_AT_ONCE):
        assert line.come(0, 0) is Place.SERVED
    for _ in range(300):
        clock.now += 1 / rate
        line.leave(held)
        assert line.come(0, 0) is Place.SERVED
    return line, clock


def fill(line, sent=0):
    while (place := line.come(sent, 0)) is Place.WAITING:
        pass
    return place


def test_who_begins_finds_no_longer_line_than_a_second_of_work():
    line, _ = busy(rate=170)
    fill(line)
    assert line.waiting == pytest.approx(170 * LONGEST_WAIT, abs=2)
    line, _ = busy(rate=50_000)
    fill(line)
    assert line.waiting == MOST_NEW


def test_who_has_begun_is_let_in_where_who_begins_is_not():
    line, _ = busy(rate=1000)
    fill(line)
    assert line.come(sent=3, behind=16) is Place.WAITING
    fill(line, sent=3)
    assert line.waiting == MOST_WAITING


def test_appointments_are_one_after_another_as_fast_as_the_worker_is():
    line, _ = busy(rate=100)
    first = fill(line)
    waits = [line.come(0, behind=19) for _ in range(100)]
    assert waits == sorted(waits)
    assert first == 2
    assert waits[-1] - waits[0] == pytest.approx(100 * 20 / 100, rel=0.15)


def test_where_many_come_in_a_request_appointments_go_by_submissions():
    line, _ = busy(rate=100, held=10)
    fill(line)
    waits = [line.come(0, behind=19) for _ in range(100)]
    assert waits[-1] - waits[0] == pytest.approx(100 * 20 / 1000, abs=1)


def test_who_is_alone_again_counts_no_more():
    """A lull forgets what was measured, and what is measured then is not added to it."""
    line, clock = busy(rate=100, held=30)
    while line.serving:
        line.leave()
    for _ in range(MOST_AT_ONCE):
        line.come(0, 0)
    for _ in range(300):
        clock.now += 0.01
        line.leave()
        line.come(0, 0)
    assert line._each == 1


def test_appointments_that_are_past_bind_nobody():
    line, clock = busy(rate=100)
    fill(line)
    for _ in range(100):
        line.come(0, behind=19)
    clock.now += 3600
    assert line.come(0, 0) <= 3


def test_no_kiosk_can_book_the_council_for_ever():
    line, _ = busy(rate=1000)
    fill(line)
    line.come(0, behind=999_999)
    assert line.come(0, 0) <= 5


@pytest.mark.parametrize(
    "field", [b"", b"sent=1", b"sent=-1, waiting=2", b"sent=1, waiting=x", b"\xff" * 9000]
)
def test_a_queue_that_is_none_says_nothing(field):
    assert queue_of(field) == (0, 0)


def test_what_the_kiosk_says_is_what_the_council_reads():
    assert queue_of(queue_field(3, 17).encode()) == (3, 17)


class App:
    """Serves when told to; knows how many it serves at once."""

    def __init__(self):
        self.now = self.most = self.served = 0
        self.go = asyncio.Event()

    async def __call__(self, scope, receive, send):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.go.wait()
            self.served += 1
        finally:
            self.now -= 1


def request(path="/v1/submissions/x"):
    return {"type": "http", "method": "PUT", "path": path, "headers": []}


async def settle():
    """Whatever can go on without us has gone on."""
    loop = asyncio.get_running_loop()
    for _ in range(5):
        turn = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


def ask(waiting, answers, path="/v1/submissions/x"):
    async def send(message):
        if message["type"] == "http.response.start":
            answers.append((message["status"], dict(message["headers"])))

    return asyncio.ensure_future(waiting(request(path), None, send))


def test_no_more_are_served_at_once_and_all_in_line_have_their_turn():
    async def run():
        app = App()
        waiting, answers = Waiting(app, Line(Clock())), []
        tasks = [ask(waiting, answers) for _ in range(MOST_AT_ONCE + 50)]
        await settle()
        assert (app.now, answers) == (MOST_AT_ONCE, [])
        app.go.set()
        await asyncio.gather(*tasks)
        assert (app.most, app.served) == (MOST_AT_ONCE, MOST_AT_ONCE + 50)

    asyncio.run(run())


def test_who_finds_the_line_full_is_given_a_time_and_a_monitor_is_served_all_the_same():
    async def run():
        app = App()
        waiting, answers = Waiting(app, Line(Clock())), []
        tasks = [ask(waiting, answers) for _ in range(MOST_AT_ONCE + 101)]
        await settle()
        ((status, headers),) = answers
        assert (status, headers[b"retry-after"]) == (503, b"2")
        monitor = ask(waiting, answers, "/healthz")
        await settle()
        assert app.now == MOST_AT_ONCE + 1
        app.go.set()
        await asyncio.gather(*tasks, monitor)

    asyncio.run(run())


def test_who_is_gone_before_its_turn_keeps_nobody_waiting():
    async def run():
        app = App()
        waiting, answers = Waiting(app, Line(Clock())), []
        tasks = [ask(waiting, answers) for _ in range(MOST_AT_ONCE + 3)]
        await settle()
        for gone in (tasks[-2], tasks[0], tasks[-3]):  # the last two in one moment
            gone.cancel()
            if gone is not tasks[0]:
                await settle()
        assert app.now == app.most == MOST_AT_ONCE
        app.go.set()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert sum(isinstance(one, asyncio.CancelledError) for one in done) == 3
        assert app.served == MOST_AT_ONCE

    asyncio.run(run())
