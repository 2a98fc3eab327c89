"""Whether headphones are in, as the computer tells it: its own switch, and the ports of the sound server (A9)."""

import fcntl
import json
import struct
from collections.abc import Iterator
from typing import Any

EVENT = struct.Struct("llHHi")
"""What the kernel writes for each event of an input device: seconds, microseconds, type, code, value."""
_SWITCH = 0x05
_HEADPHONE_INSERT = 0x02
_SWITCHES_NOW = (2 << 30) | (8 << 16) | (ord("E") << 8) | 0x1B
_SWITCHES_KNOWN = (2 << 30) | (8 << 16) | (ord("E") << 8) | (0x20 + _SWITCH)
"""EVIOCGSW and EVIOCGBIT(EV_SW) of linux/input.h, for eight bytes."""


def turns(data: bytes) -> Iterator[bool]:
    """Each plug that went in (True) or came out, in whole events read from an input device."""
    for at in range(0, len(data) - len(data) % EVENT.size, EVENT.size):
        _seconds, _micro, kind, code, value = EVENT.unpack_from(data, at)
        if (kind, code) == (_SWITCH, _HEADPHONE_INSERT):
            yield value != 0


def state(device: int) -> bool | None:
    """Whether the plug is in now, of the open input device ``device``; None when it has no such switch."""
    known = _bits(device, _SWITCHES_KNOWN)
    now = _bits(device, _SWITCHES_NOW)
    if known is None or now is None or not known >> _HEADPHONE_INSERT & 1:
        return None
    return bool(now >> _HEADPHONE_INSERT & 1)


def _bits(device: int, request: int) -> int | None:
    found = bytearray(8)
    try:
        fcntl.ioctl(device, request, found)
    except OSError:
        return None
    return int.from_bytes(found, "little")


def on_port(listed: str) -> bool:
    """Whether a sink of ``pactl -f json list sinks`` plays to a port for headphones with a plug in it.

    A port that cannot tell counts as empty, and one that is not played to is none: then the loudspeaker sounds.
    """
    try:
        sinks = json.loads(listed)
    except ValueError:
        return False
    played = (
        port
        for sink in _list(sinks)
        for port in _list(sink.get("ports"))
        if port.get("name") == sink.get("active_port")
    )
    return any(port.get("availability") == "available" and _worn(port) for port in played)


def _list(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _worn(port: dict[str, Any]) -> bool:
    called = f"{port.get('type', '')} {port.get('name', '')}".lower()
    return "headphone" in called or "headset" in called
