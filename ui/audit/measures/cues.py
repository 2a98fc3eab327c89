"""V7: colour is never the only cue: icons have words, and what is chosen differs in grey (WCAG 1.4.1; VVSG 7.1-E)."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton

from ui.audit import colour
from ui.audit.finding import Failure
from ui.audit.view import EDITS, View, described, words_of
from ui.parts.choice import CheckRow, RadioRow

LEAST = 3.0
_AREA = 4.0
"""So many mm² must change by 3 to 1 in grey when something is chosen: a tick alone is more."""


def measure(view: View) -> Iterator[Failure]:
    """Every target for its words; every choice for its look chosen and not."""
    for target in view.targets:
        if not isinstance(target, EDITS) and not words_of(target).strip():
            sentence = f"{described(target)} has an icon and no words; each needs both."
            yield Failure("V7", described(target), sentence, spot=view.at(target))
        if view.fresh and isinstance(target, RadioRow | CheckRow):
            changed = _change(target) / view.theme.px_per_mm**2
            if changed < _AREA:
                sentence = f"{described(target)} changes {changed:.1f} mm² in grey when chosen; {_AREA:g} mm² need to."
                yield Failure("V7", described(target), sentence, spot=view.at(target))


def _change(row: QAbstractButton) -> int:
    """Pixels that differ by 3 to 1 in grey between chosen and not chosen."""
    one = _grey(row)
    with QSignalBlocker(row):
        row.setChecked(not row.isChecked())
        other = _grey(row)
        row.setChecked(not row.isChecked())
    return colour.changed(one, other, LEAST)


def _grey(row: QAbstractButton) -> QImage:
    return row.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
