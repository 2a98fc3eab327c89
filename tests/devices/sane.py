"""SANE's own test device, with a folder of settings of its own: nothing of the machine's is touched."""

import os
import shutil
from dataclasses import replace

import pytest

from kiosk.attachments.scanner import Scanner


def sane(folder):
    """What makes a scanner of the test's own: ``scanner("--test-picture", "Grid")``. Skips where there is no SANE."""
    if shutil.which("scanimage") is None:
        pytest.skip("there is no SANE here: install sane-utils")
    settings = folder / "sane.d"
    settings.mkdir()
    (settings / "dll.conf").write_text("test\n")
    (settings / "test.conf").write_text("number_of_devices 1\ngeometry_max 300.0\n")
    environ = {"PATH": os.environ["PATH"], "SANE_CONFIG_DIR": str(settings)}
    made = Scanner("test:0", dots=75, colour=False, environ=environ)
    return lambda *more, **wishes: replace(made, more=more, **wishes)
