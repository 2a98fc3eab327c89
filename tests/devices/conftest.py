"""A scanner, as a fixture."""

import pytest

from tests.devices.sane import sane


@pytest.fixture
def scanner(tmp_path):
    """What makes a scanner of the test's own."""
    return sane(tmp_path)
