"""A kiosk with our six services, as a fixture."""

import pytest

from tests.journeys.kiosk import Kiosk


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
