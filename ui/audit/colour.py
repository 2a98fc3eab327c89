"""Contrast from pixels, by WCAG's formula (WCAG 2.2, 1.4.3)."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtGui import QColor, QImage

_FEW = 4
"""So many pixels of one colour are ink; fewer are chance."""


@cache
def luminance(colour: int) -> float:
    """The relative luminance of a pixel (0xAARRGGBB), 0 to 1."""
    parts = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004 WCAG's own constants
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    """The contrast ratio of two pixels, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrast_of(one: str | QColor, other: str | QColor) -> float:
    """The same for colours by name."""
    return contrast(QColor(one).rgb(), QColor(other).rgb())


def pixels(image: QImage) -> "memoryview[int]":
    """The pixels, row after row, as 0xAARRGGBB."""
    return memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")


def rows(image: QImage) -> "Iterator[memoryview[int]]":
    """The same, a row at a time."""
    all_of_it, width = pixels(image), image.width()
    for top in range(0, len(all_of_it), width):
        yield all_of_it[top : top + width]


def ground(counts: "Counter[int]") -> int:
    """The commonest colour."""
    return counts.most_common(1)[0][0]


def ink_contrast(image: QImage) -> float:
    """How strongly what is drawn stands out from its ground: the best ratio of any colour that there is enough of.

    The edges of letters are blended, so their middle counts. 1.0 for an empty picture.
    """
    counts = Counter(pixels(image))
    if not counts:
        return 1.0
    paper = ground(counts)
    return max((contrast(paper, colour) for colour, n in counts.items() if n >= _FEW), default=1.0)


def lines(image: QImage) -> list[QImage]:
    """The picture cut into its lines of writing: the runs of rows in which there is anything but ground."""
    counts = Counter(pixels(image))
    if not counts:
        return []
    paper, found, start = ground(counts), [], -1
    for y, row in enumerate([*rows(image), None]):
        drawn = row is not None and set(row) != {paper}
        if drawn and start < 0:
            start = y
        elif not drawn and start >= 0:
            found.append(image.copy(0, start, image.width(), y - start))
            start = -1
    return found
