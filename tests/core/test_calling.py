"""Calling a person: nothing is said that is not so, and nothing waits for anybody (S1)."""

import json
import sys

import pytest

from kiosk.bell import Bell
from kiosk.calling import FAREWELL, GRACE, PATIENCE, POLL, Calling, Kind, State
from tests.desk import COMING, DONE, SEEN, UNSEEN, AtOnce, FakeBell, FakeDesk

AGAIN = 180.0


class Kiosk:
    def __init__(self, desk=None, bell=None):
        self.now = 0.0
        self.desk, self.bell = desk, bell
        self.thread = AtOnce()
        ids = iter(range(100))
        self.calling = Calling(
            desk,
            bell,
            lambda: self.now,
            lambda: f"call-{next(ids)}",
            (self.thread, AtOnce()),
            again_after=AGAIN,
            place="By the lifts",
        )

    def call(self, kind=Kind.HELP):
        self.calling.begin(kind, "blue-badge", "asking")
        return self

    def seconds(self, number):
        """Time passes, second by second; gives the states that were come through."""
        states = []
        for _ in range(int(number)):
            self.now += 1
            if self.calling.second():
                states.append(self.calling.state)
        return states


def test_at_the_desk_a_call_is_seen_and_answered():
    desk = FakeDesk(UNSEEN)
    kiosk = Kiosk(desk).call()
    assert kiosk.seconds(GRACE + 1) == []
    assert kiosk.calling.state is State.TELLING
    desk.answer = SEEN
    assert kiosk.seconds(2 * POLL) == [State.TOLD]
    desk.answer = COMING
    assert kiosk.seconds(2 * POLL) == [State.COMING]
    desk.answer = DONE
    assert kiosk.seconds(2 * POLL) == [State.NONE]
    assert kiosk.calling.call is None
    call = desk.said[0]
    assert (call.place, call.service, call.stage, call.kind) == (
        "By the lifts",
        "blue-badge",
        "asking",
        Kind.HELP,
    )


def test_it_is_asked_every_few_seconds_and_not_more():
    desk = FakeDesk(UNSEEN)
    Kiosk(desk).call().seconds(GRACE + 4 * POLL)
    assert len(desk.said) == 5


def test_a_slip_of_the_finger_is_called_off_and_nobody_hears_of_it():
    desk, bell = FakeDesk(SEEN), FakeBell()
    kiosk = Kiosk(desk, bell).call()
    kiosk.seconds(GRACE - 1)
    kiosk.calling.end("called-off")
    kiosk.seconds(60)
    assert (desk.said, bell.rung) == ([], [])


def test_a_bell_that_rang_has_told_them():
    kiosk = Kiosk(bell=FakeBell()).call()
    assert kiosk.seconds(GRACE + 1) == [State.TOLD]


def test_nothing_is_said_to_have_been_told_that_was_not():
    """The desk has it, and nobody looks at the page."""
    kiosk = Kiosk(FakeDesk(UNSEEN)).call()
    assert kiosk.seconds(PATIENCE + 1) == [State.UNREACHED]
    kiosk.desk.answer = SEEN
    assert kiosk.seconds(POLL) == [State.TOLD]


@pytest.mark.parametrize("bell", [None, FakeBell(works=False)])
def test_when_neither_bell_nor_network_reached_anybody_it_says_so_at_once(bell):
    kiosk = Kiosk(FakeDesk(None), bell).call()
    assert kiosk.seconds(GRACE + 2) == [State.UNREACHED]


def test_a_bell_that_failed_is_tried_again():
    bell = FakeBell(works=False)
    kiosk = Kiosk(bell=bell).call()
    kiosk.seconds(GRACE + PATIENCE - 1)
    assert kiosk.calling.state is State.UNREACHED
    bell.works = True
    assert kiosk.seconds(2) == [State.TOLD]
    assert bell.rung == [False, False]
    kiosk.seconds(60)
    assert len(bell.rung) == 2


def test_a_bell_tells_them_when_the_network_is_down():
    kiosk = Kiosk(FakeDesk(None), FakeBell()).call()
    assert kiosk.seconds(GRACE + 2) == [State.TOLD]


def test_it_calls_again_once_and_then_says_that_nobody_answers():
    desk, bell = FakeDesk(SEEN), FakeBell()
    kiosk = Kiosk(desk, bell).call()
    assert kiosk.seconds(AGAIN) == [State.TOLD, State.AGAIN]
    assert bell.rung == [False, True]
    assert kiosk.calling.waiting
    assert kiosk.seconds(AGAIN) == [State.UNANSWERED]
    assert not kiosk.calling.waiting
    urgent = [call.urgent for call in desk.said]
    assert urgent == sorted(urgent)
    assert (urgent[0], urgent[-1]) == (False, True)
    desk.answer = COMING
    assert kiosk.seconds(POLL + 1) == [State.COMING]
    assert bell.rung == [False, True]


def test_who_is_on_the_way_is_not_called_again():
    bell = FakeBell()
    kiosk = Kiosk(FakeDesk(COMING), bell).call()
    kiosk.seconds(3 * AGAIN)
    assert kiosk.calling.state is State.COMING
    assert bell.rung == [False]


@pytest.mark.parametrize("how", ["called-off", "over"])
def test_the_desk_hears_that_it_is_over(how):
    desk = FakeDesk(SEEN)
    kiosk = Kiosk(desk).call()
    kiosk.seconds(10)
    kiosk.calling.end(how)
    said = len(desk.said)
    kiosk.seconds(60)
    assert [call.ended for call in desk.said[said:]] == [how]
    assert kiosk.calling.state is State.NONE


def test_a_desk_that_is_away_hears_later_that_it_is_over_but_not_for_ever():
    desk = FakeDesk(SEEN)
    kiosk = Kiosk(desk).call()
    kiosk.seconds(10)
    desk.answer = None
    kiosk.calling.end("over")
    kiosk.seconds(60)
    desk.answer = SEEN
    kiosk.seconds(2 * POLL)
    said = len(desk.said)
    assert desk.said[-1].ended == "over"
    kiosk.seconds(60)
    assert len(desk.said) == said
    kiosk.call()
    kiosk.seconds(10)
    desk.answer = None
    kiosk.calling.end("over")
    kiosk.seconds(FAREWELL + 10)
    said = len(desk.said)
    kiosk.seconds(60)
    assert len(desk.said) == said


def test_an_answer_to_the_call_before_is_not_this_ones():
    desk = FakeDesk(COMING)
    kiosk = Kiosk(desk).call()
    kiosk.thread.held = []
    kiosk.seconds(GRACE)
    kiosk.calling.end("over")
    kiosk.call()
    kiosk.thread.let_go()
    desk.answer = UNSEEN
    assert kiosk.seconds(GRACE + POLL + 2) == []
    assert kiosk.calling.state is State.TELLING


def test_a_network_that_hangs_holds_nothing_up():
    kiosk = Kiosk(FakeDesk(SEEN), FakeBell()).call()
    kiosk.thread.held = []
    assert kiosk.seconds(2 * AGAIN) == [State.TOLD, State.AGAIN, State.UNANSWERED]
    assert len(kiosk.thread.held) == 1


def test_one_call_at_a_time_and_help_is_never_silent():
    kiosk = Kiosk(FakeDesk(SEEN)).call(Kind.ALONE)
    first = kiosk.calling.call
    assert kiosk.calling.silent
    kiosk.call(Kind.ALONE)
    assert kiosk.calling.silent
    kiosk.call()
    assert not kiosk.calling.silent
    assert kiosk.calling.call is first


def test_who_called_for_help_can_still_ask_to_be_alone():
    """P6: the desk is told at once, and what shows at the kiosk stays as it was."""
    kiosk = Kiosk(desk := FakeDesk(SEEN)).call()
    kiosk.seconds(GRACE + POLL)
    kiosk.call(Kind.ALONE)
    assert not kiosk.calling.silent
    kiosk.seconds(1)
    assert [call.kind for call in desk.said[-2:]] == [Kind.HELP, Kind.ALONE]
    assert len({call.id for call in desk.said}) == 1


def test_waiting_for_somebody_is_never_for_long():
    kiosk = Kiosk(FakeDesk(COMING))
    assert not kiosk.calling.waiting
    kiosk.call().seconds(GRACE + POLL)
    assert kiosk.calling.waiting
    kiosk.seconds(AGAIN)
    assert not kiosk.calling.waiting


NOTE = "import json, os, sys; open(sys.argv[1], 'w').write(json.dumps([sys.argv[2:], sorted(os.environ)]))"


def test_a_command_is_run_as_it_is_written_with_nothing_of_anybody(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_SECRET", "x")
    file = tmp_path / "said"
    words = [sys.executable, "-c", NOTE, str(file)]
    bell = Bell([*words, "first; $HOME"], [*words, "second"])
    assert bell.ring(again=False)
    given, environ = json.loads(file.read_text())
    assert given == ["first; $HOME"]
    assert "KIOSK_SECRET" not in environ
    assert bell.ring(again=True)
    assert json.loads(file.read_text())[0] == ["second"]


@pytest.mark.parametrize("command", [["no-such-command-here"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_a_command_that_fails_says_so(command):
    assert not Bell(command).ring(again=False)
    assert not Bell(command).ring(again=True)
