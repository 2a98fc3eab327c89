"""The typefaces, from assets/fonts: Atkinson Hyperlegible Next for Latin letters, Naskh for Urdu."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from kiosk.config import ASSETS

FAMILIES = ("Atkinson Hyperlegible Next", "Handrail Naskh")
"""Each letter is drawn by the first that has it, so that languages mix within a line."""
_FILES = ("AtkinsonHyperlegibleNext", "HandrailNaskh")
CAP_HEIGHT = 0.668
"""A Latin capital's height over the em (its OS/2 table); sizes are set by it (V1), and Urdu's are drawn to match."""
CHARACTER = 0.44
"""The width of a usual character of running text over the em, spaces counted."""
LINE = 1.3
"""The distance between lines of Latin over the em (its hhea table)."""
WIDE_LINE, WIDE_LETTER, WIDE_WORD, WIDE_PARAGRAPH = 1.5, 0.12, 0.16, 2.0
"""With wide spacing: the distance between lines, what is added between letters and between words, and the room
below a paragraph, all over the em (V8, WCAG 1.4.12)."""


@cache
def load() -> None:
    """Makes the typefaces known to Qt. After QApplication; once a process is enough."""
    for file in _FILES:
        for weight in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / f"{file}-{weight}.ttf"))


def font(cap_px: float, *, bold: bool = False, wide: bool = False) -> QFont:
    """The typeface with Latin capitals ``cap_px`` pixels high; ``wide`` sets letters and words further apart."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(max(1, round(cap_px / CAP_HEIGHT)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if wide:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, WIDE_LETTER * made.pixelSize())
        made.setWordSpacing(WIDE_WORD * made.pixelSize())
    return made


def leading(font: QFont) -> float:
    """The distance between two lines in ``font``, in pixels; more when it is a wide one."""
    usual = QFontMetricsF(font).lineSpacing()
    return max(usual, WIDE_LINE * font.pixelSize()) if font.wordSpacing() else usual
