"""Kiosks of the audit, closed after each test."""

import pytest

from tests.audit.audit_rig import new_kiosk
from tests.ui.kiosk_rig import shelves


@pytest.fixture(scope="session")
def services(tmp_path_factory):
    return shelves(tmp_path_factory.mktemp("audited"))


@pytest.fixture
def kiosk(qapp, services):
    """Makes kiosks: ``kiosk(language="cy", text_size="large")``."""
    made = []

    def make(**wishes):
        made.append(new_kiosk(services, **wishes))
        return made[-1]

    yield make
    for each in made:
        each.close()
