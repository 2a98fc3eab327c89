"""The idle warning, by a clock that the test moves (T1, T2)."""

import pytest

from kiosk import config
from kiosk.display import Display
from kiosk.errors import ConfigError
from kiosk.idle import Idle, IdleState


class Clock:
    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


def test_it_warns_after_the_silence_and_then_ends():
    clock = Clock()
    idle = Idle(clock, warn_after=180, lasts=60)
    clock.seconds += 179.9
    assert idle.state() == IdleState()
    clock.seconds += 0.1
    assert idle.state() == IdleState(warning=60)
    clock.seconds += 50
    assert idle.state() == IdleState(warning=10)
    clock.seconds += 10
    assert idle.state() == IdleState(over=True)


def test_any_sign_of_life_starts_afresh_as_often_as_one_likes():
    clock = Clock()
    idle = Idle(clock, warn_after=180, lasts=60)
    for _ in range(20):
        clock.seconds += 239
        assert idle.state().warning == 1
        idle.activity()
        assert idle.state() == IdleState()


def test_who_works_slowly_has_twice_the_time_before_the_warning_which_lasts_as_long():
    """T1, T2."""
    clock = Clock()
    idle = Idle(clock, warn_after=180, lasts=60)
    clock.seconds += 359
    assert idle.state(slowly=True) == IdleState()
    clock.seconds += 1
    assert idle.state(slowly=True) == IdleState(warning=60)
    clock.seconds += 60
    assert idle.state(slowly=True) == IdleState(over=True)


@pytest.mark.parametrize(
    ("display", "slowly"),
    [
        (Display(read_aloud=False), False),
        (Display(read_aloud=True), True),
        (Display(read_aloud=False, switches=1), True),
        (Display(read_aloud=False, switches=2), True),
    ],
)
def test_slowly_is_by_ear_or_with_switches(display, slowly):
    """T1."""
    assert display.slowly is slowly


@pytest.mark.parametrize(("key", "bad"), [("idle_warning", (119, 901)), ("idle_end", (59,))])
def test_a_kiosk_cannot_be_set_to_hurry_people(tmp_path, key, bad):
    """T1: 2 to 15 minutes; T2: 60 seconds or more."""
    for value in bad:
        file = tmp_path / "kiosk.toml"
        file.write_text(f"{key} = {value}\n")
        with pytest.raises(ConfigError, match=key):
            config.load({}, file)
