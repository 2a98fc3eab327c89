"""Questions as people ask them, with what is right to answer, and how often an asker is right about them."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kiosk import catalogue
from kiosk.asking.answering import Answer
from kiosk.asking.asker import Asker
from kiosk.asking.gathering import gather
from kiosk.catalogue import Catalogue, Service
from kiosk.config import ASSETS
from kiosk.forms import xform
from kiosk.forms.form import Form

QUESTIONS = Path(__file__).parents[1] / "tests" / "asking" / "questions.csv"

RECALL = 0.9
WRONG = 0.02
"""At least so much of what can be answered must be among the answers; at most so much may be wrong and sure of it."""

Ask = Callable[[str, str], Answer]


@dataclass(frozen=True)
class Asked:
    """A question in its language. ``right`` are the ids that answer it, or "unknown", or "danger".

    ``held``: "" where the words and numbers were tuned on it, "held" where not, "after" for those that were written
    once all was tuned.
    """

    language: str
    held: str
    right: frozenset[str]
    question: str


@dataclass(frozen=True)
class Score:
    """How often an asker was right. ``wrong`` counts what it was sure of and wrong about, of all questions."""

    count: int
    answerable: int
    recalled: int
    wrong: int
    unknown: int
    known_unknown: int
    danger: int
    seen_danger: int

    @property
    def recall(self) -> float:
        """The share of what can be answered whose right answer was among those shown."""
        return self.recalled / self.answerable

    @property
    def wrong_and_sure(self) -> float:
        """The share of all questions for which one wrong answer was shown as the right one."""
        return self.wrong / self.count


@cache
def questions() -> tuple[Asked, ...]:
    """The whole set."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Asked(row["language"], row["held"], frozenset(row["right"].split("|")), row["question"])
            for row in csv.DictReader(file)
        )


@cache
def offered() -> Catalogue:
    """The content that the questions are about: what the kiosk came with."""
    return catalogue.load(catalogue.BUILT_IN, information=ASSETS / "information")


def load_form(service: Service) -> Form:
    """A service's form."""
    return xform.load((service.folder / service.form).read_bytes(), service.media())


def made() -> Asker:
    """The kiosk's own, ready."""
    asker = Asker(offered, partial(gather, load_form=load_form), ("en", "cy"))
    asker.ready()
    return asker


def score(asked: Sequence[Asked], ask: Ask) -> Score:
    """How ``ask`` does."""
    answers = [(each, ask(each.question, each.language)) for each in asked]
    fits = [(each, answer, _fits(each, answer)) for each, answer in answers]
    answerable = [found for found in fits if not found[0].right & {"unknown", "danger"}]
    unknown = [found for found in fits if "unknown" in found[0].right]
    danger = [found for found in fits if "danger" in found[0].right]
    return Score(
        count=len(fits),
        answerable=len(answerable),
        recalled=sum(any(fit) for _, _, fit in answerable),
        wrong=sum(_is_wrong(*found) for found in fits),
        unknown=len(unknown),
        known_unknown=sum(answer.outcome == "unknown" for _, answer, _ in unknown),
        danger=len(danger),
        seen_danger=sum(answer.outcome == "danger" for _, answer, _ in danger),
    )


def _fits(asked: Asked, answer: Answer) -> list[bool]:
    return [hit.entry.place.id in asked.right for hit in answer.hits]


def _is_wrong(asked: Asked, answer: Answer, fits: Sequence[bool]) -> bool:
    """Sure of an answer that is none, of danger where there is none, or of a form where somebody is in danger."""
    if answer.outcome == "danger":
        return "danger" not in asked.right
    return answer.outcome == "found" and not fits[0]
