"""What is kept of what staff do: roles and acts, dates and devices, and no word of anybody (S5, S6, P3)."""

from datetime import UTC, date, datetime

import pytest

from kiosk import staff_log
from kiosk.errors import StoreError
from kiosk.roles import MAY, Act, Role, may
from kiosk.self_test import DEVICES, SelfTest, devices, worked
from kiosk.staff import Ending, days_left
from kiosk.staff_log import Outcome, StaffLog
from kiosk.submission import ALPHABET

NOW = datetime(2026, 11, 22, 9, 58, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    return StaffLog(tmp_path, lambda: NOW)


def test_every_act_has_its_roles_and_it_may_do_all():
    assert set(MAY) == set(Act)
    assert all(may(Role.IT, act) for act in Act)
    assert not any(may(None, act) for act in Act)
    assert {act for act in Act if may(Role.VOLUNTEER, act)} == {
        Act.HEALTH,
        Act.START,
        Act.TEST,
        Act.PRINT,
        Act.LOOK,
    }


def test_a_line_says_when_who_what_and_how(log, tmp_path):
    log.write(Role.STAFF, Act.RETRY.value, Outcome.ALLOWED)
    log.write(None, staff_log.OPEN, Outcome.WRONG)
    told = [(entry.who, entry.what, entry.how, entry.at) for entry in log.read(9)]
    assert told == [
        ("nobody", "open", "wrong", "2026-11-22T09:58:00+00:00"),
        ("staff", "retry", "allowed", "2026-11-22T09:58:00+00:00"),
    ]
    assert (tmp_path / staff_log.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("about", ["KTM7RF2WD", "Ann Other", "12 High Street", "keys2"])
def test_nothing_but_its_own_words_gets_into_it(log, tmp_path, about):
    """P3: no name, no answer and no reference, whoever writes what by mistake."""
    with pytest.raises(StoreError):
        log.write(Role.STAFF, Act.TEST.value, Outcome.ALLOWED, about)
    with pytest.raises(StoreError):
        log.write(Role.STAFF, about, Outcome.ALLOWED)
    assert not (tmp_path / staff_log.FILE).exists()


def test_no_word_of_it_could_be_a_reference():
    words = staff_log._WHO | staff_log._WHAT | staff_log._HOW | staff_log._ABOUT
    assert not [word for word in words if len(word) == 9 and set(word.upper()) <= set(ALPHABET)]


def test_a_line_that_a_power_cut_cut_short_costs_no_other(log, tmp_path):
    log.write(Role.STAFF, Act.HELD.value, Outcome.ALLOWED)
    file = tmp_path / staff_log.FILE
    file.write_bytes(file.read_bytes() + b'{"at": "2026-11-')
    log.write(Role.IT, Act.LEAVE.value, Outcome.ALLOWED)
    assert [entry.what for entry in log.read(9)] == ["leave", "held"]
    file.write_bytes(file.read_bytes() + b'{"at": 5, "who": 1, "what": [], "how": {}}\n\xff\n')
    assert [entry.what for entry in log.read(9)] == ["leave", "held"]


def test_it_grows_to_a_size_and_no_further_and_keeps_the_latest(log, tmp_path, monkeypatch):
    monkeypatch.setattr(staff_log, "LARGEST", 400)
    acts = list(Act)
    for number in range(40):
        log.write(Role.IT, acts[number % len(acts)].value, Outcome.ALLOWED)
    sizes = [(tmp_path / name).stat().st_size for name in (staff_log.FILE, staff_log.OLD)]
    assert max(sizes) < 600
    assert log.read(1)[0].what == acts[39 % len(acts)].value
    assert 3 < len(log.read(99)) < 20


def test_what_was_tested_yesterday_says_nothing_of_today(tmp_path):
    """S6."""
    SelfTest(tmp_path, lambda: date(2026, 11, 21)).keep("keys", passed=True)
    today = SelfTest(tmp_path, lambda: date(2026, 11, 22))
    assert today.results() == {}
    today.keep("voice", passed=False)
    assert today.results() == {"voice": False}
    (tmp_path / "device-tests.json").write_text('{"day": []}')
    assert today.results() == {}


def test_the_day_s_test_is_whole_once_every_device_was_tried():
    """S6."""
    present = devices({"printer", "scanner", "camera"})
    assert [device.name for device in present] == ["keys", "switches", "voice", "headphones", "touch"]
    assert set(DEVICES) - {device.name for device in present} == {"printer", "scanner", "camera"}
    assert worked({}, present) == "todo"
    assert worked({device.name: True for device in present}, present) == "passed"
    assert worked({"keys": False}, present) == "failed"


def test_the_days_that_a_key_has_left_are_whole_ones():
    assert days_left(Ending("bundle", datetime(2026, 12, 4, 12, tzinfo=UTC)), NOW) == 12
    assert days_left(Ending("bundle", datetime(2026, 11, 22, 9, tzinfo=UTC)), NOW) == -1
