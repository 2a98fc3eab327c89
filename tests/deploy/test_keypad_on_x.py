"""What a keypad's keys become on an X server, whose layout renames some and leaves others without a name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDS = ("xvfb-run", "xdotool")
FIRST = 191
"""The code of F13; those of F14 to F24 follow."""


@pytest.mark.skipif(any(shutil.which(name) is None for name in NEEDS), reason=f"needs {' and '.join(NEEDS)}")
def test_an_ez_access_keypad_and_two_switches_are_understood_on_x():
    """M8, M9: F13 and F14 are the switches, F17 to F24 the eight keys."""
    codes = [str(FIRST + number) for number in (0, 1, *range(4, 12))]
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, str(ROOT / "tests" / "deploy" / "keys_on_x.py"), *codes],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        *("move", "pick"),
        *("help", "up", "down", "select", "back", "forward", "left", "right"),
    ]
