"""What can be told of a picture of a paper to who cannot see it: measured simply, and said as no more than it is."""

from collections import Counter
from itertools import accumulate

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

_WIDTH = 640
"""Pixels across that are looked at; a multiple of 4, so that the lines of a grey picture have nothing between them."""
_DARK = 100
"""Of 255: paper in the light of a room is lighter than this."""
_INK = 40
"""Steps of grey by which writing differs from its paper."""
_LEAST_INK = 0.0005
"""The share of a page that one line of writing covers, about."""
_SHARP = 0.5
"""What a picture in focus loses at half its size, over what it loses in the next step: between letters in focus and
out of it in the pictures of the tests."""
_TOUCHES = 0.3
"""The share of a side that is as light as the paper, where the paper goes over it."""


def of_scan(image: QImage) -> str:
    """The last part of ``taking.advice.<…>`` for a page on glass: its edges cannot be seen, nor can it be too dark."""
    return "nothing" if _is_blank(_grey(image)) else "good"


def of_photo(image: QImage) -> str:
    """The same for a photo, the worst first."""
    grey = _grey(image)
    counts = _counts(grey)
    if _share(counts, 0.98) < _DARK:
        return "dark"
    if _is_blank(grey):
        return "one_colour"
    return _cut(grey, counts) or ("good" if _sharpness(grey) > _SHARP else "blurred")


def _grey(image: QImage) -> QImage:
    tall = min(max(4, round(image.height() / image.width() * _WIDTH)), 4 * _WIDTH)
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = image.scaled(_WIDTH, tall, keep, smooth)
    return small.convertToFormat(QImage.Format.Format_Grayscale8)


def _counts(grey: QImage) -> list[int]:
    """How many pixels there are of each of the 256 steps of grey."""
    found = Counter(bytes(grey.constBits()))
    return [found[step] for step in range(256)]


def _share(counts: list[int], share: float) -> int:
    """The step of grey that this share of the pixels is no lighter than."""
    wanted = share * sum(counts)
    return next(step for step, seen in enumerate(accumulate(counts)) if seen >= wanted)


def _is_blank(grey: QImage) -> bool:
    """Nothing but one colour: nearly every pixel is about as light as the one in the middle of them all."""
    counts = _counts(grey)
    middle = _share(counts, 0.5)
    other = sum(counts[: max(0, middle - _INK)]) + sum(counts[middle + _INK :])
    return other < _LEAST_INK * sum(counts)


def _cut(grey: QImage, counts: list[int]) -> str:
    """The side over which the paper goes; "edges" where no side of it is to be seen."""
    dark, light = _share(counts, 0.02), _share(counts, 0.9)
    border = (dark + light) // 2
    if light - dark < 2 * _INK:
        return "edges"
    small = grey.scaled(
        64, 48, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    across, down = range(small.width()), range(small.height())
    right, bottom = small.width() - 1, small.height() - 1
    sides = {
        "cut_left": [(0, y) for y in down],
        "cut_right": [(right, y) for y in down],
        "cut_top": [(x, 0) for x in across],
        "cut_bottom": [(x, bottom) for x in across],
    }
    over = [
        side
        for side, points in sides.items()
        if sum(small.pixelColor(x, y).value() > border for x, y in points) > _TOUCHES * len(points)
    ]
    return "edges" if len(over) > 2 else over[0] if over else ""  # noqa: PLR2004 one or two sides can be named


def _sharpness(grey: QImage) -> float:
    """What is lost in seeing the picture half as large, over what is lost in the next step: letters lose early."""
    half, quarter = _smaller(grey), _smaller(_smaller(grey))
    close, afar = _lost(grey, half), _lost(half, quarter)
    return close / afar if afar else 0.0


def _smaller(grey: QImage) -> QImage:
    return grey.scaled(
        max(1, grey.width() // 8 * 4),
        max(1, grey.height() // 2),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _lost(grey: QImage, smaller: QImage) -> float:
    """The mean difference, in steps of grey, once it is as large as before again."""
    again = smaller.scaled(
        grey.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(again)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, grey)
    painter.end()
    counts = _counts(again.convertToFormat(QImage.Format.Format_Grayscale8))
    return sum(step * seen for step, seen in enumerate(counts)) / sum(counts)
