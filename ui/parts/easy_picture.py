"""The picture of a question in Easy Read (C14): a drawing of ours, or a file that lies beside the form."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.config import ASSETS
from ui.parts.picture import coloured
from ui.theme import Theme

_BESIDE = 75.0
"""The width of a picture beside the question, in mm; its lines are drawn for it."""
_BELOW = {True: 60.0, False: 40.0}
"""And below the heading, where it takes room from the answers: on an upright screen, and on one that lies."""


def easy_picture(name: str, shows: str, folder: Path, theme: Theme) -> QWidget | None:
    """The picture ``name``, which ``shows`` says in words; None when there is none that can be drawn."""
    if not name:
        return None
    beside = theme.aside_width > 0
    upright = theme.screen.height() > theme.screen.width()
    width = min(theme.aside_width, theme.px(_BESIDE)) if beside else theme.px(_BELOW[upright])
    drawing = ASSETS / "pictures" / f"{Path(name).name}.svg"
    file = drawing if drawing.is_file() else folder / Path(name).name
    if not file.is_file():
        return None
    picture = EasyPicture(file, shows, width, theme)
    return picture if picture.can_be_drawn else None


class EasyPicture(QWidget):
    """An SVG or PNG file, ``width`` pixels wide. A screen reader is told what it shows (ui/accessibility.py)."""

    def __init__(self, file: Path, shows: str, width: int, theme: Theme) -> None:
        super().__init__()
        self._drawing = QSvgRenderer()
        self._image = QImage()
        if file.suffix.lower() == ".svg":
            self._drawing.load(QByteArray(coloured(file.read_text(encoding="utf-8"), theme).encode()))
        else:
            self._image.loadFromData(file.read_bytes())
        own = self._image.size() if self._drawing.defaultSize().isEmpty() else self._drawing.defaultSize()
        self.can_be_drawn = not own.isEmpty()
        self._size = QSize(width, width * own.height() // max(1, own.width()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setObjectName("picture")
        self.setAccessibleName(shows)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._drawing.isValid():
            self._drawing.render(painter, QRectF(self.rect()))
        else:
            painter.drawImage(self.rect(), self._image)
