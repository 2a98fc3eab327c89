"""What a screen says of itself to the graphics card (EDID 1.4, VESA): how many pixels and millimetres it has."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_HEAD = b"\x00\xff\xff\xff\xff\xff\xff\x00"
_LEAST = 128
_TIMING = slice(54, 72)
_CENTIMETRES = 21


@dataclass(frozen=True)
class Panel:
    """Pixels of its best mode, and millimetres across, 0 when it does not say."""

    width: int
    height: int
    across: float


def panels(root: Path) -> tuple[Panel, ...]:
    """The screens that are connected, as the kernel tells everybody below /sys/class/drm."""
    found = []
    for folder in sorted((root / "sys/class/drm").glob("card*-*")):
        with suppress(OSError):
            if (folder / "status").read_text(encoding="ascii", errors="replace").strip() == "connected":
                found.append(read((folder / "edid").read_bytes()))
    return tuple(panel for panel in found if panel is not None)


def read(data: bytes) -> Panel | None:
    """One EDID; None when it is none."""
    if len(data) < _LEAST or not data.startswith(_HEAD):
        return None
    timing = data[_TIMING]
    width = timing[2] | (timing[4] & 0xF0) << 4
    height = timing[5] | (timing[7] & 0xF0) << 4
    across = timing[12] | (timing[14] & 0xF0) << 4
    if not width or not height:
        return None
    return Panel(width, height, float(across or data[_CENTIMETRES] * 10))
