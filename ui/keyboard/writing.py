"""One box being typed into with the keys on the screen: where they stand, what they write, what is said (M11).

Nothing of what is typed is kept here: the word that is said is read out of the box at that moment (P3).
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLayout, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import Shiboken

from kiosk import keyboard
from kiosk.keyboard import Act, Key, Layout, Way
from kiosk.visit import Visit
from ui.inputs.base import Input
from ui.keyboard.board import Board
from ui.keyboard.key import KeyButton, name, tongue, written
from ui.parts.edit import Field, hides
from ui.parts.focus import INNER, OUTER
from ui.theme import GAP, TARGET

if TYPE_CHECKING:
    from ui.window import Window

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
_PAGES = {
    Qt.InputMethodHint.ImhDigitsOnly: "digits",
    Qt.InputMethodHint.ImhPreferNumbers: "number",
    Qt.InputMethodHint.ImhEmailCharactersOnly: "email",
    Qt.InputMethodHint.ImhLatinOnly: "latin",
}


class Writing:
    """Lives from the box's touch to Done. ``say`` gets what is to be said and its language; ``done`` ends it."""

    def __init__(
        self,
        window: "Window",
        visit: Visit,
        field: Field,
        say: Callable[[str, str], None],
        done: Callable[[], object],
    ) -> None:
        self._window = window
        self._words = visit.words
        self._tell = say
        self._done = done
        self._capitals = self._locked = bool(_hints(field) & Qt.InputMethodHint.ImhPreferUppercase)
        self.field = field
        layout = keyboard.layout(visit.language, visit.display.letters)
        if isinstance(field, QLineEdit):
            layout = layout.for_one_line()
        self.board = Board(layout, _start(field, layout), window.theme, visit.words, self._pressed)
        self._show_case()
        column = window.column
        if window.offers is not None:
            window.offers.give_way(away=True)
        # While it is tried what fits, the window must not grow.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.insertWidget(column.indexOf(window.scroller) + 1, self.board)
        self.board.show()
        self._order()
        self._make_room()
        # Again when Qt has laid out what the smaller page brings: More.
        QTimer.singleShot(0, self.board, self._show_field)

    @property
    def alive(self) -> bool:
        """Whether the box is still there: an answer may have taken its question away."""
        return Shiboken.isValid(self.field) and self.field.isVisible()

    @property
    def _hidden(self) -> bool:
        """Whether nobody may hear what is written (A8, A9)."""
        return hides(self.field) or not self._window.typing.may_tell()

    def end(self) -> None:
        """Puts the keys away; the box has the focus again if a key had it."""
        entered = self.board.entered
        self.board.hide()
        self.board.deleteLater()
        if entered and Shiboken.isValid(self.field):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        window = self._window
        window.top.show()
        window.bar.show()
        window.ways.give_way(away=False)
        window.caption.give_way(away=False)
        if window.offers is not None:
            window.offers.give_way(away=False)
        window.column.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        window.column.activate()
        if self.alive and self.field.hasFocus():
            window.scroller.reveal(self.field, window.theme.px(INNER + OUTER + GAP))

    def move(self, arrow: int) -> bool:
        """An arrow key: True when it was for the keys. Above them is the box, below them what leads on."""
        way = _ARROWS.get(arrow)
        if way is None:
            return False
        if not self.board.entered:
            down = way == "down" and QApplication.focusWidget() is self.field
            if down:
                self.board.enter_top()
            return down
        if self.board.lead(way):
            return True
        below = [*self._window.ways.buttons, *self._window.bar.buttons]
        onward = next((button for button in below if button.isVisible()), None)
        leaves = self.field if way == "up" and self.alive else onward
        if leaves is not None:
            leaves.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # Where it stands.

    def _make_room(self) -> None:
        """The keys as large as they can be with the box above them in sight; bars give way before the box does."""
        window, board = self._window, self.board
        need = self._region()[1]
        window.caption.give_way(away=True)
        for bar, ways, top, tall in _FITS:
            window.bar.setVisible(bar)
            window.ways.give_way(away=not ways)
            window.top.setVisible(top)
            board.make(TARGET if tall else board.least)
            window.column.activate()
            if window.scroller.height() >= need and board.height() >= board.sizeHint().height():
                break
        self._show_field()

    def _region(self) -> tuple[int, int]:
        """Where on the page its label begins, and how high all from there to its foot is, in pixels."""
        sheet, theme = self._window.sheet, self._window.theme
        around = _input(self.field)
        heading = sheet.screen_shown.heading
        alone = around is None or around.title == heading.text()
        block = None if around is None or alone else around.parentWidget()
        label = block or heading
        top = label.mapTo(sheet, QPoint(0, 0)).y() - theme.px(GAP)
        foot = self.field.mapTo(sheet, QPoint(0, self.field.height())).y() + theme.px(GAP)
        return top, foot - top

    def _show_field(self) -> None:
        if not self.alive:
            return
        top, tall = self._region()
        room = self._window.scroller.height()
        self._window.scroller.verticalScrollBar().setValue(top if tall <= room else top + tall - room)
        if isinstance(self.field, QPlainTextEdit):
            self.field.ensureCursorVisible()

    def _order(self) -> None:
        """The keys come after the page and before Back and Continue."""
        window = self._window
        below = [
            *window.ways.buttons,
            *([opener] if (opener := window.caption.opener) else []),
            *window.bar.buttons,
        ]
        offer = window.offers.buttons if window.offers is not None else []
        chain = [window.sheet.last_control(), *offer, *self.board.buttons, *below]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    # What a key does.

    def _pressed(self, key: Key) -> None:
        if not self.alive:
            self._done()
            return
        if not self.board.entered and not self.field.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a finger was on More
        match key.act:
            case "done":
                self._done()
            case "capitals":
                self._capitals = not self._capitals
                self._show_case()
                self._say(name(key, self._words))
            case "signs" | "letters" | "latin" | "more":
                self._turn(key.act)
                if not self.board.entered:
                    self._say(name(key, self._words))
            case "delete":
                self._delete()
            case _:
                self._write(key)

    def _turn(self, page: str, act: Act | None = None) -> None:
        """Shows another page of keys; a focus among them stays among them, on the key that does ``act``."""
        entered, self._capitals = self.board.entered, self._locked
        self.board.turn(page)
        self._show_case()
        self._order()
        if entered:
            self.board.enter(act)

    def _show_case(self) -> None:
        self.board.show_case(capitals=self._capitals, always=self._locked)

    def _write(self, key: Key) -> None:
        field, words = self.field, self._words
        spoken = name(key, words, capitals=self._capitals and not self._locked)
        text = {"space": " ", "line": "\n"}.get(key.act or "") or written(key, capitals=self._capitals)
        word = _word(field) if key.act else ""
        _insert(field, text)
        if self._capitals != self._locked:
            self._capitals = self._locked
            self._show_case()
        if self.board.page == "more" and not key.act:
            self._turn("letters", "more")
        self._show_field()
        self._say(words.say("keyboard.typed") if self._hidden else word or spoken)

    def _delete(self) -> None:
        field, words = self.field, self._words
        gone = _selected(field) or _before(field)[-1:]
        if isinstance(field, QLineEdit):
            field.backspace()
        else:
            field.textCursor().deletePreviousChar()
        self._show_field()
        if not gone:
            self._say(words.say("keyboard.nothing"))
        elif self._hidden:
            self._say(words.say("keyboard.taken"))
        else:
            called = {" ": words.say("keyboard.space"), "\n": words.say("keyboard.line")}
            self._say(words.say("keyboard.deleted", letter=called.get(gone) or name(Key(gone), words)))

    def _say(self, text: str) -> None:
        if isinstance(key := QApplication.focusWidget(), KeyButton):
            key.show_typed(text)
        self._tell(text, tongue(text, self._words))


def _input(field: Field) -> Input | None:
    holder: QWidget | None = field
    while holder is not None and not isinstance(holder, Input):
        holder = holder.parentWidget()
    return holder


def _hints(field: Field) -> Qt.InputMethodHint:
    return field.inputMethodHints() if isinstance(field, QLineEdit) else Qt.InputMethodHint.ImhNone


def _start(field: Field, layout: Layout) -> str:
    """Which page of keys a box begins with."""
    wanted = (page for hint, page in _PAGES.items() if _hints(field) & hint and page in layout.pages)
    return next(wanted, "letters")


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
    return "" if hides(field) or not text or text[-1].isspace() else text.split()[-1]


def _selected(field: Field) -> str:
    if isinstance(field, QLineEdit):
        return field.selectedText()
    return field.textCursor().selectedText().replace("\u2029", "\n")
