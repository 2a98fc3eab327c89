"""Contrast from pixels, by WCAG's formula (WCAG 2.2, 1.4.3)."""

from array import array
from collections import Counter
from functools import cache

from PySide6.QtGui import QColor, QImage

_FEW = 4
"""So many pixels of one colour are ink; fewer are chance."""
_BLOCK = 32
"""Pixels compared at once: most blocks of a picture are plain ground, most of two pictures the same."""


@cache
def luminance(colour: int) -> float:
    """The relative luminance of a pixel (0xAARRGGBB), 0 to 1."""
    parts = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004 WCAG's own constants
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: int, other: int) -> float:
    """The contrast ratio of two pixels, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrast_of(one: str | QColor, other: str | QColor) -> float:
    """The same for colours by name."""
    return contrast(QColor(one).rgb(), QColor(other).rgb())


def pixels(image: QImage) -> "array[int]":
    """The pixels, row after row, as 0xAARRGGBB."""
    copy = image.convertToFormat(QImage.Format.Format_RGB32)
    return array("I", bytes(copy.constBits()))  # a copy: Qt frees its own with the picture


def ink_contrast(image: QImage) -> float:
    """How strongly what is drawn stands out from its ground: the best ratio of any colour that there is enough of.

    The edges of letters are blended, so their middle counts. 1.0 for an empty picture.
    """
    drawn = pixels(image)
    if not drawn:
        return 1.0
    paper = _ground(drawn)
    blank = array("I", [paper]) * _BLOCK
    inked = array("I")
    for at in range(0, len(drawn), _BLOCK):
        if (block := drawn[at : at + _BLOCK]) != blank:
            inked += block
    enough = [colour for colour, many in Counter(inked).items() if many >= _FEW]
    return max((contrast(paper, colour) for colour in enough), default=1.0)


def lines(image: QImage) -> list[QImage]:
    """The picture cut into its lines of writing: the runs of rows in which there is anything but ground."""
    drawn, width = pixels(image), image.width()
    if not drawn:
        return []
    blank = array("I", [_ground(drawn)] * width)
    found, start = [], -1
    for y in range(image.height() + 1):
        inked = y < image.height() and drawn[y * width : (y + 1) * width] != blank
        if inked and start < 0:
            start = y
        elif not inked and start >= 0:
            found.append(image.copy(0, start, width, y - start))
            start = -1
    return found


def changed(one: QImage, other: QImage, least: float) -> int:
    """How many pixels differ between two pictures of one size by a contrast of ``least`` or more."""
    if one.size() != other.size():
        return 0
    before, after = pixels(one), pixels(other)
    was, became = array("I"), array("I")
    for at in range(0, len(before), _BLOCK):
        old, new = before[at : at + _BLOCK], after[at : at + _BLOCK]
        if old != new:
            was += old
            became += new
    pairs = Counter(zip(was, became, strict=True))
    return sum(many for (a, b), many in pairs.items() if a != b and contrast(a, b) >= least)


def _ground(drawn: "array[int]") -> int:
    """The commonest colour of every seventh pixel."""
    return Counter(drawn[::7]).most_common(1)[0][0]
