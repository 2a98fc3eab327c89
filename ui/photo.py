"""Pictures that people bring, made anew: bounded in pixels, without where and when they were taken."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from ui.drawing import png, written

MAX_PIXELS = 50_000_000
"""Of a picture that is opened at all: what the cameras of telephones make."""
SIDE = 3000
"""The longest side of a picture that is sent, in pixels: a page at 250 dots an inch can be read."""
_MAX_PNG = 3_000_000
"""Bytes: a larger picture is a photograph, and sent as a JPEG."""
_QUALITY = 88


def made_anew(data: bytes) -> tuple[str, bytes] | None:
    """Media type and bytes of the same picture, upright; None when it cannot be opened or is too large to open."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return None
    if max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(
            size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    photograph = bytes(reader.format().data()) in {b"jpeg", b"webp"}
    found = reader.read()
    if found.isNull():
        return None
    image = QImage(
        found.size(), QImage.Format.Format_RGB32
    )  # a new one: what was written beside it stays behind
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, found)
    painter.end()
    if not photograph and len(drawn := png(image)) <= _MAX_PNG:
        return "image/png", drawn
    return "image/jpeg", written(image, "jpeg", _QUALITY)
