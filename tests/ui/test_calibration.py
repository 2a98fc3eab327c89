"""Measuring the screen with a card: every size in mm rests on it."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from kiosk import config
from kiosk.errors import ConfigError
from kiosk.language import Words
from ui.calibration import CARD, Calibration, Card
from ui.parts.button import Button

SIZE = QSize(1280, 1024)


@pytest.fixture
def page(qtbot):
    made = Calibration(3.4, SIZE, Words("en"))
    qtbot.addWidget(made)
    made.show()
    return made


def press(page, key):
    next(b for b in page.findChildren(Button) if b.objectName() == f"calibrate.{key}").click()


def drawn_width(page):
    """The width of the box in pixels, counted in a picture of the page."""
    card = page.findChild(Card)
    shot = card.grab().toImage()
    ground = page.palette().window().color().rgb()
    row = shot.height() // 2
    return sum(shot.pixel(x, row) != ground for x in range(shot.width()))


def test_the_box_is_as_wide_as_the_card_that_is_kept(page):
    """V1: what is drawn, divided by 85.60 mm, is what is kept."""
    for _ in range(3):
        press(page, "much_more")
    press(page, "less")
    left = []
    page.left = lambda: left.append(True)
    press(page, "keep")
    assert left
    assert page.result == pytest.approx(drawn_width(page) / CARD[0], abs=1.5 / CARD[0])
    assert page.result == pytest.approx((round(3.4 * CARD[0]) + 29) / CARD[0], abs=0.001)


def test_the_arrow_keys_change_it_too_and_escape_changes_nothing(page):
    """M7: a kiosk may have no touch."""
    before = drawn_width(page)
    QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClick(page, Qt.Key.Key_Up)
    assert drawn_width(page) == before + 11
    left = []
    page.left = lambda: left.append(True)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left
    assert page.result is None


def test_it_stays_within_what_a_screen_can_have(page):
    for _ in range(40):
        press(page, "much_less")
    press(page, "keep")
    assert page.result == pytest.approx(1.0, abs=0.02)


def test_the_rest_of_the_file_stays_as_it_was(tmp_path):
    """What staff wrote into kiosk.toml, comments and all, is not touched."""
    file = tmp_path / "kiosk.toml"
    file.write_text('# ours\nphone = "1"\npx_per_mm = 0  # never measured\nmount = 800\n')
    environ = {"KIOSK_CONFIG": str(file)}
    assert config.keep("px_per_mm", 3.785, environ) == file
    assert file.read_text() == '# ours\nphone = "1"\npx_per_mm = 3.785\nmount = 800\n'
    assert config.load(environ).px_per_mm == 3.785


def test_a_kiosk_with_no_file_gets_one(tmp_path):
    file = config.keep("px_per_mm", 4.03, {"KIOSK_DATA": str(tmp_path / "data")})
    assert config.load({"KIOSK_DATA": str(tmp_path / "data")}).px_per_mm == 4.03
    assert file.read_text() == "px_per_mm = 4.03\n"


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    (tmp_path / "kiosk.toml").mkdir()
    with pytest.raises(ConfigError, match="Write px_per_mm = 4 into it by hand"):
        config.keep("px_per_mm", 4.0, {"KIOSK_DATA": str(tmp_path)})
