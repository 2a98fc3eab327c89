"""The switch in the jack and the ports of the sound server, as the window's loop hears of them (A9)."""

import os
import stat

import pytest

from kiosk import jack
from tests.ui.kiosk_rig import settle
from ui.headphones import Ports, Switch

PROGRAM = """#!/bin/sh
[ "$LC_ALL" = C ] || exit 1 # it would speak the language of the machine
case "$1" in
subscribe) read -r line < "{folder}/events"; echo "Event 'change' on sink #1"; exec cat "{folder}/events" ;;
*) cat "{folder}/sinks" ;;
esac
"""


def event(value):
    return jack.EVENT.pack(0, 0, 0x05, 0x02, value)


@pytest.fixture
def switch(qapp, tmp_path):
    """A switch whose device is a pipe that the test writes to."""
    os.mkfifo(tmp_path / "event0")
    writing = os.open(tmp_path / "event0", os.O_RDWR)
    made = Switch(qapp, tmp_path)
    told = []
    made.changed.connect(told.append)
    made.look()
    yield made, writing, told
    made.close()
    os.close(writing)
    made.deleteLater()


def test_each_turn_of_the_switch_is_told(switch, qtbot):
    """A9: no clock is waited for; it is told in the turn of the loop in which the kernel tells it."""
    _made, writing, told = switch
    os.write(writing, event(1) + event(0))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [True, False]


def test_a_device_that_comes_later_is_found(switch, qtbot, tmp_path):
    """A9: a sound card in a keypad may be plugged in at any time."""
    made, _writing, told = switch
    os.mkfifo(tmp_path / "event1")
    later = os.open(tmp_path / "event1", os.O_RDWR)
    made.look()
    os.write(later, event(1))
    qtbot.waitUntil(lambda: told == [True])
    os.close(later)


def test_a_computer_without_such_devices_tells_nothing(qapp, tmp_path):
    made = Switch(qapp, tmp_path / "none")
    told = []
    made.changed.connect(told.append)
    made.look()
    settle()
    assert told == []
    made.close()


@pytest.fixture
def ports(qapp, tmp_path):
    """A sound server's pactl, played by a script; the test writes what it lists, and when something changes."""
    program = tmp_path / "pactl"
    program.write_text(PROGRAM.format(folder=tmp_path), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    os.mkfifo(tmp_path / "events")
    events = os.open(tmp_path / "events", os.O_RDWR)

    def list_port(availability):
        port = (
            f'{{"name": "analog-output-headphones", "type": "Headphones", "availability": "{availability}"}}'
        )
        (tmp_path / "sinks").write_text(
            f'[{{"active_port": "analog-output-headphones", "ports": [{port}]}}]', encoding="utf-8"
        )

    list_port("not available")
    made = Ports(qapp, str(program))
    told = []
    made.changed.connect(told.append)
    yield made, events, told, list_port
    made.close()
    os.close(events)
    made.deleteLater()


def test_a_port_that_is_taken_is_told_when_the_sound_server_tells_of_a_change(ports, qtbot):
    """A9."""
    made, events, told, list_port = ports
    made.look()
    list_port("available")
    os.write(events, b"go\n")
    qtbot.waitUntil(lambda: told == [True])
    list_port("not available")
    os.write(events, b"Event 'change' on card #0\n")
    qtbot.waitUntil(lambda: told == [True, False])


def test_a_sound_server_that_goes_takes_the_privacy_with_it(ports, qtbot):
    """A9: what is not known is not private."""
    made, _events, told, list_port = ports
    list_port("available")
    made.look()
    qtbot.waitUntil(lambda: told == [True])
    made._events.terminate()
    qtbot.waitUntil(lambda: told == [True, False])


def test_without_pactl_nothing_is_told(qapp):
    made = Ports(qapp, "there-is-no-such-program")
    told = []
    made.changed.connect(told.append)
    made.look()
    settle()
    assert told == []
    made.close()
