"""Typing without a keyboard: when the keys show, what they write into, and what is said of it (M11).

Nothing of what is typed is kept here: the word that is said is read out of the box at that moment (P3).
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLayout, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import Shiboken

from kiosk import keyboard
from kiosk.keyboard import Key, Way
from kiosk.visit import Visit
from ui.inputs.base import Input
from ui.keyboard.board import Board
from ui.keyboard.key import name, written
from ui.theme import GAP, TARGET

if TYPE_CHECKING:
    from ui.window import Window

Field = QLineEdit | QPlainTextEdit
_FIELDS = (QLineEdit, QPlainTextEdit)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ARROWS: dict[int, Way] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_FITS = (
    (True, True, True, True),
    (False, True, True, True),
    (False, True, True, False),
    (False, False, True, True),
    (False, False, True, False),
    (False, False, False, False),
)
"""What is tried until the box has room: whether the bottom bar, Back and Continue, and the top bar show, and whether
the keys are as high as they should be or as low as they may be."""
_PADS = {Qt.InputMethodHint.ImhDigitsOnly: "digits", Qt.InputMethodHint.ImhPreferNumbers: "number"}


class Typing(QObject):
    """The on-screen keyboard of one window, for as long as it lives.

    It opens when a box is touched, or when Select is pressed on it by who has typed nothing on a real keyboard; a
    letter from a real keyboard closes it. ``said`` carries what is to be said of a key, and the language of it.
    ``wanted`` is whether this kiosk has an on-screen keyboard at all.
    """

    said = Signal(str, str)

    def __init__(self, window: "Window", visit: Visit, *, wanted: bool) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._wanted = wanted
        self._field: Field | None = None
        self._capitals = False
        self._real = False
        self._counted: QWidget | None = None
        self.board: Board | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 there is a window
        app.focusChanged.connect(self._focused)

    # When it shows.

    def touched(self, widget: QWidget) -> None:
        """A finger pressed ``widget``: if it is a box to type in, the keys come."""
        if isinstance(widget, _FIELDS):
            self._open(widget)

    def select(self) -> bool:
        """Select was pressed on the box that has the focus: the keys come, and one of them has the focus."""
        field = self._focus()
        if not isinstance(field, _FIELDS) or self._real or field is self._counted or not self._open(field):
            return False
        assert self.board is not None  # noqa: S101 just opened
        self.board.enter()
        return True

    def close(self) -> bool:
        """Puts the keys away, and forgets about them. False when none showed."""
        board, field = self.board, self._field
        if board is None:
            return False
        entered = board.entered
        self.board = self._field = None
        self._capitals = False
        if entered and field is not None and Shiboken.isValid(field):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        board.hide()
        board.deleteLater()
        self._give_back()
        return True

    def forget(self) -> None:
        """Another person may come: nothing is known of how this one types."""
        self.close()
        self._real = False
        self._counted = None

    # Keys of a keypad or of a real keyboard.

    def key(self, event: QKeyEvent) -> bool:
        """A key that no control took. True when it was meant for the keyboard on the screen."""
        board = self.board
        if board is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self.close()
        if (way := _ARROWS.get(event.key())) is not None:
            return self._move(board, way)
        field = self._field
        if board.entered and _is_letter(event) and field is not None and self._alive():
            self.close()
            QApplication.sendEvent(field, event)
            return True
        return False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Sees the keys that go to the box with the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            return not event.isAutoRepeat() and self.select()
        if event.text().isprintable() and event.text():
            # A pad of digits has no letters: who uses one may need those on the screen in the next box.
            self._counted = self._focus()
            if not event.text().isdigit():
                self._real = True
            if _is_letter(event):
                self.close()
        return False

    def _move(self, board: Board, way: Way) -> bool:
        if not board.entered:
            if way != "down" or self._focus() is not self._field:
                return False
            board.enter_top()
            return True
        if board.lead(way):
            return True
        if way == "up" and self._alive() and self._field is not None:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        below = [*self._window.ways.buttons, *self._window.bar.buttons]
        onward = next((button for button in below if button.isVisible()), None)
        if onward is not None:
            onward.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _focused(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _FIELDS):
            self._counted = None
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS) and self._wanted:
            new.installEventFilter(self)
        if self.board is None or new is None or not self._window.scroller.isAncestorOf(new):
            return
        if not isinstance(new, _FIELDS):
            self.close()
        elif new is not self._field:
            self._open(new)

    # Where it stands.

    def _open(self, field: Field) -> bool:
        if not self._wanted or field.isReadOnly() or not self._window.scroller.isAncestorOf(field):
            return False
        if field is self._field and self.board is not None:
            return True
        visit, theme = self._visit, self._window.theme
        self.close()
        layout = keyboard.layout(visit.language, visit.display.letters)
        if isinstance(field, QLineEdit):
            layout = layout.for_one_line()
        self._field = field
        self.board = board = Board(layout, _start(field), theme, visit.words, self._pressed)
        column = self._window.column
        column.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # the window must not grow while keys are tried
        column.insertWidget(column.indexOf(self._window.scroller) + 1, board)
        board.show()
        self._order()
        self._make_room(board, field)
        QTimer.singleShot(
            0, self, self._show_field
        )  # once Qt has laid out what the smaller page brings: More
        return True

    def _make_room(self, board: Board, field: Field) -> None:
        """The keys as large as they can be with the box above them in sight; bars give way before the box does."""
        window = self._window
        need = self._region(field)[1]
        for bar, ways, top, tall in _FITS:
            window.bar.setVisible(bar)
            window.ways.give_way(away=not ways)
            window.top.setVisible(top)
            board.make(TARGET if tall else board.least)
            window.column.activate()
            if window.scroller.height() >= need and board.height() >= board.sizeHint().height():
                break
        self._show_field()

    def _give_back(self) -> None:
        window = self._window
        window.top.show()
        window.bar.show()
        window.ways.give_way(away=False)
        window.column.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)

    def _region(self, field: Field) -> tuple[int, int]:
        """Where on the page its label begins, and how high all from there to its foot is, in pixels."""
        sheet, theme = self._window.sheet, self._window.theme
        around = _input(field)
        heading = sheet.screen_shown.heading
        alone = around is None or around.title == heading.text()
        block = None if around is None or alone else around.parentWidget()
        label = block or heading
        top = label.mapTo(sheet, QPoint(0, 0)).y() - theme.px(GAP)
        foot = field.mapTo(sheet, QPoint(0, field.height())).y() + theme.px(GAP)
        return top, foot - top

    def _show_field(self) -> None:
        if self.board is None or self._field is None or not self._alive():
            return
        top, tall = self._region(self._field)
        room = self._window.scroller.height()
        self._window.scroller.verticalScrollBar().setValue(top if tall <= room else top + tall - room)

    def _order(self) -> None:
        """The keys come after the page and before Back and Continue."""
        window = self._window
        if self.board is None:
            return
        chain = [window.sheet.last_control(), *self.board.buttons, *window.ways.buttons, *window.bar.buttons]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    # What a key does.

    def _pressed(self, key: Key) -> None:
        board, field = self.board, self._field
        if board is None or field is None or not self._alive():
            self.close()
            return
        match key.act:
            case "done":
                self.close()
            case "capitals":
                self._capitals = not self._capitals
                board.show_case(capitals=self._capitals)
                self._say(name(key, self._visit.words))
            case "signs" | "letters" | "latin" | "more":
                self._turn(board, key.act)
            case "delete":
                self._delete(field)
            case _:
                self._write(board, field, key)

    def _turn(self, board: Board, page: str) -> None:
        entered, self._capitals = board.entered, False
        board.turn(page)
        self._order()
        if entered:
            board.enter()
        else:
            self._say(self._visit.words.say(f"keyboard.{page}"))

    def _write(self, board: Board, field: Field, key: Key) -> None:
        words = self._visit.words
        spoken = name(key, words, capitals=self._capitals)
        text = {"space": " ", "line": "\n"}.get(key.act or "") or written(key, capitals=self._capitals)
        word = _word(field) if key.act else ""
        _insert(field, text)
        if self._capitals:
            self._capitals = False
            board.show_case(capitals=False)
        if board.page == "more" and not key.act:
            entered = board.entered
            board.turn("letters")
            self._order()
            if entered:
                board.enter("more")
        self._show_caret(field)
        self._say(words.say("keyboard.typed") if _masked(field) else word or spoken)

    def _delete(self, field: Field) -> None:
        words = self._visit.words
        gone = _before(field)[-1:]
        if isinstance(field, QLineEdit):
            field.backspace()
        else:
            field.textCursor().deletePreviousChar()
        if not gone:
            self._say(words.say("keyboard.nothing"))
        elif _masked(field):
            self._say(words.say("keyboard.taken"))
        else:
            called = {" ": words.say("keyboard.space"), "\n": words.say("keyboard.line")}
            self._say(words.say("keyboard.deleted", letter=called.get(gone) or name(Key(gone), words)))

    def _show_caret(self, field: Field) -> None:
        if isinstance(field, QPlainTextEdit):
            field.ensureCursorVisible()

    def _say(self, text: str) -> None:
        board = self.board
        latin = board is not None and board.page == "latin"
        self.said.emit(text, "en" if latin else self._visit.language)

    def _focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    def _alive(self) -> bool:
        """Whether the box is still there: an answer may have taken its question away."""
        return self._field is not None and Shiboken.isValid(self._field) and self._field.isVisible()


def _input(field: Field) -> Input | None:
    holder: QWidget | None = field
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    return holder


def _is_letter(event: QKeyEvent) -> bool:
    return len(event.text()) == 1 and event.text().isalpha()


def _start(field: Field) -> str:
    """Which page of keys a box begins with."""
    hints = field.inputMethodHints() if isinstance(field, QLineEdit) else Qt.InputMethodHint.ImhNone
    return next((pad for hint, pad in _PADS.items() if hints & hint), "letters")


def _masked(field: Field) -> bool:
    return isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal


def _insert(field: Field, text: str) -> None:
    """As if it had been typed: ``textEdited`` is emitted, and what the box does not take stays out."""
    if isinstance(field, QLineEdit):
        field.insert(text)
    else:
        field.textCursor().insertText(text)


def _before(field: Field) -> str:
    """What stands before the caret."""
    if isinstance(field, QLineEdit):
        return field.text()[: field.cursorPosition()]
    return field.toPlainText()[: field.textCursor().position()]


def _word(field: Field) -> str:
    """The word that ends at the caret; nothing of a box whose text is hidden."""
    text = _before(field)
    return "" if _masked(field) or not text or text[-1].isspace() else text.split()[-1]
