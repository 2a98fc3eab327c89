"""The idle warning, by a clock that the test moves (T1, T2)."""

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
