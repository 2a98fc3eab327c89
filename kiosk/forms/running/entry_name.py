"""What an entry of a repeat is called: its first answer that says something."""

from collections.abc import Iterator

from kiosk.forms.form import Control, Repeat, controls_in
from kiosk.forms.node import Node
from kiosk.forms.running.questions import Questions

LONGEST = 60
"""Characters of a name; a longer answer is cut there, with an ellipsis."""
_NAMES = ("name", "enw")


def entry_name(repeat: Repeat, entry: Node, questions: Questions) -> str:
    """The first answer in ``entry``, "" when there is none: a first name goes with a last name that follows.

    What is hidden by dots has no part in it (P4).
    """
    for control, answer in _answers(repeat, entry, questions):
        if not _is_name(control):
            return _short(answer)
        named = [given for each, given in _answers(repeat, entry, questions) if _is_name(each)]
        return _short(" ".join(named[:2]))
    return ""


def _answers(repeat: Repeat, entry: Node, questions: Questions) -> Iterator[tuple[Control, str]]:
    instance = questions.instance
    for control in controls_in(repeat.children):
        node = next(instance.within(control.path, entry), None)
        if node is None or not node.text or not instance.relevant(node) or control.type == "note":
            continue
        question = questions.question(control, node)
        if question.input not in {"note", "masked"} and question.answer:
            yield control, question.answer


def _is_name(control: Control) -> bool:
    """Whether it is a part of a name, by its own name in the form: ``first_name``, ``surname``, ``cyfenw``."""
    own = control.path.rpartition("/")[2].casefold()
    return control.type == "text" and any(word in own for word in _NAMES)


def _short(answer: str) -> str:
    line = ", ".join(part.strip() for part in answer.splitlines() if part.strip())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
