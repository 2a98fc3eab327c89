"""Pictures that people bring, made anew: bounded in pixels and memory, without where and when they were taken."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from ui.drawing import png, written

MAX_PIXELS = 50_000_000
"""Of a picture that is opened at all: what the cameras of telephones make."""
SIDE = 3000
"""The longest side of a picture that is sent, in pixels: a page at 250 dots an inch can be read."""
_MEGABYTES = 256
"""That opening one picture may take, whatever it says of its size."""
_MAX_PNG = 3_000_000
"""Bytes: a larger picture is a photograph, and sent as a JPEG."""
_QUALITY, _PAGE_QUALITY = 88, 80


def made_anew(data: bytes) -> tuple[str, bytes] | None:
    """Media type and bytes of the same picture, upright; None when it cannot be opened or is too large to open."""
    found = opened(data)
    if found is None:
        return None
    image = _flat(found, QImage.Format.Format_RGB32)
    if not data.startswith((b"\xff\xd8", b"RIFF")) and len(drawn := png(image)) <= _MAX_PNG:
        return "image/png", drawn
    return "image/jpeg", written(image, "jpeg", _QUALITY)


def page(image: QImage) -> bytes:
    """A page that was scanned or photographed, as a JPEG."""
    grey = image.format() == QImage.Format.Format_Grayscale8
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
    return written(_flat(image, form), "jpeg", _PAGE_QUALITY)


def opened(data: bytes, side: int = SIDE) -> QImage | None:
    """A picture, upright, its longer side ``side`` pixels at most; None when it cannot be opened or is too large."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return None
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(
            size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    found = reader.read()
    return None if found.isNull() else found


def _flat(found: QImage, form: QImage.Format) -> QImage:
    """On white, and a new one: what was written beside it stays behind."""
    image = QImage(found.size(), form)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, found)
    painter.end()
    return image
