"""A picture that a form gives a question or a choice: a file of its own, drawn beside the words."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.forms.page import Picture
from ui.theme import Theme

WIDEST, TALLEST = 90.0, 55.0
"""The room of a question's picture, in mm: below it the answers still show."""
_FORMATS = {b"png", b"jpeg"}
_DRAWN = 2
"""Pixels read for each that is shown: a picture with words in it stays sharp when it is drawn."""


def load(picture: Picture, folder: Path, room: QSize) -> QImage | None:
    """The picture, made as large as ``room`` lets it be and never larger than it is; None when it cannot be drawn.

    It is told by its content, and read no larger than it is shown (promise 5).
    """
    reader = QImageReader(str(folder / Path(picture.file).name))
    reader.setDecideFormatFromContent(True)
    own = reader.size()
    if reader.format().data() not in _FORMATS or own.isEmpty():
        return None
    shown = own.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(shown.boundedTo(own * _DRAWN))
    image = reader.read()
    return None if image.isNull() else image


def form_picture(picture: Picture, folder: Path, theme: Theme) -> QWidget | None:
    """A question's picture in mm; None when the file is not there or cannot be drawn."""
    widest = min(theme.px(WIDEST), theme.column_width)
    image = load(picture, folder, QSize(widest, theme.px(TALLEST)))
    return FormPicture(image, picture.shows) if image is not None else None


class FormPicture(QWidget):
    """Shows an image. A screen reader hears what it ``shows``; without that it adds nothing to the words."""

    def __init__(self, image: QImage, shows: str) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(image.size())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setObjectName("picture")
        self.setAccessibleName(shows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawImage(self.rect(), self._image)
