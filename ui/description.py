"""What a page says of itself to who moves through it by controls alone: whatever stands between them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGroupBox, QLabel, QWidget

from ui.parts.text import Text


def introduce(heading: QLabel, sheet: QWidget) -> None:
    """Names and describes a page by its heading, which takes the focus: by all that belongs to no control.

    The Tab key reaches controls alone, so a screen reader would pass over all of that in silence.
    """
    heading.setAccessibleName(_spoken(heading.text()))
    controls = [each for each in sheet.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    told = [each.accessibleName() or _words(each) for each in (*controls, *sheet.findChildren(QGroupBox))]
    told += [each.accessibleDescription() for each in controls if each is not heading]
    texts = [_spoken(text.text()) for text in sheet.findChildren(Text)]
    # By name: the class would be loaded before the first paint, which no page of Easy Read is.
    texts += [each.accessibleName() for each in sheet.findChildren(QWidget, "picture")]
    left = [text for text in texts if text and not any(text in each for each in told)]
    heading.setAccessibleDescription(sentences(left))


def _spoken(text: str) -> str:
    """Without what a screen reader would read out as "middle dot", and with a pause where a line ends."""
    return ", ".join(part.strip() for part in text.replace(" · ", "\n").splitlines() if part.strip())


def sentences(texts: Iterable[str]) -> str:
    """Texts one after the other, each ended so that a voice pauses behind it."""
    return " ".join(text if text.endswith((".", "?", "!", "۔", "؟")) else f"{text}." for text in texts)


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else ""
