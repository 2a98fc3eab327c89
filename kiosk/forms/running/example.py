"""An example of an answer, where the author of the form wrote one (docs/struggle.md)."""

from collections.abc import Callable

from kiosk.forms.form import Form
from kiosk.forms.running.easy_read import label_of, lines, value
from kiosk.forms.wording import Text

LIST = "example_answers"
"""The list of choices that holds them: ``name`` is a question's, ``label`` an answer that somebody might give."""


def example_of(name: str, form: Form, language: str, say: Callable[[Text], str]) -> str:
    """The example for the question ``name`` in ``language``; "" when it has none there."""
    line = next((item for item in lines(form, LIST) if value(item, "name") == name), None)
    return label_of(line, form, language, say) if line is not None else ""
