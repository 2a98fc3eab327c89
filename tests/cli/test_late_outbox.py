"""Somebody who begins a form before the outbox is open waits for it, and is not sent away for nothing."""

import re
from pathlib import Path

import pytest

from kiosk.cli.late_outbox import PATIENCE, LateOutbox
from kiosk.config import Config, load

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "systemd" / "handrail.service"
ELSEWHERE = (
    '[destinations.central]\nkind = "openrosa"\nurl = "https://odk.invalid/v1/projects/1"\nauth = "none"\n'
)


class Opening:
    """The thread that opens: it is done when it has been waited for, if it comes to an end at all."""

    def __init__(self, opens):
        self._opens = opens
        self.waited = []

    def is_alive(self):
        return not self.waited

    def join(self, seconds):
        self.waited.append(seconds)
        self._opens()


@pytest.fixture
def late(tmp_path):
    (tmp_path / "kiosk.toml").write_text(ELSEWHERE)
    made = LateOutbox(load({"KIOSK_DATA": str(tmp_path)}), lambda _link: None, send=False)
    yield made
    made.close()


def test_it_is_waited_for_and_the_form_begins(late):
    late._thread = opening = Opening(late._open)
    assert late.refusal("central") == ""
    assert opening.waited == [PATIENCE]
    assert late.refusal("central") == ""
    assert len(opening.waited) == 1


def test_one_that_cannot_be_opened_is_waited_for_once(late):
    late._thread = opening = Opening(lambda: None)
    assert [late.refusal("central") for _ in range(3)] == ["unusable.outbox"] * 3
    assert opening.waited == [PATIENCE]


def test_a_window_that_waits_for_it_is_not_taken_for_one_that_hangs():
    (allowed,) = re.findall(r"^WatchdogSec=(\d+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert int(allowed) / 2 > PATIENCE


def test_before_anything_is_painted_nothing_is_waited_for(tmp_path):
    assert LateOutbox(Config(tmp_path), lambda _link: None).refusal("council") == "unusable.outbox"
