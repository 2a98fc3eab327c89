"""The files of one visit: kept beside the answers that name them, counted against the limits, put into words."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.attachments.attachment import (
    MAX_FILE,
    MAX_FILES,
    MAX_TOTAL,
    Attachment,
    size_in_words,
)
from kiosk.attachments.kinds import is_taken, kind_called
from kiosk.forms.node import Node
from kiosk.forms.page import Question
from kiosk.forms.problem import Problem
from kiosk.forms.types.kind import problem

Say = Callable[..., str]


class Attached:
    """Files by the node that names them. ``new_id`` gives uuid4 texts, from which file names are made."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._kept: dict[Node, Attachment] = {}

    def of(self, node: Node) -> Attachment | None:
        """The file that is the answer of a question."""
        return self._kept.get(node)

    def drop(self, node: Node) -> None:
        """The answer is gone, and its file with it."""
        self._kept.pop(node, None)

    def take(self, node: Node, given: Attachment, question: Question) -> str | Problem:
        """Keep a file; gives its name, or the Problem with it, and then nothing is kept.

        The limits count what is kept for questions that are not asked now, too: another answer may bring them back.
        """
        self.drop(node)
        there = self._kept.values()
        kind = kind_called(given.media_type)
        drawn = question.type in {"signature", "drawing"}
        if kind is None or not (drawn or is_taken(kind, question.type, question.accept)):
            return problem("file.kind", question)
        if len(given.data) > MAX_FILE:
            return problem("file.too_big", question, limit=size_in_words(MAX_FILE))
        if len(there) >= MAX_FILES:
            return problem("file.too_many", question, limit=str(MAX_FILES))
        if sum(len(other.data) for other in there) + len(given.data) > MAX_TOTAL:
            return problem("file.too_much", question, limit=size_in_words(MAX_TOTAL))
        token = self._new_id().rpartition("-")[2]
        kept = replace(given, name=f"{question.type}-{token}.{kind.extension}")
        self._kept[node] = kept
        return kept.name


def in_words(given: Attachment, question_type: str, say: Say) -> str:
    """What check answers says of a file."""
    if question_type in {"signature", "drawing"}:
        by = "both" if given.strokes and given.words else "drawn" if given.strokes else "typed"
        return say(f"form.{question_type}_{by}", words=given.words)
    kind = kind_called(given.media_type)
    called = kind.called if kind else given.media_type
    return say("form.file", name=given.words, kind=called, size=size_in_words(len(given.data)))
