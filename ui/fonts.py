"""The typefaces, from assets/fonts: Atkinson Hyperlegible Next for Latin letters, Welsh and Polish too; Naskh for Urdu."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.config import ASSETS

FAMILIES = ("Atkinson Hyperlegible Next", "Handrail Naskh")
"""Each letter is drawn by the first that has it, so that languages mix within a line."""
_FILES = ("AtkinsonHyperlegibleNext", "HandrailNaskh")
CAP_HEIGHT = 0.668
"""The height of a Latin capital over the em (its OS/2 table); sizes are set by it (V1), and Urdu's file is drawn to match."""
CHARACTER = 0.44
"""The width of a usual character of running text over the em, spaces counted."""
LINE = 1.3
"""The distance between lines of Latin over the em (its hhea table)."""


@cache
def load() -> None:
    """Makes the typefaces known to Qt. After QApplication; once a process is enough."""
    for file in _FILES:
        for weight in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / f"{file}-{weight}.ttf"))


def font(cap_px: float, *, bold: bool = False) -> QFont:
    """The typeface with Latin capitals ``cap_px`` pixels high."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(max(1, round(cap_px / CAP_HEIGHT)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
