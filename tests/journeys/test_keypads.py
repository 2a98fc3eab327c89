"""Each keypad by itself completes a whole service: no other key, no chord, nothing timed (M7, M8)."""

import pytest

from kiosk.config import Config
from kiosk.keys import Command
from kiosk.stage import CheckAnswers, Goodbye, Sent
from tests.journeys.keyboard import Citizen
from tests.journeys.keypad import Pad
from tests.journeys.test_keyboard_alone import told

FIVE = {Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT, Command.SELECT, Command.NEXT}


@pytest.fixture
def with_pad(kiosk, tmp_path):
    """A kiosk that reads one keypad, and somebody who has nothing else."""

    def make(name, *, code=False, **wishes):
        here = kiosk(config=Config(tmp_path, keys=(name,), windowed=True), **wishes)
        return here, Pad(here.window, name, code=code)

    return make


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("keyboard", False),
        ("ez-access", False),
        ("ez-access", True),
        ("votingworks", False),
        ("numpad", False),
    ],
)
def test_a_whole_service_with_the_keys_of_one_keypad(with_pad, name, code):
    """M7, M8: letters are typed on the screen, where the keypad has none (M11)."""
    here, pad = with_pad(name, code=code)
    found = here.walk("missed-bin")
    citizen = Citizen(here, pad, found.answers)
    citizen.come("missed-bin")
    citizen.answer_all()
    assert isinstance(here.visit.stage, CheckAnswers)
    citizen.send()
    assert isinstance(here.visit.stage, Sent)
    assert told(here.outbox.taken[-1].instance) == told(found.instance)
    while not isinstance(here.visit.stage, Goodbye):
        pad.go_on()
    assert pad.used <= FIVE
