"""A picture that a person chose, small enough to stand beside its buttons."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BORDER, Theme

WIDEST, TALLEST = 120.0, 70.0
"""In mm."""


class Preview(QWidget):
    """Shows ``data``, a picture that was made anew here. ``words`` say what it is for who cannot see it."""

    def __init__(self, data: bytes, words: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        image = QImage.fromData(data)
        room = QSize(min(theme.px(WIDEST), theme.column_width), theme.px(TALLEST))
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._image = image.scaled(room, keep, smooth)
        self.setFixedSize(self._image.size().expandedTo(QSize(1, 1)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(QRect(0, 0, self._image.width(), self._image.height()), self._image)
        painter.setPen(self._theme.pen("line", BORDER))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
