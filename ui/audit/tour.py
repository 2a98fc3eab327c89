"""Goes round a page with keys alone, as a person would, and keeps what happened at each stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.audit.kiosk import settle
from ui.audit.view import View

KEYS = {"five keys": Qt.Key.Key_Down, "keyboard": Qt.Key.Key_Tab, "touch": Qt.Key.Key_Down}
"""What moves on, for each kind of input; by touch the voice still reads what has the focus."""
_PATIENCE = 30
"""Presses that a field with several lines may keep for itself."""
_AROUND = 4.0
"""How far around a control its focus may show, in mm."""


@dataclass(frozen=True)
class Stop:
    """A control that took the focus: what was said and captioned then, what showed of it, and its two pictures."""

    widget: QWidget
    said: tuple[str, ...]
    caption: str
    seen: QRect
    focused: QImage
    plain: QImage


@dataclass(frozen=True)
class Tour:
    """The stops in order. ``came_round`` when the last press led back to the first."""

    stops: Sequence[Stop]
    came_round: bool


def tour(view: View) -> Tour:
    """Presses the key on and on until the focus is back at its start. The focus is left where it was."""
    window, key = view.window, KEYS[view.look.input]
    start = window.focusWidget()
    taken: list[tuple[QWidget, tuple[str, ...], str, QRect, QImage]] = []
    said_before = len(view.heard)
    widget, kept = start, 0
    came_round = False
    while widget is not None and kept <= _PATIENCE:
        if not taken or taken[-1][0] is not widget:
            said = tuple(said.text for said in view.heard[said_before:]) if taken else ()
            taken.append((widget, said, window.caption.text, view.seen(widget), _grab(view, widget)))
            kept = 0
        said_before = len(view.heard)
        press(widget, key)
        settle()
        widget = window.focusWidget()
        kept += 1
        if widget is not None and widget is not taken[-1][0] and any(widget is each[0] for each in taken):
            came_round = widget is start
            break
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
        settle()
    plain = [_grab(view, each[0]) for each in taken[1:]]
    if len(taken) > 1:
        taken[1][0].setFocus(Qt.FocusReason.TabFocusReason)
        settle()
    first = _grab(view, taken[0][0]) if taken else QImage()
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
        settle()
    stops = [Stop(*each, plain=picture) for each, picture in zip(taken, [first, *plain], strict=True)]
    return Tour(stops, came_round or len(taken) == 1)


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key, pressed and let go."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def _grab(view: View, widget: QWidget) -> QImage:
    """The control and what lies around it; on the sheet, so that scrolling changes nothing."""
    ground = view.sheet if view.in_sheet(widget) else view.window
    around = view.theme.px(_AROUND)
    box = QRect(widget.mapTo(ground, widget.rect().topLeft()), widget.size())
    return ground.grab(box.adjusted(-around, -around, around, around) & ground.rect()).toImage()
