"""A widget whose layout keeps more room at the side where lines begin: for an icon, a bar, a dot."""

from PySide6.QtCore import QEvent, QMargins
from PySide6.QtWidgets import QLayout, QWidget


class Inset(QWidget):
    """Qt mirrors what stands in a layout, but not the layout's margins: this does."""

    def inset(self, layout: QLayout, leading: int, around: int) -> None:
        """Keeps ``leading`` pixels where lines begin and ``around`` at the other three sides of ``layout``."""
        self._margins = QMargins(leading, around, around, around)
        layout.setContentsMargins(self._margins)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        layout = self.layout()
        if event.type() == QEvent.Type.LayoutDirectionChange and layout is not None:
            m = self._margins
            mirrored = QMargins(m.right(), m.top(), m.left(), m.bottom())
            layout.setContentsMargins(mirrored if self.isRightToLeft() else m)
