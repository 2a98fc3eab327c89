"""What keeps an installed kiosk from opening, looked for again each half minute."""

import pytest

from kiosk.cli.out_of_order import find


@pytest.mark.parametrize(("data", "code"), [("kept", "S1"), ("gone", "D1")])
def test_settings_that_went_with_the_data_are_told_as_the_data(tmp_path, monkeypatch, data, code):
    """On the image both lie on one partition: IT must look for that, not for a file."""
    (tmp_path / "kept").mkdir()
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / data))
    found = find(tmp_path / "kiosk.toml")
    assert found is not None
    assert found.code == code
