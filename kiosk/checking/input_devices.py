"""What is plugged in to press and to touch, as the kernel tells everybody below /sys/class/input."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.checking.found import plain

_DIRECT = 1
_BTN_TOUCH, _BTN_TOOL_PEN = 0x14A, 0x140
_KEY_ENTER, _KEY_F17 = 28, 187
_HEADPHONE_INSERT = 0x02
"""Bits of linux/input-event-codes.h."""

_WORDS, _WORD = 16, 64
"""Of 64 bits; the kernel has no more."""


@dataclass(frozen=True)
class InputDevice:
    """``path`` is where it is read. ``plugs``: it can tell whether headphones are in."""

    path: Path
    name: str
    touch: bool
    keys: bool
    plugs: bool


def input_devices(root: Path) -> tuple[InputDevice, ...]:
    """All there are, in the order of their numbers."""
    folders = (root / "sys/class/input").glob("event*")
    return tuple(
        _device(each, root) for each in sorted(folders, key=lambda each: (len(each.name), each.name))
    )


def _device(folder: Path, root: Path) -> InputDevice:
    about = folder / "device"
    keys, switches = _bits(about / "capabilities/key"), _bits(about / "capabilities/sw")
    direct = _has(_bits(about / "properties"), _DIRECT)
    return InputDevice(
        root / "dev/input" / folder.name,
        plain(_read(about / "name"), 40) or folder.name,
        touch=direct and _has(keys, _BTN_TOUCH) and not _has(keys, _BTN_TOOL_PEN),
        keys=_has(keys, _KEY_ENTER) or _has(keys, _KEY_F17),
        plugs=_has(switches, _HEADPHONE_INSERT),
    )


def _has(bits: int, number: int) -> bool:
    return bool(bits >> number & 1)


def _bits(file: Path) -> int:
    """A bit mask as the kernel prints it: words in hexadecimal, the highest first; 0 when it is none."""
    bits = 0
    try:
        for word in _read(file).split()[-_WORDS:]:
            bits = bits << _WORD | int(word, 16)
    except ValueError:
        return 0
    return bits


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(4096).decode(errors="replace").strip()
    except OSError:
        return ""
