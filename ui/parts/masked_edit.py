"""A box for what nobody else should see or hear: dots in the box, and its words only on paint (P4, A8)."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.parts.edit import Edit
from ui.parts.paragraph import Paragraph, side
from ui.theme import GAP, Theme


class MaskedEdit(Edit):
    """Shows dots, and tells a screen reader dots; Qt lets nobody copy out of it."""

    def __init__(self, theme: Theme, characters: int, *, wrong: bool = False) -> None:
        super().__init__(theme, characters, wrong=wrong)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class Unmasked(QWidget):
    """What a masked box holds, for the eyes alone: no label, so that no voice or screen reader finds words in it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str) -> None:
        """Shows ``words``; "" shows nothing."""
        self._words = words
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._laid(width).height) + self._theme.px(GAP)

    def sizeHint(self) -> QSize:
        width = self._theme.text_width
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        at = QPointF(0, self._theme.px(GAP) / 2)
        self._laid(self.width()).draw(
            QPainter(self), at, self._theme.colour("ink"), side(mirrored=self.isRightToLeft())
        )

    def _laid(self, width: int) -> Paragraph:
        return Paragraph(self._words or " ", self._theme.font("bold"), min(width, self._theme.text_width))
