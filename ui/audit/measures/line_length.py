"""V8: a line of text has about 75 characters at most (GOV.UK layout; WCAG 1.4.8 has 80)."""

from collections.abc import Iterator

from ui.audit.finding import Failure
from ui.audit.view import View, described
from ui.parts.text import Text

MOST = 80
"""Of any one line: a column 75 usual characters wide may hold some more narrow ones (WCAG 1.4.8)."""
MEAN = 75
"""Of the full lines of a page."""
_ENOUGH = 4
"""Fewer lines have no average."""


def measure(view: View) -> Iterator[Failure]:
    """Each paragraph as it stands, and the page as a whole."""
    full: list[int] = []
    for shown in view.texts:
        if isinstance(shown.widget, Text):
            lengths = shown.widget.laid.lengths
            full += lengths[:-1]
            if max(lengths) > MOST:
                sentence = (
                    f"{described(shown.widget)} has a line of {max(lengths)} characters; {MOST} are the most."
                )
                yield Failure("V8", described(shown.widget), sentence, spot=view.at(shown.widget))
    if len(full) >= _ENOUGH and sum(full) / len(full) > MEAN:
        mean = sum(full) / len(full)
        yield Failure(
            "V8", "page", f"The full lines have {mean:.0f} characters on average; {MEAN} are the most."
        )
