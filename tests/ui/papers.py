"""Made-up pictures of a paper on a desk."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui import fonts
from ui.app import application

ACROSS, DOWN = 1280, 960


def photo_of_paper(*, left=0.2, top=0.1, light=235, desk=70, lines=22, blur=1):
    """A paper with its left upper corner there, in shares of the picture; ``blur`` times out of focus."""
    application()
    fonts.load()
    image = QImage(ACROSS, DOWN, QImage.Format.Format_RGB32)
    image.fill(QColor(desk, desk, desk))
    paper = QRect(round(left * ACROSS), round(top * DOWN), round(0.55 * ACROSS), round(0.8 * DOWN))
    painter = QPainter(image)
    painter.fillRect(paper, QColor(light, light, light))
    painter.setPen(QColor(20, 20, 20))
    painter.setFont(fonts.font(12))
    for line in range(lines):
        words = "Dear Sam, your rent is 450 pounds a month from April on."
        painter.drawText(paper.adjusted(50, 50 + 30 * line, -20, 0), 0, words)
    painter.end()
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(ACROSS, DOWN) / blur, keep, smooth).scaled(image.size(), keep, smooth)
