"""Boxes to type in: one line, and several."""

from unicodedata import bidirectional

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.palette import Role
from ui.theme import BORDER, RADIUS, STRONG, TARGET, Theme

_BY_KEY = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_PADDING = 3.0
"""Between the border and the text, in mm."""

Field = QLineEdit | QPlainTextEdit
"""A box to type in."""


def typed(field: Field) -> str:
    """All that it holds."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def hides(field: Field) -> bool:
    """Whether it shows dots for what is typed, which then is not to be said (A8)."""
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal


def _quiet(event: QFocusEvent) -> QFocusEvent:
    """The same event with no reason: focus by Tab selects all, and Orca 43 then says nothing at all."""
    if event.reason() not in _BY_KEY:
        return event
    return QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason)


def _look(widget: QWidget, theme: Theme, padding: float, *, wrong: bool) -> None:
    border: Role = "problem" if wrong else "ink"
    width = STRONG if wrong else 2 * BORDER
    widget.setFont(theme.font("body"))
    widget.setPalette(theme.palette())
    widget.setStyleSheet(
        f"{type(widget).__name__} {{"
        f"background: {theme.colour('paper').name()}; color: {theme.colour('ink').name()};"
        f"selection-background-color: {theme.colour('action').name()};"
        f"selection-color: {theme.colour('on_action').name()};"
        f"border: {theme.px(width)}px solid {theme.colour(border).name()};"
        f"border-radius: {theme.px(RADIUS)}px; padding: 0 {theme.px(padding)}px; }}"
    )
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    widget.setAcceptDrops(False)


class Edit(QLineEdit):
    """One line, ``characters`` wide where there is room; ``wrong`` when its answer has a problem.

    ``part`` is which part of an answer it takes ("Day"), "" when it takes the whole. Up, Down and Enter are left
    to the page. ``unit`` is what is said before an amount in it ("£"). ``outcome`` is what came of what it
    holds ("23 found").
    """

    def __init__(self, theme: Theme, characters: int, *, wrong: bool = False) -> None:
        super().__init__()
        self.part = ""
        self.unit = ""
        self.outcome = ""
        _look(self, theme, _PADDING, wrong=wrong)
        self.setMinimumHeight(theme.px(max(TARGET, theme.line() * 1.5)))
        width = self.fontMetrics().averageCharWidth() * (characters + 1) + 2 * theme.px(_PADDING + 1)
        self.setMinimumWidth(min(width, theme.px(TARGET) * 2))
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setDragEnabled(False)
        self.textChanged.connect(lambda _text: self._face())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._face()

    def _face(self) -> None:
        """What is typed runs as its first letter does, numbers from the left, at the side where lines begin here."""
        holder = self.parentWidget()
        if holder is None:
            return
        edge = Qt.AlignmentFlag.AlignRight if holder.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        rtl = _from_the_right(self.text()) if self.text() else holder.isRightToLeft()
        self.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(_quiet(event))


def _from_the_right(text: str) -> bool:
    """Whether the first letter of ``text`` belongs to a script that is written from right to left."""
    strong = (kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"})
    return next(strong, "L") != "L"


class TextArea(QPlainTextEdit):
    """Several lines; five stand without scrolling. Tab leaves it; Up and Down leave it at its edges."""

    LINES = 5

    def __init__(self, theme: Theme, *, wrong: bool = False) -> None:
        super().__init__()
        _look(self, theme, BORDER, wrong=wrong)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.px(_PADDING))
        self.setFixedHeight(round(theme.px(theme.line()) * self.LINES + 2 * theme.px(_PADDING + 1)))
        self.setMaximumWidth(theme.text_width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(_quiet(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Whether Up or Down would not move the caret any more, so that the page may have the key (M7)."""
        moves = {
            Qt.Key.Key_Up.value: QTextCursor.MoveOperation.Up,
            Qt.Key.Key_Down.value: QTextCursor.MoveOperation.Down,
        }
        move = moves.get(event.key())
        return move is not None and not self.textCursor().movePosition(move)
