"""Words that wait behind a button until somebody asks for them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.button import Button
from ui.parts.heading import Heading
from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.theme import GAP, Theme


class Fold(QWidget):
    """A button that says ``title``. A press shows ``words`` below it and moves there; another takes them away."""

    def __init__(self, title: str, words: str, theme: Theme) -> None:
        super().__init__()
        self._title = title
        self._button = Button(title, theme, lambda: self._turn(), kind="quiet", icon="down")
        self._button.setObjectName("fold")
        self._text = Text(words, theme)
        self._text.setAccessibleName(words)
        self._text.setFocusPolicy(Heading.PAGE)
        self._panel = Panel([self._text], theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        for part in (self._button, self._panel):
            column.addWidget(part)
        self._panel.hide()

    def _turn(self) -> None:
        shows = self._panel.isHidden()
        self._panel.setVisible(shows)
        self._button.say(self._title, "up" if shows else "down")
        if shows:
            self._text.setFocus()
