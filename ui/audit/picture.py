"""A picture of a page with the spot marked where something fails."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from ui.audit.view import View

_AROUND = 6
_RINGS = ((10, Qt.GlobalColor.white), (6, Qt.GlobalColor.magenta))


def marked(view: View, spot: QRect | None) -> QImage:
    """The window; when the spot lies under the fold, the page in its whole length."""
    image, box = view.picture, spot
    if spot is not None and not view.picture.rect().contains(spot):
        image = view.whole_sheet
        box = spot.translated(-view.at(view.sheet).topLeft())
    image = image.copy()
    if box is not None:
        painter = QPainter(image)
        for width, colour in _RINGS:
            painter.setPen(QPen(colour, width))
            painter.drawRect(
                box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) & image.rect().adjusted(3, 3, -3, -3)
            )
        painter.end()
    return image
