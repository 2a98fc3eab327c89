"""The typeface: Atkinson Hyperlegible Next, which has every letter of Welsh, from assets/fonts."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.config import ASSETS

FAMILY = "Atkinson Hyperlegible Next"
CAP_HEIGHT = 0.668
"""The height of a capital letter over the em of this typeface (its OS/2 table); sizes are set by it (V1)."""
CHARACTER = 0.44
"""The width of a usual character of running text over the em, spaces counted."""
LINE = 1.3
"""The distance between lines over the em (its hhea table)."""


@cache
def load() -> None:
    """Makes the typeface known to Qt. After QApplication; once a process is enough."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"))


def font(cap_px: float, *, bold: bool = False) -> QFont:
    """The typeface with capitals ``cap_px`` pixels high."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(cap_px / CAP_HEIGHT)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
