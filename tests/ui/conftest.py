"""The kiosk rig as fixtures."""

import pytest

from tests.ui.hand import Hand
from tests.ui.kiosk_rig import Rig, shelves


@pytest.fixture(scope="session")
def services(tmp_path_factory):
    return shelves(tmp_path_factory.mktemp("services"))


@pytest.fixture
def rig(qtbot, services):
    """Makes kiosks: ``rig(shape=…, display=…, language=…)``."""
    made = []

    def make(**wishes):
        made.append(Rig(services, **wishes))
        qtbot.addWidget(made[-1].window)
        return made[-1]

    return make


@pytest.fixture
def at_rest(rig):
    """Makes a kiosk at the first question, some time after the page came, and a hand."""

    def make(*, mouse=False, number=1, **wishes):
        kiosk = rig(**wishes)
        kiosk.to_question(number)
        kiosk.seconds += 10
        return kiosk, Hand(kiosk, mouse=mouse)

    return make


@pytest.fixture
def voiceless(at_rest):
    """As at_rest; and all that the voice would hear of touch."""

    def make(**wishes):
        kiosk, hand = at_rest(**wishes)
        told = []
        kiosk.touch.meant.connect(lambda: told.append("meant"))
        kiosk.touch.missed.connect(lambda tapped: told.append("tap" if tapped else "miss"))
        kiosk.touch.heard.connect(told.append)
        return kiosk, hand, told

    return make
