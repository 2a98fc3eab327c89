"""Roles that Qt has no setting for, given to a screen reader by a factory: headings and notices.

Every rule here was found by experiment (PySide6 6.11, Orca 43 and 48): the factory chooses by class name, never
by property; ``interface_cast`` returns a VoidPtr, never None; no exception leaves an override.
"""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QLineEdit, QWidget
from shiboken6 import Shiboken

_Role = QAccessible.Role
_Text = QAccessible.Text
_Interface = QAccessible.InterfaceType
_NO = Shiboken.VoidPtr(0)


def install() -> None:
    """Makes headings and notices known as such. After QApplication: before it Qt would never ask."""
    QAccessible.installFactory(_factory)


class _Notice(QAccessibleWidget):
    def __init__(self, label: QLabel) -> None:
        super().__init__(label, _Role.Notification)

    def text(self, kind: QAccessible.Text) -> str:
        return _name(self, kind)


class _Heading(QAccessibleWidget, QAccessibleAttributesInterface):
    """Orca 48 reads a heading's text, not its name: the text interface of a line edit never shown is lent."""

    def __init__(self, label: QLabel) -> None:
        QAccessibleWidget.__init__(self, label, _Role.Heading)
        QAccessibleAttributesInterface.__init__(self)
        self._attributes = Shiboken.VoidPtr(shiboken6.getCppPointer(self)[1])  # the second base's address
        self._lent: QLineEdit | None = None

    def text(self, kind: QAccessible.Text) -> str:
        return _name(self, kind)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == _Interface.AttributesInterface:
            return self._attributes
        if kind != _Interface.TextInterface:
            return _pointer(QAccessibleWidget.interface_cast(self, kind))
        if self._lent is None:
            self._lent = QLineEdit()
            self._lent.setReadOnly(True)
        name = self.text(_Text.Name)
        if self._lent.text() != name:
            self._lent.setText(name)
            self._lent.setCursorPosition(0)
        return _pointer(QAccessible.queryAccessibleInterface(self._lent).interface_cast(kind))

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        # Qt makes this while the label is still being built, when it has no level yet
        return getattr(self.widget(), "level", 1) if key == QAccessible.Attribute.Level else None


class _Graphic(QAccessibleWidget):
    """A picture that is said in words."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__(picture, _Role.Graphic)


_BY_CLASS: dict[str, Callable[[Any], QAccessibleInterface]] = {
    "Heading": _Heading,
    "Notice": _Notice,
    "EasyPicture": _Graphic,
    "FormPicture": _Graphic,
}


def _factory(class_name: str, widget: QObject) -> QAccessibleInterface | None:
    made = _BY_CLASS.get(class_name)
    return made(widget) if made is not None and isinstance(widget, QWidget) else None


def _name(interface: QAccessibleWidget, kind: QAccessible.Text) -> str:
    if kind != _Text.Name:
        return QAccessibleWidget.text(interface, kind)
    label = interface.widget()
    return label.accessibleName() or (label.text() if isinstance(label, QLabel) else "")


def _pointer(pointer: object) -> Any:
    """What Qt can take: None becomes the null pointer."""
    return _NO if pointer is None else pointer
