"""A barcode, from a scanner that types as a keyboard does and ends with Enter, or by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.forms.page import Question, Raw
from kiosk.language import Words
from ui.inputs.base import Input
from ui.parts.enter_box import EnterBox
from ui.parts.text import Text
from ui.theme import GAP, Theme

_CHARACTERS = 30


class BarcodeInput(Input):
    """One box. Enter ends a code and stays on the page: what was read shows, is said, and the next replaces it."""

    def __init__(self, question: Question, theme: Theme, words: Words) -> None:
        super().__init__(question, theme, words)
        self.edit = EnterBox(theme, _CHARACTERS, wrong=question.problem is not None)
        self.edit.setAccessibleName(self.title)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.edit.setReadOnly(question.read_only)
        self.edit.setText(question.raw if isinstance(question.raw, str) else " ".join(question.raw))
        self.edit.textEdited.connect(lambda text: self._edited(text))
        self.edit.entered.connect(lambda: self._ended())
        self._read = Text("", theme, font="bold")
        self._read.hide()
        holder = QWidget()  # of its own: what comes to show in it is given the height that it needs
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        column.addWidget(self.edit)
        column.addWidget(self._read)
        self.column.addWidget(holder)

    def controls(self) -> Sequence[QWidget]:
        return (self.edit,)

    def fill(self, raw: Raw) -> None:
        self.edit.setText(raw if isinstance(raw, str) else " ".join(raw))
        self._edited(self.edit.text())

    def _edited(self, text: str) -> None:
        self._read.hide()
        self.answered.emit(text)

    def _ended(self) -> None:
        """A scanner's Enter, or the person's: with nothing read yet it does nothing, and never goes on."""
        code = self.edit.text().strip()
        if not code or self.edit.isReadOnly():
            return
        said = self.words.say("input.scanned", code=code)
        self._read.say(said)
        self._read.show()
        self.edit.selectAll()  # who scans again means another
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, said))
        self.told_private.emit(said, self.words.say("input.scanned_private", count=len(code)))
