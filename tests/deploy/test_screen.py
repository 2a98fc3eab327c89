"""A screen that is named but cannot be opened, as for root in another user's desktop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [["run"], ["demo", "--out", "pictures"]], ids=lambda words: words[0])
def test_a_screen_that_cannot_be_opened_is_one_sentence(tmp_path, command):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *command],
        cwd=tmp_path,
        env=environment | {"DISPLAY": ":4711", "KIOSK_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("kiosk: The screen that DISPLAY names cannot be opened")
