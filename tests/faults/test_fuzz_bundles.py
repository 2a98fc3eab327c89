"""Fuzz: a signed bundle with any bytes changed, cut, put in or taken from another is refused, and changes nothing."""

import pytest

from kiosk.errors import BundleError
from tests.bundles.bundle_rig import STRANGER, Kiosk, small
from tests.faults.amount import amount, dice
from tests.faults.wire import spoil

EACH = amount(150, 10_000)


@pytest.fixture
def kiosk(tmp_path):
    """One that has version 2 in use."""
    (tmp_path / "shelf").mkdir()
    made = Kiosk(tmp_path / "shelf")
    made.take(small(tmp_path, 2))
    return made


def test_no_spoilt_bundle_is_taken(kiosk, tmp_path, tried):
    chance = dice("bundles")
    wholes = [small(tmp_path, version).read_bytes() for version in (3, 4)]
    wholes.append(small(tmp_path, 5, key=STRANGER).read_bytes())
    before = kiosk.everything()
    file = tmp_path / "spoilt.bundle"
    refused = 0
    for number in range(EACH):
        data = chance.choice(wholes)
        if chance.random() < 0.2:
            at = chance.randrange(len(data))
            data = data[:at] + chance.choice(wholes)[at:]
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = spoil(data or b"\0", chance)[1]
        if data in wholes[:2]:
            continue
        file.write_bytes(data)
        with pytest.raises(BundleError):
            kiosk.take(file)
        refused += 1
        assert number % 50 or kiosk.everything() == before
    tried("fuzz: bundles", EACH, f"{refused:,} refused, 0 taken")
    assert kiosk.everything() == before
    assert kiosk.in_use == 2
    file.write_bytes(wholes[0])
    kiosk.take(file)
    assert kiosk.in_use == 3
