"""C1, C2, C3, M10: one heading and one way on; no list that drops down, no slider; nothing chosen beforehand."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QCalendarWidget, QComboBox, QScrollBar

from kiosk.stage import Asking
from ui.audit.finding import Failure, Whose
from ui.audit.view import View, described
from ui.parts.button import Button
from ui.parts.heading import Heading

_BANNED = (QComboBox, QAbstractSpinBox, QCalendarWidget, QAbstractSlider)


def measure(view: View) -> Iterator[Failure]:
    """The structure of the page, and of a form's page its answers before any was given."""
    tops = [each for each in view.sheet.findChildren(Heading) if each.isVisible() and each.level == 1]
    if len(tops) != 1:
        yield Failure("C1", "headings", f"The page has {len(tops)} main headings; it needs 1.")
    elif not tops[0].text().strip():
        whose: Whose = (
            "form" if isinstance(view.visit.stage, Asking) and view.visit.aside is None else "kiosk"
        )
        yield Failure(
            "C1", "heading", "The heading of the page has no words: give the question a label.", whose
        )
    primary = [each for each in view.window.findChildren(Button) if each.isVisible() and each.is_primary]
    if len(primary) > 1:
        yield Failure("C1", "primary", f"The page has {len(primary)} main buttons; it needs 1 at most.")
    for kind in _BANNED:
        for widget in view.window.findChildren(kind):
            if widget.isVisible() and not isinstance(widget, QScrollBar):
                sentence = (
                    f"{described(widget)} is of the kind {type(widget).__name__}, which many cannot use."
                )
                yield Failure("C2", type(widget).__name__, sentence, spot=view.at(widget))
    yield from _chosen_before(view)


def _chosen_before(view: View) -> Iterator[Failure]:
    if not isinstance(view.visit.stage, Asking) or view.visit.aside is not None:
        return
    for question in view.visit.page.questions:
        if question.choices and question.raw and not question.read_only and question.path not in view.given:
            sentence = f"“{question.label[:60]}” is answered before anybody has chosen; leave it open."
            yield Failure("C3", question.path, sentence, "form")
