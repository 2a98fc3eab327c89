"""What a question type is: how an answer is read, refilled and put into words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.problem import Problem

MAX_ANSWER = 10_000
"""Characters an answer may have. More is a Problem, never a silent cut (C7)."""


@dataclass(frozen=True)
class Around:
    """What an answer is judged by beside itself: the day it is given, and the form's constraint ("" for none)."""

    today: date
    constraint: str = ""


def anything(_stored: str, _around: Around) -> str:
    """Whatever can be read can be."""
    return ""


@dataclass(frozen=True)
class QuestionType:
    """One line of TYPES, or of WIDGETS, where a widget reads and shows answers of the type ``name`` in its own way.

    ``parse`` turns what the person gave into the stored text or a Problem; the empty answer is handled before
    it. ``edit`` turns stored text back into what refills the input, ``show`` into words (its last argument is
    the language of the visit, e.g. ``cy``). ``plausible`` makes up an answer for walk.py. ``required`` is the
    code of the Problem when a required answer is missing. ``impossible`` is the code of the Problem with an answer
    that can be read but cannot be ("" for none). ``hint`` is a key of the words for a hint, where the form gives none.
    """

    name: str
    input: str
    parse: Callable[[Raw, Question], str | Problem]
    edit: Callable[[str], Raw]
    show: Callable[[str, Question, str], str]
    plausible: Callable[[Random, Question], Raw]
    required: str = "required.text"
    impossible: Callable[[str, Around], str] = anything
    hint: str = ""


def one_line(raw: Raw) -> str:
    """What was typed as one text, without space around it (C7)."""
    return (raw if isinstance(raw, str) else " ".join(raw)).strip()


def is_empty(raw: Raw) -> bool:
    """Whether nothing was answered: no text, no choice, or boxes with nothing but space."""
    return not one_line(raw)


def as_stored(stored: str) -> str:
    """The way back for types that keep what was typed."""
    return stored


def as_shown(stored: str, _question: Question, _language: str) -> str:
    """The words for types whose stored text is what a person reads."""
    return stored


def problem(code: str, question: Question, **params: str) -> Problem:
    """A Problem about ``question``, which it names by its label."""
    return Problem(code, {"label": question.label, **params})
