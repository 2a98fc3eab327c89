"""The papers that a printer may have, and what is printed on one."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """Millimetres. ``height`` is None for a roll, which is cut where the words end."""

    width: float
    height: float | None
    margin: float


@dataclass(frozen=True)
class Paper:
    """What goes to the printer: a PDF, and what CUPS calls the paper that it is for."""

    pdf: bytes
    media: str


SHEETS: Mapping[str, Sheet] = {
    "A4": Sheet(210, 297, 20),
    "A5": Sheet(148, 210, 12),
    "Letter": Sheet(215.9, 279.4, 20),
    "80mm": Sheet(80, None, 5),
}
"""By the name that ``paper`` in kiosk.toml gives."""
