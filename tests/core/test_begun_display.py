"""The program waits for the display that is started beside it, and takes from its file where it is."""

import pytest

from kiosk.begun_display import NAMED, display_has_gone, wait_for_display
from kiosk.errors import DisplayError


def never(_seconds):
    pytest.fail("nothing was to be waited for")


def test_where_no_file_is_named_nothing_is_waited_for():
    environ = {"DISPLAY": ":3"}
    wait_for_display(environ, never)
    assert environ == {"DISPLAY": ":3"}


def test_what_is_there_is_taken_at_once_and_nothing_else(tmp_path):
    told = tmp_path / "environment"
    told.write_text("DISPLAY=:0\nXAUTHORITY=/run/a=b\nLD_PRELOAD=/tmp/evil.so\n")
    environ = {NAMED: str(told)}
    wait_for_display(environ, never)
    assert environ == {NAMED: str(told), "DISPLAY": ":0", "XAUTHORITY": "/run/a=b"}


def test_it_is_waited_for(tmp_path):
    told = tmp_path / "environment"
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            told.write_text("DISPLAY=:0\n")

    environ = {NAMED: str(told)}
    wait_for_display(environ, sleep)
    assert environ["DISPLAY"] == ":0"
    assert len(waited) == 3


def test_one_that_does_not_come_within_a_minute_is_told_of(tmp_path):
    waited = []
    with pytest.raises(DisplayError, match="did not come up within a minute: 'journalctl -u handrail-x'"):
        wait_for_display({NAMED: str(tmp_path / "none")}, waited.append)
    assert sum(waited) == pytest.approx(60)


def test_with_its_file_the_display_has_gone(tmp_path):
    told = tmp_path / "environment"
    told.touch()
    assert not display_has_gone({NAMED: str(told)})
    told.unlink()
    assert display_has_gone({NAMED: str(told)})
    assert not display_has_gone({"DISPLAY": ":0"})  # nobody told of it, so nobody tells that it has gone
