"""What a blind person hears: the real kiosk, the real Orca, and every key of two whole services (D3, 4.1.2, 4.1.3).

The golden files are to be read, like any text for people. ``TRANSCRIPT=write`` in the environment writes that of the
Orca which is installed; tests/a11y/debian13.sh does so with Debian 13's.
"""

import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desktop import missing, release
from orca import Orca
from walks import WALKS, keys

from kiosk.cli.local_council import LocalCouncil

ROOT = Path(__file__).parents[2]
ORCA = f"orca{release('orca')}"
MISSED = datetime.now().astimezone() - timedelta(days=3)
WRITES = os.environ.get("TRANSCRIPT") == "write"


def golden(service: str) -> Path:
    """What the installed Orca is to say."""
    return Path(__file__).parent / "transcripts" / f"{service}.{ORCA}.txt"


def placeless(said: str) -> str:
    """An utterance with what differs from day to day and from visit to visit replaced."""
    said = said.replace(f"{MISSED.day} {MISSED:%B} {MISSED.year}", "(the date)")
    said = re.sub(r"(?<=For example, )\d+ \d+ \d+|(?<=, like )\d+ \d+ \d{4}", "(a date)", said)
    return re.sub(r"(?<=Your reference\. )[^.]+", "(the reference)", said)


@pytest.fixture
def council(tmp_path):
    """A council in the kiosk's reach, so that nothing is said about the internet."""
    settings = "read_aloud = false\nvoice = 'silent'\nidle_warning = 900\n"
    (tmp_path / "kiosk.toml").write_text(settings)
    local = LocalCouncil(tmp_path, port=0)
    local.start()
    yield tmp_path
    local.stop()


@pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {', '.join(missing())}")
@pytest.mark.parametrize("service", WALKS)
def test_a_whole_visit_is_heard(council, service):
    """D3, A5, 4.1.2: name, role, state and description of every control, said once, in the order shown."""
    if not golden(service).exists() and not WRITES:
        pytest.skip(f"there is no transcript by {ORCA}: make transcripts-debian13, or TRANSCRIPT=write")
    with Orca() as orca:
        kiosk = orca.start(
            [sys.executable, "-m", "kiosk", "run"],
            {"KIOSK_WINDOWED": "1", "KIOSK_DATA": str(council), "PYTHONPATH": str(ROOT)},
        )
        lines = ["(the kiosk opens)", *(f"    {said}" for said in orca.heard(20))]
        orca.wait((council / "outbox.sqlite").exists, kiosk, "the outbox")
        for key in keys(service):
            lines.append(key)
            text = key.strip('"').format(day=MISSED.day, month=f"{MISSED:%B}", year=MISSED.year)
            said = orca.type(text) if key.startswith('"') else orca.press(key)
            lines += [f"    {placeless(each)}" for each in said]
    transcript = "\n".join(lines) + "\n"
    if WRITES:
        golden(service).write_text(transcript, encoding="utf-8")
    assert transcript == golden(service).read_text(encoding="utf-8")
