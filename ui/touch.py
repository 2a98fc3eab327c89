"""Every touch and click on the window; what it means is decided in kiosk/touching.py and kiosk/exploring.py.

Qt's own mouse plays no part: its buttons lose a press that slips, hear nothing of one that misses by a millimetre,
and take two taps for two. A panel that comes as a mouse is one finger.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import Shiboken

from kiosk.exploring import TAP, Exploring
from kiosk.language import Words
from kiosk.stage import Welcome
from kiosk.touching import PALM, Act, Box, Contact, Pressing, nearest
from kiosk.visit import Visit
from ui.parts.hold_ring import HoldRing
from ui.parts.miss_mark import MissMark
from ui.parts.pressable import Pressable
from ui.strokes import Strokes

if TYPE_CHECKING:
    from ui.window import Window

_MOUSE = -1
"""The finger that a mouse is; those of a panel count from 0."""
_FRAME = 40
"""Milliseconds between two looks at a press that is held."""
_TARGETS: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QPlainTextEdit)
_MOUSE_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_State = QEventPoint.State


@dataclass(frozen=True, eq=False)
class _Thing:
    """What can be touched. Drawn anew or called otherwise it is the same: More is, when it has become Top."""

    widget: QWidget
    kind: type
    name: str
    words: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Thing):
            return False
        mine, its = (self.kind, self.name, self.words), (other.kind, other.name, other.words)
        return self.widget is other.widget or mine == its

    __hash__ = None  # type: ignore[assignment]  # two names may be one thing

    @property
    def there(self) -> bool:
        """Whether it is still to be seen: its page may be gone since the finger came."""
        return Shiboken.isValid(self.widget) and self.widget.isVisible() and self.widget.isEnabled()


class Touch(QObject):
    """Takes the window's touches and clicks, and presses its controls. Lives as long as the window.

    ``meant`` is emitted when a control is pressed. ``missed`` when there was nothing: with False as the finger
    comes, and with True when it was lifted soon, so that a press was meant and no hand laid down. ``heard`` carries
    the widget that a finger explores, None for empty space. ``bounce`` is in seconds; ``clock`` counts them.
    """

    meant = Signal()
    missed = Signal(bool)
    heard = Signal(object)

    def __init__(
        self, window: "Window", visit: Visit, bounce: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._window = window
        self._visit = visit
        self._clock = clock
        self._pressing: Pressing[_Thing] = Pressing(bounce)
        self._exploring: Exploring[_Thing] = Exploring()
        self._mark = MissMark(window)
        self._ring = HoldRing(window)
        self._strokes = Strokes(window)
        self._explorer = Contact(_MOUSE, 0, 0)
        self._measures = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self.look_again)
        window.opened.connect(lambda _screen: self._opened())

    def take(self, event: QEvent) -> bool:
        """Whether the event was a touch or a click, and so goes no further. A hovering mouse goes by."""
        if isinstance(event, QTouchEvent):
            event.accept()  # else Qt makes a mouse of it
            if event.type() == QEvent.Type.TouchCancel:
                self._do([*self._pressing.cancel(), *self._exploring.cancel()])
                self._strokes.cancel()
            for point in event.points():
                size = point.ellipseDiameters()
                self._judge(point.state(), point.id(), point.position(), max(size.width(), size.height()))
            return True
        return isinstance(event, QMouseEvent) and self._click(event)

    def look_again(self) -> None:
        """While a finger is held: fills the ring, and takes a tap that lasts for a finger that explores."""
        now = self._clock()
        since, hold = self._pressing.since, self._visit.display.hold
        if since is not None and hold:
            self._ring.fill(min(1.0, (now - since) / hold))
        elif self._explores:
            self._do(self._exploring.move(self._explorer, self._found(self._explorer), now))
            self._timer.stop()
        else:
            self._timer.stop()

    @property
    def pressed(self) -> bool:
        """Whether a finger presses something."""
        return self._pressing.since is not None

    def changed(self) -> None:
        """Something new stands on the page: a finger already on its way was not meant for it."""
        self._do(self._pressing.page(self._clock()))

    def clear(self) -> None:
        """Takes the mark of a miss away."""
        self._mark.hide()

    @property
    def _explores(self) -> bool:
        display = self._visit.display
        return display.explore and display.read_aloud

    def _opened(self) -> None:
        now = self._clock()
        self._do([*self._pressing.page(now), *self._exploring.page(now)])
        self.clear()

    def _click(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        state = _State.Unknown
        if kind == QEvent.Type.MouseMove:
            if event.buttons() == Qt.MouseButton.NoButton:
                return False
            state = _State.Updated
        elif left:
            state = _State.Pressed if kind in _MOUSE_PRESSES else _State.Released
        self._judge(state, _MOUSE, event.position(), 0.0)
        return True

    def _judge(self, state: QEventPoint.State, finger: int, at: QPointF, width: float) -> None:
        mm = self._window.theme.px_per_mm
        # A panel that never told of a fingertip measures in units of its own: to it all would be palms
        self._measures = self._measures or 0 < width / mm <= PALM
        contact = Contact(finger, at.x() / mm, at.y() / mm, width / mm if self._measures else 0.0)
        now = self._clock()
        if state in {_State.Pressed, _State.Updated, _State.Released} and self._explores:
            self._explorer = contact
            self._do(self._explore(state, contact, now))
        elif self._strokes.take(state, contact, self._px(contact)):
            self._drawing(state)
        elif state == _State.Pressed:
            found = nearest(self._targets(), contact)
            self._do(self._pressing.down(contact, found, now, _bounce(found)))
        elif state == _State.Updated:
            self._do(self._pressing.move(contact, now))
        elif state == _State.Released:
            self._do(self._pressing.up(contact, now, self._visit.display.hold))

    def _drawing(self, state: QEventPoint.State) -> None:
        if state == _State.Pressed:
            self.clear()
            self.meant.emit()

    def _explore(self, state: QEventPoint.State, at: Contact, now: float) -> Sequence[Act[_Thing]]:
        found = self._found(at)
        if state == _State.Pressed:
            acts = self._exploring.down(at, found, now)
            self._timer.start(round(TAP * 1000) + _FRAME)
            return acts
        return (self._exploring.move if state == _State.Updated else self._exploring.up)(at, found, now)

    # What lies there.

    def _targets(self) -> Iterator[tuple[_Thing, Box]]:
        """All that shows and can be pressed: of what is scrolled half out of sight, the half in sight."""
        mm = self._window.theme.px_per_mm
        for kind in _TARGETS:
            for widget in self._window.findChildren(kind):
                if not widget.isVisible() or not widget.isEnabled():
                    continue
                shown = widget.visibleRegion().boundingRect()
                if shown.isEmpty():
                    continue
                box = shown.translated(widget.mapTo(self._window, QPoint(0, 0)))
                left, top = box.left() / mm, box.top() / mm
                yield _thing(widget), Box(left, top, left + box.width() / mm, top + box.height() / mm)

    def _found(self, at: Contact) -> _Thing | None:
        """What a finger that explores is on: a control, else a text, else the control that is near."""
        near = list(self._targets())
        inside = nearest([(thing, box) for thing, box in near if not box.away(at)], at)
        if inside is not None:
            return inside
        under = self._window.childAt(self._px(at))
        if isinstance(under, QLabel) and under.text().strip():
            return _thing(under)
        return nearest(near, at)

    # What is shown and done.

    def _do(self, acts: Sequence[Act[_Thing]]) -> None:
        for act in acts:
            thing = act.target
            if act.name in {"miss", "tap", "rest"}:
                self._show_miss(act)
            elif act.name == "hear":
                self._hear(thing, act.at)
            elif thing is None or not thing.there:
                self._let_go(None)
            elif act.name == "press":
                self._press(thing, self._px(act.at))
            elif act.name == "let_go":
                self._let_go(thing)
            else:
                self._let_go(thing)
                self._act(thing, act.at)

    def _press(self, thing: _Thing, at: QPoint) -> None:
        self.clear()
        self.meant.emit()
        if isinstance(thing.widget, QAbstractButton):
            thing.widget.setDown(True)
        if self._explores:
            return
        if thing.widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            thing.widget.setFocus(Qt.FocusReason.MouseFocusReason)
        if not isinstance(thing.widget, QAbstractButton):
            _put_caret(thing.widget, thing.widget.mapFrom(self._window, at))
        elif self._visit.display.hold:
            self._ring.show_at(at, self._window.theme)
            self._timer.start(_FRAME)

    def _let_go(self, thing: _Thing | None) -> None:
        self._ring.hide()
        self._timer.stop()
        if thing is not None and isinstance(thing.widget, QAbstractButton):
            thing.widget.setDown(False)

    def _act(self, thing: _Thing, at: Contact) -> None:
        focusable = thing.widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if self._explores and focusable and not thing.widget.hasFocus():
            self._hear(thing, at)  # keys have led the focus away since it was heard
            return
        _click_on(thing.widget)
        self._window.typing.touched(thing.widget)
        if nearest(self._targets(), at) != thing:
            # Something else came under the finger: keys, a larger button. A second tap was not meant for it.
            self._do(self._pressing.page(self._clock()))

    def _hear(self, thing: _Thing | None, at: Contact) -> None:
        self.clear()
        self.meant.emit()
        if thing is None:
            self._mark.show_at(self._px(at), "", self._window.theme)
            self.heard.emit(None)
        elif thing.there:
            self.heard.emit(thing.widget)
            if thing.kind is not QLabel:
                thing.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_miss(self, act: Act[_Thing]) -> None:
        if act.name == "rest":
            self.clear()
            return
        words = self._nothing() if act.name == "tap" else ""
        self._mark.show_at(self._px(act.at), words, self._window.theme)
        self.missed.emit(act.name == "tap")

    def _nothing(self) -> str:
        """In the language of the visit; a line in each while none is chosen (L1)."""
        chosen = not isinstance(self._visit.stage, Welcome)
        codes = (self._visit.language,) if chosen else self._visit.languages
        return "\n".join(Words(code).say("touch.nothing") for code in codes)

    def _px(self, at: Contact) -> QPoint:
        """In the window's pixels."""
        mm = self._window.theme.px_per_mm
        return QPoint(round(at.x * mm), round(at.y * mm))


def _put_caret(field: QWidget, at: QPoint) -> None:
    """To where the finger is, as near as the text lets it."""
    if isinstance(field, QLineEdit):
        field.setCursorPosition(field.cursorPositionAt(at))
    elif isinstance(field, QPlainTextEdit):
        field.setTextCursor(field.cursorForPosition(field.viewport().mapFrom(field, at)))


def _bounce(thing: _Thing | None) -> float:
    """Which part of the bounce time holds for it."""
    return thing.widget.bounce if thing is not None and isinstance(thing.widget, Pressable) else 1.0


def _click_on(widget: QWidget) -> None:
    if isinstance(widget, QAbstractButton):
        widget.click()


def _thing(widget: QWidget) -> _Thing:
    words = widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
    kind = QLabel if isinstance(widget, QLabel) else type(widget)
    return _Thing(widget, kind, widget.objectName(), words)
