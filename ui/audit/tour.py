"""Goes round a page with keys alone, as a person would, and keeps what happened at each stop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.audit.kiosk import settle

if TYPE_CHECKING:
    from ui.audit.view import View

KEYS = {"five keys": Qt.Key.Key_Down, "keyboard": Qt.Key.Key_Tab, "touch": Qt.Key.Key_Down}
"""What moves on, for each kind of input; by touch the voice still reads what has the focus."""
_PATIENCE = 30
"""Presses that a field with several lines may keep for itself."""
_AROUND = 4.0
"""How far around a control its focus may show, in mm."""


@dataclass(frozen=True)
class Stop:
    """A control that took the focus: what was said and captioned then, whether all of it was in sight, its picture."""

    widget: QWidget
    said: tuple[str, ...]
    caption: str
    in_sight: bool
    focused: QImage


@dataclass(frozen=True)
class Tour:
    """The stops in order, each with its picture ``plain``, taken while the focus was elsewhere.

    ``came_round`` when the last press led back to the first; else the focus is caught at the last stop, or
    circles among the later ones.
    """

    stops: Sequence[Stop]
    plain: Sequence[QImage]
    came_round: bool


def round_trip(view: "View") -> Tour:
    """Presses the key on and on until the focus is where it was before. It is left where it started."""
    start = view.window.focusWidget()
    view.rouse()
    settle()
    stops = list(_stops(view, start)) if start is not None else []
    last = view.window.focusWidget()
    plain = []
    for number, stop in enumerate(stops):
        if number < 2:  # noqa: PLR2004 the first is pictured from the second, all others from the first
            stops[1 - number if len(stops) > 1 else 0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            settle()
        plain.append(_grab(view, stop.widget))
    return Tour(stops, plain, came_round=last is start)


def _stops(view: "View", start: QWidget) -> Iterable[Stop]:
    window, key = view.window, KEYS[view.look.input]
    widget: QWidget | None = start
    been: set[QWidget] = set()
    heard = len(view.heard)
    while widget is not None and widget not in been:
        been.add(widget)
        said = tuple(each.text for each in view.heard[heard:])
        yield Stop(widget, said, window.caption.text, _in_sight(view, widget), _grab(view, widget))
        heard, before = len(view.heard), widget
        for _ in range(_PATIENCE):
            press(before, key)
            settle()
            widget = window.focusWidget()
            if widget is not before:
                break


def press(widget: QWidget, key: Qt.Key) -> None:
    """A key, pressed and let go."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def _in_sight(view: "View", widget: QWidget) -> bool:
    """Whether all of it shows, or as much as the page has room for."""
    seen, whole = view.seen(widget), view.at(widget)
    return seen == whole or seen.height() >= view.window.scroller.viewport().height() - 1


def _grab(view: "View", widget: QWidget) -> QImage:
    """The control and what lies around it; of the sheet, so that scrolling changes nothing."""
    if view.known(widget):
        return QImage()
    ground = view.sheet if view.in_sheet(widget) else view.window
    around = view.theme.px(_AROUND)
    box = QRect(widget.mapTo(ground, widget.rect().topLeft()), widget.size())
    return ground.grab(box.adjusted(-around, -around, around, around) & ground.rect()).toImage()
