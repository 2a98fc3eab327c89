"""Answers that are files. What is stored is the file's name; the file itself is kept by running/attached.py."""

from random import Random

from kiosk.forms.page import Question, Raw
from kiosk.forms.types.kind import QuestionType, as_shown, as_stored, one_line


def parse(raw: Raw, _question: Question) -> str:
    """The name, as it is stored."""
    return one_line(raw)


def plausible(random: Random, question: Question) -> Raw:
    """What a person would type in place of drawing, or the name of a file to choose."""
    if question.type in {"signature", "drawing"}:
        return random.choice(["Sam Jones", "Bronwen Pugh"])
    return "letter.pdf" if question.type == "file" else f"{question.type}-1"


def _attached(name: str, input_: str) -> QuestionType:
    return QuestionType(name, input_, parse, as_stored, as_shown, plausible, required=f"required.{name}")


SIGNATURE = _attached("signature", "signature")
DRAWING = _attached("drawing", "drawing")
IMAGE = _attached("image", "file")
AUDIO = _attached("audio", "file")
VIDEO = _attached("video", "file")
FILE = _attached("file", "file")
ATTACHED = frozenset(kind.name for kind in (SIGNATURE, DRAWING, IMAGE, AUDIO, VIDEO, FILE))
"""The types whose answers are files."""
