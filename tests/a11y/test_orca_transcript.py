"""What a blind person hears: the real kiosk, the real Orca, and every key of one whole service.

The golden file is to be read, like any text for people. ``TRANSCRIPT=write`` in the environment writes it anew.
"""

import os
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desktop import missing, release
from orca import Orca

from kiosk.cli.local_council import LocalCouncil

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "transcripts" / "missed-bin.orca43.txt"
MISSED = datetime.now().astimezone() - timedelta(days=3)
WAY = """
Tab space                                 : language
Tab space                                 : category, with one service on it
Tab Tab space                             : what to have ready; start
Tab Tab Tab Tab Tab Tab Tab space         : Continue with nothing chosen
Tab space Tab space                       : to the field; the second bin
Tab Tab Tab Tab Tab space
Tab "{day}" Tab "{month}" Tab "{year}" Return
Tab space Tab Tab Tab Tab space           : out by 7
Tab Tab space Tab Tab Tab space           : no sticker
Tab space Tab Tab Tab Tab Tab space       : neighbours
Tab "12 Castle Street" Tab Tab "Merrow" Tab "MR1" Return
Tab space " 2AB" Return                   : the postcode again
Tab space Tab Tab Tab Tab Tab Tab space   : at the pavement
Tab space Tab Tab Tab space               : still out
Tab Tab space Tab Tab space               : no help
Tab "Mary Jones" Return
Tab space Tab Tab Tab Tab Tab Tab space   : by phone
Tab "01632 960 001" Return
Tab "Ring the bell." Tab Tab space
Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab space : check answers, each of them
Tab Tab space                             : consent; send
Tab Tab space                             : the reference; finish
Tab space                                 : goodbye; start again
"""
"""Keys as xdotool names them and, in quotes, what is typed: {day}, {month} and {year} are of three days ago."""
KEYS = [key for line in WAY.splitlines() for key in re.findall(r'"[^"]*"|\S+', line.partition(" :")[0])]


def placeless(said: str) -> str:
    """An utterance with what differs from day to day and from visit to visit replaced."""
    said = said.replace(f"{MISSED.day} {MISSED:%B} {MISSED.year}", "(the date)")
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
@pytest.mark.skipif(f"orca{release('orca')}" not in GOLDEN.name, reason=f"{GOLDEN.name} is of another Orca")
def test_a_whole_visit_is_heard(council):
    with Orca() as orca:
        kiosk = orca.start(
            [sys.executable, "-m", "kiosk", "run"],
            {"KIOSK_WINDOWED": "1", "KIOSK_DATA": str(council), "PYTHONPATH": str(ROOT)},
        )
        lines = ["(the kiosk opens)", *(f"    {said}" for said in orca.heard(20))]
        orca.wait((council / "outbox.sqlite").exists, kiosk, "the outbox")
        for key in KEYS:
            lines.append(key)
            text = key.strip('"').format(day=MISSED.day, month=f"{MISSED:%B}", year=MISSED.year)
            said = orca.type(text) if key.startswith('"') else orca.press(key)
            lines += [f"    {placeless(each)}" for each in said]
    transcript = "\n".join(lines) + "\n"
    if os.environ.get("TRANSCRIPT") == "write":
        GOLDEN.write_text(transcript, encoding="utf-8")
    assert transcript == GOLDEN.read_text(encoding="utf-8")
