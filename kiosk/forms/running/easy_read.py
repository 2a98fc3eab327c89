"""Easy Read: the easy words and the picture that a form gives a question (C14; docs/easy-read.md)."""

from collections.abc import Callable, Iterator

from kiosk.forms.form import Form
from kiosk.forms.markup import plain
from kiosk.forms.node import Node
from kiosk.forms.page import Easy
from kiosk.forms.wording import Text

LIST = "easy_read"
"""The list of choices that holds it: ``name`` is a question's, ``label`` its easy words, ``picture`` a drawing."""
PICTURES = "easy_read_pictures"
"""The list that says each picture in words: ``name`` is the picture's, ``label`` what it shows."""


def easy_read(name: str, form: Form, language: str, say: Callable[[Text], str]) -> Easy | None:
    """What ``form`` gives the question or group ``name`` in ``language``; None when it has no words in it."""
    line = next((item for item in lines(form, LIST) if value(item, "name") == name), None)
    words = label_of(line, form, language, say) if line is not None else ""
    if line is None or not words:
        return None
    picture = value(line, "picture")
    drawn = next((item for item in lines(form, PICTURES) if value(item, "name") == picture), None)
    shows = label_of(drawn, form, language, say) if drawn is not None else ""
    return Easy(words, picture, shows)


def lines(form: Form, name: str) -> Iterator[Node]:
    """The items of one of the two lists; none when the form has no such list."""
    found = form.instances.get(name)
    if found is not None:
        yield from found.element.children


def value(item: Node, column: str) -> str:
    """What a line has in a column, "" when nothing."""
    cell = item.child(column)
    return cell.text_value().strip() if cell is not None else ""


def label_of(item: Node, form: Form, language: str, say: Callable[[Text], str]) -> str:
    """The label of a line. Words of another language are no help here: then the usual ones are shown."""
    text = form.itext.get(value(item, "itextId"))
    if text is None:
        return plain(value(item, "label"))
    return say(text) if language in text.languages else ""
