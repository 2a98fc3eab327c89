"""Kiosks with our services, as fixtures."""

import pytest

from tests.journeys.keyboard import Citizen, Keyboard
from tests.journeys.kiosk import Kiosk
from tests.journeys.slow import Slow


@pytest.fixture
def kiosk(qtbot):
    """Makes kiosks: ``kiosk(language="cy", voice=True)``."""
    made = []

    def make(**wishes):
        made.append(Kiosk(**wishes))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def slow(kiosk):
    """A kiosk at the first question of a missed bin, a choice of several, which is being read; its keyboard."""
    made = Slow(kiosk())
    made.keyboard = Keyboard(made.here.window)
    Citizen(made.here, made.keyboard, {}).come("missed-bin")
    made.tell("ready", "started")
    return made
