"""A kiosk's shelf of bundles."""

import pytest

from tests.bundles.bundle_rig import Kiosk


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path / "bundles")
