"""Where the person was on a page of their visit, so that they are there again after staff used the kiosk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from kiosk.stage import Stage
    from ui.window import Window


class Bookmark:
    """Put in as something opens over a page; good for as long as the visit is at the same stage."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._stage: Stage | None = None
        self._last: QWidget | None = None
        self._number: int | None = None
        self._cursor = 0
        self._scroll = 0

    def touched(self, widget: QWidget) -> None:
        """Something on the page has the focus: a press on a bar takes it away before anything opens."""
        self._last = widget

    def put(self, stage: "Stage") -> None:
        """Something is about to open over the page of ``stage``."""
        found = self._controls()
        self._stage = stage
        last = self._last if self._last in found else None  # else it went when the page was drawn anew
        self._number = found.index(last) if last is not None else None
        self._scroll = self._window.scroller.verticalScrollBar().value()
        if isinstance(last, QLineEdit):
            self._cursor = last.cursorPosition()
        elif isinstance(last, QPlainTextEdit):
            self._cursor = last.textCursor().position()

    def go_back(self, stage: "Stage") -> None:
        """The page shows again: the focus, the cursor and the place are as they were."""
        if stage is not self._stage:
            return
        found = self._controls()
        box = found[self._number] if self._number is not None and self._number < len(found) else None
        if box is not None:
            box.setFocus()
        if isinstance(box, QLineEdit):
            box.setCursorPosition(self._cursor)
        elif isinstance(box, QPlainTextEdit):
            cursor = box.textCursor()
            cursor.setPosition(min(self._cursor, len(box.toPlainText())))
            box.setTextCursor(cursor)
        # Bars made anew have their size only after this event.
        sheet = self._window.sheet
        QTimer.singleShot(0, self._window, lambda: self._scroll_back(sheet))

    def forget(self) -> None:
        """The page shows, so there is nothing to come back to: a stage may hold answers, or a code (P1)."""
        self._stage = None

    def _scroll_back(self, sheet: QWidget) -> None:
        if self._window.sheet is sheet:
            self._window.scroller.verticalScrollBar().setValue(self._scroll)

    def _controls(self) -> list[QWidget]:
        """All on the page that can take the focus: drawn anew it has the same ones in the same order."""
        every = self._window.sheet.findChildren(QWidget)
        return [widget for widget in every if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
