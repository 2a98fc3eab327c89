"""What is wrong with one answer: it cannot be read, is missing, or breaks the form's constraint."""

from kiosk.forms.form import Control, Range
from kiosk.forms.long_list import in_order
from kiosk.forms.node import Node
from kiosk.forms.page import Question
from kiosk.forms.problem import Problem
from kiosk.forms.running.questions import Questions
from kiosk.forms.types.geopoint import COORDINATES
from kiosk.forms.types.kind import Around, QuestionType, problem
from kiosk.forms.widgets import kind_of

_CHOOSING = {"select_one", "select_multiple", "rank"}
_NEARLY = 1e-9


def problem_with(
    questions: Questions, control: Control, node: Node, question: Question, wrong: Problem | None
) -> Problem | None:
    """The Problem of a question now, or None. ``wrong`` is what its type said of the answer typed."""
    if question.read_only:
        return None
    kind = kind_of(control.type, control.appearance)
    if wrong is not None:
        return Problem(wrong.code, {**wrong.params, "label": question.label})
    if not node.text:
        return _missing(questions, control, node, question, kind.required)
    chosen = set(node.text.split())
    if control.type in _CHOOSING and len(in_order(chosen, question.choices)) != len(chosen):
        return problem("choice.unknown", question)
    read = node.text if control.type in _CHOOSING else kind.parse(kind.edit(node.text), question)
    if isinstance(read, Problem):  # a default or calculation of the form can be no answer
        return read
    return (
        _range(control.range, read, question)
        or _impossible(questions, control, kind, read, question)
        or _constraint(questions, control, node, question)
    )


def _missing(
    questions: Questions, control: Control, node: Node, question: Question, code: str
) -> Problem | None:
    if not question.required:
        return None
    found = problem(code, question)
    return Problem(found.code, found.params, questions.words(control.bind.required_message, node))


def _impossible(
    questions: Questions, control: Control, kind: QuestionType, stored: str, question: Question
) -> Problem | None:
    today = questions.instance.host.now().date()
    constraint = control.bind.constraint.source if control.bind.constraint else ""
    code = kind.impossible(stored, Around(today, constraint))
    return problem(code, question) if code else None


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
    in_words = control.type == "geopoint" and not COORDINATES.fullmatch(node.text)
    if expression is None or in_words or expression.boolean(questions.instance.context(node)):
        return None
    found = problem("constraint", question)
    return Problem(found.code, found.params, questions.words(control.bind.constraint_message, node))
