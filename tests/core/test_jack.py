"""What the computer tells of headphones: the switch in the jack, and the ports of the sound server (A9)."""

import json
import os

import pytest

from kiosk import jack

SWITCH, KEY = 0x05, 0x01
HEADPHONES, LID = 0x02, 0x00


def event(kind, code, value):
    return jack.EVENT.pack(1, 2, kind, code, value)


def sinks(*ports, active=""):
    listed = [
        {"name": name, "type": kind, "availability": availability} for name, kind, availability in ports
    ]
    first = ports[0][0] if ports else None
    return json.dumps([{"name": "alsa_output", "ports": listed, "active_port": active or first}])


def test_a_plug_is_told_and_nothing_else_is():
    """A9: lids and keys come on the same wire."""
    data = event(SWITCH, HEADPHONES, 1) + event(SWITCH, LID, 1) + event(0, 0, 0) + event(KEY, 2, 1)
    data += event(SWITCH, HEADPHONES, 0)
    assert list(jack.turns(data)) == [True, False]


def test_half_an_event_tells_nothing():
    assert list(jack.turns(event(SWITCH, HEADPHONES, 1)[:-3])) == []
    assert list(jack.turns(b"")) == []


def test_what_is_no_input_device_has_no_switch(tmp_path):
    reading, writing = os.pipe()
    try:
        assert jack.state(reading) is None
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize(
    ("ports", "present"),
    [
        ([("analog-output-headphones", "Headphones", "available")], True),
        ([("[Out] Headphones", "Headphones", "available"), ("speaker", "Speaker", "available")], True),
        ([("analog-output-headphones", "Headphones", "not available")], False),
        ([("analog-output-headphones", "Headphones", "availability unknown")], False),
        ([("analog-output-speaker", "Speaker", "available")], False),
        ([], False),
    ],
)
def test_a_port_for_headphones_with_a_plug_in_it(ports, present):
    """A9: one that cannot tell counts as empty, so that nothing private goes to the loudspeaker."""
    assert jack.on_port(sinks(*ports)) is present


def test_headphones_that_are_not_played_to_are_none():
    """A9: they are in, and the loudspeaker sounds all the same."""
    both = ("headphones", "Headphones", "available"), ("speaker", "Speaker", "available")
    assert jack.on_port(sinks(*both))
    assert not jack.on_port(sinks(*both, active="speaker"))


@pytest.mark.parametrize("said", ["", "Connection refused", "{}", "[1, null]", '[{"ports": null}]'])
def test_a_sound_server_that_says_nothing_useful_has_none(said):
    assert jack.on_port(said) is False
