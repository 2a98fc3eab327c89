"""The focus ring: one widget that lies around whatever has focus, so that no control draws its own (V6)."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.overlay import Overlay
from ui.theme import RADIUS, Theme

if TYPE_CHECKING:
    from ui.palette import Role

INNER = 1.0
OUTER = 1.2
"""Widths in mm: yellow outside black, seen on any ground."""


@runtime_checkable
class Boxed(Protocol):
    """A control whose visible box is not its whole rectangle; an empty box means no ring."""

    def focus_box(self) -> QRect:
        """The box in the control's own coordinates."""
        ...


class FocusRing(Overlay):
    """Follows the focus among the descendants of ``ground``, which gives it room at its edges.

    One on each ground: the page that scrolls, and the bars that do not.
    """

    def __init__(self, ground: QWidget, theme: Theme) -> None:
        super().__init__(ground)
        self._ground = ground
        self._theme = theme
        self._watched: list[QWidget] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 widgets need one
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        if new is None or not self._ground.isAncestorOf(new):
            self.hide()
            return
        around: QWidget | None = new
        while around is not None and around is not self._ground:
            around.installEventFilter(self)
            self._watched.append(around)
            around = around.parentWidget()
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}:
            self._place()
        return False

    def _place(self) -> None:
        if not self._watched:
            return
        control = self._watched[0]
        box = control.focus_box() if isinstance(control, Boxed) else control.rect()
        if box.isEmpty() or not control.isVisible():
            self.hide()
            return
        width = self._theme.px(INNER + OUTER)
        box.moveTopLeft(control.mapTo(self._ground, box.topLeft()))
        self.setGeometry(box.adjusted(-width, -width, width, width))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.px(RADIUS)
        rings: tuple[tuple[Role, float], ...] = (("focus_outer", OUTER), ("focus_inner", INNER))
        edge = 0.0
        for role, mm in rings:
            pen = self._theme.pen(role, mm)
            painter.setPen(pen)
            inset = edge + pen.widthF() / 2
            edge += pen.widthF()
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, radius, radius)
