"""A form's own answers to its widgets, stored as if a person had typed them: ``cf101aa`` as ``CF10 1AA``."""

from collections.abc import Iterable, Iterator

from kiosk.forms.form import Control, Repeat
from kiosk.forms.node import Node
from kiosk.forms.page import Question
from kiosk.forms.widgets import WIDGETS, kind_of


def tidy_defaults(primary: Node, controls: Iterable[Control], repeats: Iterable[Repeat]) -> None:
    """Change every default of a widget that can be read; one that cannot is told when the question is checked."""
    asked = {control.path: control for control in controls if control.appearance & WIDGETS.keys()}
    if not asked:
        return
    root = primary.element
    places = [(f"/{root.qualified_name}", root), *((one.path, one.template) for one in repeats)]
    for path, node in (pair for place in places for pair in _below(*place)):
        if path in asked and node.text:
            node.text = _tidy(asked[path], node.text)


def _tidy(control: Control, default: str) -> str:
    kind = kind_of(control.type, control.appearance)
    question = Question(control.path, control.type, kind.input, "", appearance=control.appearance)
    read = kind.parse(kind.edit(default), question)
    return read if isinstance(read, str) else default


def _below(path: str, node: Node) -> Iterator[tuple[str, Node]]:
    yield path, node
    for child in node.children:
        yield from _below(f"{path}/{child.qualified_name}", child)
