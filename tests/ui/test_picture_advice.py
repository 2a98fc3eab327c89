"""What is told of a picture of a paper is so, on pictures that were made up for it."""

import pytest
from PySide6.QtGui import QColor, QImage

from tests.ui.papers import photo_of_paper
from ui.picture_advice import of_photo, of_scan


def plain(colour):
    image = QImage(600, 800, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.mark.parametrize(
    ("wishes", "advice"),
    [
        ({}, "good"),
        ({"lines": 3}, "good"),
        ({"light": 160, "desk": 60}, "good"),
        ({"light": 60, "desk": 10}, "dark"),
        ({"left": -0.1}, "cut_left"),
        ({"left": 0.6}, "cut_right"),
        ({"top": -0.1}, "cut_top"),
        ({"top": 0.4}, "cut_bottom"),
        ({"desk": 235}, "edges"),
        ({"blur": 6}, "blurred"),
        ({"blur": 10}, "blurred"),
    ],
)
def test_a_photo_of_a_paper(wishes, advice):
    assert of_photo(photo_of_paper(**wishes)) == advice


@pytest.mark.parametrize(
    ("colour", "advice"), [("black", "dark"), ("white", "one_colour"), ("#c0c0c0", "one_colour")]
)
def test_a_photo_of_nothing(colour, advice):
    assert of_photo(plain(colour)) == advice


def test_a_scan_is_told_only_whether_something_is_on_it():
    assert of_scan(photo_of_paper(left=-0.5, top=-0.5)) == "good"
    assert of_scan(plain("white")) == of_scan(plain("black")) == "nothing"


def test_one_line_is_something():
    assert of_scan(photo_of_paper(desk=235, lines=1)) == "good"


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (7, 5)])
def test_a_picture_of_any_shape_is_measured(size):
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert of_photo(image) == "one_colour"
    assert of_scan(image) == "nothing"
