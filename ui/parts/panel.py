"""A quiet box that sets something apart from the page: what to have ready, why we ask, a notice."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.palette import Role
from ui.parts import icon
from ui.parts.inset import Inset
from ui.parts.slab import slab
from ui.theme import BORDER, GAP, Theme

_PADDING = 6.0


class Panel(Inset):
    """Shows ``parts`` one below the other on the panel's ground, with an icon where their lines begin if one is named.

    Without a ground it is no more than the icon beside the parts.
    """

    def __init__(
        self,
        parts: list[QWidget],
        theme: Theme,
        *,
        icon: str = "",
        ground: Role | None = "panel",
        border: Role | None = None,
        width: float = BORDER,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._ground = ground
        self._inside = theme.px(_PADDING) if ground else 0
        self._border = border
        self._width = width
        layout = QVBoxLayout(self)
        inside = self._inside
        left = inside + (theme.px(self._icon_mm() + 5.0) if icon else 0)
        self.inset(layout, left, inside)
        layout.setSpacing(theme.px(GAP))
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground:
            ground, border = self._ground, self._border
            if self._theme.colour(ground) == self._theme.colour("paper"):
                border = border or "line"  # in a theme of two colours a ground alone would not be seen
            slab(painter, self.rect(), self._theme, ground=ground, border=border, width=self._width)
        if self._icon:
            size = self._theme.px(self._icon_mm())
            inside = self._inside
            line = self._theme.px(self._theme.line())
            box = QRectF(inside, inside + (line - size) / 2, size, size)
            if self.isRightToLeft():
                box.moveRight(self.width() - inside)
            icon.draw(painter, self._icon, box, self._theme, self._theme.colour("ink"))

    def _icon_mm(self) -> float:
        return max(9.0, self._theme.cap("body") * 1.8)
