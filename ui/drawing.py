"""What was drawn, and what was typed in place of drawing, as a picture to send: black on white, without metadata."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QImageWriter, QPainter, QPen

from kiosk.attachments.attachment import Attachment, Stroke
from ui import fonts

WIDTH = 900
"""Pixels across; a picture is never more than WIDTH by 3 * WIDTH of grey, so less than 3 MB whatever is drawn."""
_DOTS = 5906
"""Dots a metre (150 an inch), so that a picture prints alike from every kiosk."""
_MARGIN = 30
_CAP = 30.0
"""Height of the typed capitals, in pixels."""
_LINE = 4.0


def draw_strokes(painter: QPainter, strokes: Sequence[Stroke], width: int) -> None:
    """With the painter's pen; a line that never moved is a dot."""
    for stroke in strokes:
        points = [QPointF(x * width, y * width) for x, y in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(points)


def picture(strokes: tuple[Stroke, ...], words: str, tall: float) -> Attachment:
    """The drawing, ``tall`` times as high as wide, with ``words`` below it; one alone when there is no other."""
    text = _Words(words)
    above = round(WIDTH * tall) if strokes else 0
    image = QImage(WIDTH, min(above + text.height, 3 * WIDTH), QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(_DOTS)
    image.setDotsPerMeterY(_DOTS)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    black, round_cap, round_join = QColor("black"), Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(black, _LINE, Qt.PenStyle.SolidLine, round_cap, round_join))
    draw_strokes(painter, strokes, WIDTH)
    text.draw(painter, above)
    painter.end()
    return Attachment("image/png", png(image), words, strokes)


class _Words:
    """Typed words, laid out over the picture's width."""

    _HOW = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)

    def __init__(self, words: str) -> None:
        fonts.load()
        self._words = words
        self._font = fonts.font(_CAP)
        room = QRect(0, 0, WIDTH - 2 * _MARGIN, 3 * WIDTH)
        found = QFontMetrics(self._font).boundingRect(room, self._HOW, words)
        self.height = found.height() + 2 * _MARGIN if words else 0

    def draw(self, painter: QPainter, top: int) -> None:
        painter.setFont(self._font)
        box = QRect(_MARGIN, top + _MARGIN, WIDTH - 2 * _MARGIN, self.height)
        painter.drawText(box, self._HOW, self._words)


def png(image: QImage) -> bytes:
    """The bytes of a PNG."""
    return written(image, "png")


def written(image: QImage, form: str, quality: int = -1) -> bytes:
    """The bytes of a picture in the format ``form``."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form.encode()))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
