"""Icons: our own drawings in assets/icons, 24 units square, in the colour and stroke of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.config import ASSETS
from ui.theme import Theme

STROKE = 0.154
"""Over the cap height of the text beside it: 0.8 mm at the usual size."""
_UNITS = 24.0
_FALLBACK = "form"


def draw(painter: QPainter, name: str, box: QRectF, theme: Theme, colour: QColor) -> None:
    """Draws the icon into ``box``, a square in pixels. An unknown name (a manifest's) gives the form icon."""
    stroke = STROKE * theme.cap("body") * theme.px_per_mm * _UNITS / box.width()
    _renderer(name, colour.name(), round(stroke, 2)).render(painter, box)


@lru_cache(maxsize=128)  # more than two pages have; each look has its own, and a day of visits has many
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    file = ASSETS / "icons" / f"{name}.svg"
    if not file.exists():
        file = ASSETS / "icons" / f"{_FALLBACK}.svg"
    drawing = file.read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(drawing.encode()))
