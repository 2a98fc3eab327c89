"""The kiosk rig as fixtures."""

import pytest

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
