"""One line of check answers: what was asked, what was answered, and Change; or an entry that can be removed, too."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.description import sentences
from ui.parts.button import Button
from ui.parts.text import Text
from ui.theme import BORDER, GAP, Theme


class AnswerRow(QWidget):
    """Side by side where there is room, else the answer below its question. A line closes it.

    ``change`` is what the button says, and what a screen reader says for it; so is ``remove``, with what its press
    does. ``section`` is the heading above it, where it is the first below one: both voices say it there.
    """

    def __init__(
        self,
        label: str,
        answer: str,
        change: tuple[str, str],
        press: Callable[[], object],
        theme: Theme,
        *,
        section: str = "",
        remove: tuple[str, str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.label = label
        self.answer = answer
        self.section = section
        asked = Text(label, theme, "quiet")
        given = Text(answer, theme, font="bold")
        words, name = change
        self.change = button = Button(words, theme, press, kind="quiet", name=name)
        # Not as a group named by the section: Orca would read out every text in it.
        button.setAccessibleDescription(sentences((section, answer)) if section else answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(GAP), 0, theme.px(GAP))
        row.setSpacing(theme.px(2 * GAP))
        middle = Qt.AlignmentFlag.AlignVCenter
        if theme.columns > 1:
            row.addWidget(asked, 5, middle)
            row.addWidget(given, 4, middle)
        else:
            column = QVBoxLayout()
            column.setSpacing(theme.px(GAP / 2))
            column.addWidget(asked)
            column.addWidget(given)
            row.addLayout(column, 1)
        row.addWidget(button, 0, middle)
        self.remove: Button | None = None
        if remove is not None:
            what, called, take_out = remove
            self.remove = Button(what, theme, take_out, kind="quiet", name=called)
            self.remove.setAccessibleDescription(answer)
            row.addWidget(self.remove, 0, middle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._theme.px(BORDER)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - line, self.width(), line, self._theme.colour("line"))
