"""A picture that a person chose, small enough to stand beside its buttons."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BORDER, Theme

WIDEST, TALLEST = 120.0, 70.0
"""In mm."""


class Preview(QWidget):
    """Shows ``data``, a picture that was made anew here; empty, until there is one, for pictures that follow.

    ``words`` say what it is for who cannot see it.
    """

    def __init__(self, data: bytes, words: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._room = QSize(min(theme.px(WIDEST), theme.column_width), theme.px(TALLEST))
        self._image = self._fitted(QImage.fromData(data)) if data else QImage()
        self.setFixedSize(self._image.size().expandedTo(QSize(1, 1)) if data else self._room)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def refresh(self, image: QImage) -> None:
        """Shows another picture in the same place."""
        self._image = self._fitted(image)
        self.update()

    def _fitted(self, image: QImage) -> QImage:
        return image.scaled(
            self._room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = self._image.rect()
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self._image)
        painter.setPen(self._theme.pen("line", BORDER))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
