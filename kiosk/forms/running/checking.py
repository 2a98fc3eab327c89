"""What is wrong with one answer: it cannot be read, is missing, or breaks the form's constraint."""

from kiosk.forms.form import Control, Range
from kiosk.forms.long_list import in_order
from kiosk.forms.node import Node
from kiosk.forms.page import Question
from kiosk.forms.problem import Problem
from kiosk.forms.running.questions import Questions
from kiosk.forms.types import TYPES
from kiosk.forms.types.kind import problem

_CHOOSING = {"select_one", "select_multiple", "rank"}
_NEARLY = 1e-9


def problem_with(
    questions: Questions, control: Control, node: Node, question: Question, wrong: Problem | None
) -> Problem | None:
    """The Problem of a question now, or None. ``wrong`` is what its type said of the answer typed."""
    if question.read_only:
        return None
    if wrong is not None:
        return Problem(wrong.code, {**wrong.params, "label": question.label})
    if not node.text:
        return _missing(questions, control, node, question)
    chosen = set(node.text.split())
    if control.type in _CHOOSING and len(in_order(chosen, question.choices)) != len(chosen):
        return problem("choice.unknown", question)
    read = _read_again(control, node, question)
    if isinstance(read, Problem):
        return read
    return _range(control.range, read, question) or _constraint(questions, control, node, question)


def _missing(questions: Questions, control: Control, node: Node, question: Question) -> Problem | None:
    if not question.required:
        return None
    found = problem(TYPES[control.type].required, question)
    return Problem(found.code, found.params, questions.words(control.bind.required_message, node))


def _read_again(control: Control, node: Node, question: Question) -> str | Problem:
    """What is stored, as its type reads it: a default or calculation of the form can be no answer."""
    kind = TYPES[control.type]
    return node.text if control.type in _CHOOSING else kind.parse(kind.edit(node.text), question)


def _range(limits: Range | None, stored: str, question: Question) -> Problem | None:
    if limits is None:
        return None
    start, end, step = (f"{value:g}" for value in (limits.start, limits.end, limits.step))
    steps = (float(stored) - limits.start) / limits.step
    if not limits.start <= float(stored) <= limits.end:
        return problem("number.range", question, start=start, end=end)
    if abs(steps - round(steps)) > _NEARLY * max(1.0, abs(steps)):
        return problem("number.step", question, start=start, end=end, step=step)
    return None


def _constraint(questions: Questions, control: Control, node: Node, question: Question) -> Problem | None:
    expression = control.bind.constraint
    if expression is None or expression.boolean(questions.instance.context(node)):
        return None
    found = problem("constraint", question)
    return Problem(found.code, found.params, questions.words(control.bind.constraint_message, node))
