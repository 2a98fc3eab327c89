"""Slow work beside the window: told in its thread, once, and to nobody who has gone or changed their mind."""

from threading import Event, current_thread

import pytest
from PySide6.QtCore import QObject

from tests.ui.files_rig import until
from ui import errand as module
from ui.app import application
from ui.errand import Errand


@pytest.fixture
def owner():
    application()
    return QObject()


def test_what_is_found_is_told_in_the_threads_own_window(owner):
    told, here = [], current_thread()
    errand, go = Errand(owner), Event()
    errand.run(lambda _stop: go.wait(30), lambda found: told.append((found, current_thread() is here)))
    assert errand.running
    assert told == []
    go.set()
    until(lambda: told)
    assert told == [(True, True)]
    assert not errand.running


def test_what_is_quick_is_told_at_once(owner):
    told = []
    Errand(owner).run(lambda _stop: 7, told.append, patience=30)
    assert told == [7]


@pytest.mark.parametrize("end", ["stop", "another", "gone"])
def test_what_was_ended_tells_nothing(owner, end):
    told, ended, other = [], Event(), []
    errand = Errand(owner)

    def job(stop):
        stop.wait(30)
        ended.set()

    errand.run(job, told.append)
    if end == "stop":
        errand.stop()
    elif end == "another":
        errand.run(lambda _stop: 1, other.append)
    else:
        owner.deleteLater()
    until(ended.is_set)
    until(lambda: end != "another" or other)
    assert told == []


def test_errands_that_never_end_do_not_pile_up(owner, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 3)
    go, begun = Event(), []
    errand = Errand(owner)
    for _ in range(10):
        errand.run(lambda _stop: (begun.append(1), go.wait(30)), begun.append)
    assert len(begun) <= 3
    assert errand.running  # it waits, as those do
    go.set()


def test_what_raises_is_raised_in_the_window(owner):
    with pytest.raises(ZeroDivisionError):
        Errand(owner).run(lambda _stop: 1 / 0, print, patience=30)
