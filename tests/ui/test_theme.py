"""Sizes on the glass, in millimetres."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont

from kiosk.display import TEXT_SIZES, Display
from tests.ui.kiosk_rig import SHAPES
from ui import fonts
from ui.app import application
from ui.theme import Theme, usual_px_per_mm

BANDS = {"small": (3.5, 4.2), "normal": (4.8, 5.6), "large": (6.4, 7.1), "largest": (8.5, 9.0)}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_body_text_is_in_its_band_and_nothing_is_smaller(qtbot, size, shape):
    theme = Theme(Display(text_size=size), 0, SHAPES[shape])
    least, most = BANDS[size]
    for role in ("body", "bold", "section", "question", "reference"):
        cap = QFontMetricsF(theme.font(role)).capHeight() / theme.px_per_mm
        assert cap >= least
        if role in {"body", "bold"}:
            assert cap <= most


def test_the_typeface_is_ours_and_has_welsh(qtbot):
    application()
    theme = Theme(Display(), 0, SHAPES["wide"])
    assert QFontInfo(theme.font("body")).family() == fonts.FAMILIES[0]
    raw = QRawFont.fromFont(theme.font("body"))
    assert [letter for letter in "ŵŷŴŶâêîôûïö’·£" if not raw.supportsCharacter(ord(letter))] == []


def test_the_cap_height_is_the_typefaces_own(qtbot):
    fonts.load()
    assert abs(QFontMetricsF(fonts.font(668)).capHeight() - 668) < 1


@pytest.mark.parametrize(
    ("size", "px_per_mm"),
    [
        (QSize(1920, 1080), 4.03),
        (QSize(1080, 1920), 4.03),
        (QSize(1280, 1024), 3.40),
        (QSize(1024, 768), 2.65),
    ],
)
def test_an_unmeasured_screen_is_taken_for_a_common_one(size, px_per_mm):
    assert abs(usual_px_per_mm(size) - px_per_mm) < 0.01


def test_a_measured_screen_is_believed(qtbot):
    assert Theme(Display(), 5.57, SHAPES["wide"]).px(20) == 111


@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_of_text_is_no_longer_than_75_characters(qtbot, size, shape):
    theme = Theme(Display(text_size=size), 0, SHAPES[shape])
    usual = (
        QFontMetricsF(theme.font("body")).horizontalAdvance("the quick brown fox jumps over a lazy dog ") / 42
    )
    assert theme.text_width / usual <= 80
    assert theme.column_width <= theme.content_width <= theme.screen.width()
