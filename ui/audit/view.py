"""One page as it stands, and what the measures ask of it. Pictures are taken once, and shared."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.speech.utterance import Utterance
from kiosk.visit import Visit
from ui.audit.looks import Look
from ui.audit.tour import Tour, round_trip
from ui.theme import Theme
from ui.window import Window

_WORD = re.compile(r"\w+")
EDITS = (QLineEdit, QPlainTextEdit)
TARGETS = (QAbstractButton, *EDITS)


@dataclass(frozen=True)
class Shown:
    """Words that can be seen, and the widget that shows them."""

    widget: QWidget
    words: str


@dataclass
class View:
    """``page`` names it in the report. ``heard`` is all that the voice was told so far on this page.

    ``fresh`` when this page is seen for the first time in any look; ``bar`` where the five buttons were on the
    first page of this look; ``given`` the paths that the walk has answered. ``rouse`` tells the voice, before the
    first key, that somebody is there.
    """

    window: Window
    visit: Visit
    look: Look
    page: str
    heard: Sequence[Utterance] = ()
    fresh: bool = True
    bar: Sequence[QRect] = ()
    given: frozenset[str] = frozenset()
    rouse: Callable[[], object] = lambda: None

    @property
    def theme(self) -> Theme:
        return self.window.theme

    @property
    def sheet(self) -> QWidget:
        """The page between the bars, in its whole length."""
        return self.window.sheet

    def at(self, widget: QWidget) -> QRect:
        """Its rectangle in the window, though it may lie under the fold."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def seen(self, widget: QWidget) -> QRect:
        """The part of it that shows."""
        box = self.at(widget)
        return box & self.at(self.window.scroller.viewport()) if self.in_sheet(widget) else box

    def in_sheet(self, widget: QWidget) -> bool:
        return self.sheet.isAncestorOf(widget)

    def known(self, widget: QWidget) -> bool:
        """Whether it was measured on the first page of this look, and looks as it did: one of the five buttons."""
        return bool(self.bar) and widget in self.window.bar.buttons

    def mm(self, pixels: float) -> float:
        return pixels / self.theme.px_per_mm

    @cached_property
    def texts(self) -> list[Shown]:
        """All words that show, typed ones too."""
        widgets = [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]
        return [Shown(widget, words) for widget in widgets if (words := words_of(widget)).strip()]

    @cached_property
    def targets(self) -> list[QWidget]:
        """All that can be pressed or typed in."""
        return [widget for kind in TARGETS for widget in self.window.findChildren(kind) if widget.isVisible()]

    @cached_property
    def controls(self) -> list[QWidget]:
        """All that can take the focus, once round in the order of the Tab key, the page's heading first."""
        found: list[QWidget] = []
        start = widget = self.window
        while (widget := widget.nextInFocusChain()) is not start:  # type: ignore[assignment]
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self.window):
                found.append(widget)
        first = next((n for n, each in enumerate(found) if self.in_sheet(each)), 0)
        return found[first:] + found[:first]

    @cached_property
    def tour(self) -> Tour:
        """What happens when the page is gone round with keys."""
        return round_trip(self)

    @cached_property
    def picture(self) -> QImage:
        """The window as it shows."""
        return self.window.grab().toImage()

    @cached_property
    def whole_sheet(self) -> QImage:
        """The page in its whole length."""
        if self.window.scroller.overflows:
            return self.sheet.grab().toImage()
        return self.picture.copy(self.at(self.sheet))

    def crop(self, widget: QWidget, inset: int = 0) -> QImage:
        """What the widget shows, the part under the fold too."""
        if self.in_sheet(widget):
            box = QRect(widget.mapTo(self.sheet, QPoint(0, 0)), widget.size())
            return self.whole_sheet.copy(box.adjusted(inset, inset, -inset, -inset) & self.whole_sheet.rect())
        return self.picture.copy(self.at(widget).adjusted(inset, inset, -inset, -inset) & self.picture.rect())


def words_of(widget: QWidget) -> str:
    """The words that a widget shows itself; "" when none."""
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    words = getattr(widget, "words", "")
    return words if isinstance(words, str) else ""


def plain(text: str) -> str:
    """The words alone, in small letters: a pause, a line or a mark makes no difference."""
    return " ".join(_WORD.findall(text.casefold()))


def described(widget: QWidget) -> str:
    """A widget for a sentence: its words, else its name, else its kind."""
    text = words_of(widget) if not isinstance(widget, EDITS) else ""
    text = (text or widget.accessibleName() or widget.objectName()).replace("\n", " ")
    return f"“{text[:60]}”" if text else type(widget).__name__
