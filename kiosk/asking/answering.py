"""Which of the council's own answers is shown for a question. No word of an answer is made here."""

from dataclasses import dataclass
from typing import Literal

from kiosk.asking.entry import Entry
from kiosk.asking.everyday import Everyday
from kiosk.asking.index import Index
from kiosk.asking.ranking import Hit, ranked
from kiosk.asking.reading import Said, phrases, read

Outcome = Literal["found", "maybe", "unknown", "danger"]
"""One answer is clear; it may be one of a few; nothing fits; somebody may need help now."""

MOST = 3
"""Answers that are shown at most."""

_SURE = 0.62
_LIKELY = 0.40
"""How sure an answer must be to be shown as the one, and to be shown at all."""

_AHEAD = 0.70
"""The next answer must be less sure than this share of the first for the first to be the one."""


@dataclass(frozen=True)
class Answer:
    """What is shown for a question: ``hits``, the surest first; none where it is unknown.

    Where it is found, the second is only what belongs to the first: the page that tells of a service, or the other
    way about.
    """

    outcome: Outcome
    hits: tuple[Hit, ...] = ()


def answer(question: str, index: Index, everyday: Everyday) -> Answer:
    """What to show for ``question``. Milliseconds; nothing of the question is kept."""
    hits = [hit for hit in ranked(read(question, index, everyday), index) if hit.sure >= _LIKELY]
    if is_danger(question, index, everyday):
        return Answer("danger", tuple(hits[:MOST]))
    if not hits:
        return Answer("unknown")
    first, others = hits[0], hits[1:]
    beside = [hit for hit in others if _together(first.entry, hit.entry)][:1]
    rivals = [hit for hit in others if hit not in beside]
    if first.sure >= _SURE and (not rivals or rivals[0].sure < _AHEAD * first.sure):
        return Answer("found", (first, *beside))
    return Answer("maybe", tuple(hits[:MOST]))


def is_danger(question: str, index: Index, everyday: Everyday) -> bool:
    """Whether somebody may need help now: what people say then is looked for before all else."""
    asked = Said(question, index, everyday)
    rest = tuple(word for word in asked.words if word not in everyday.small)
    alone = not {asked.words, rest}.isdisjoint(everyday.danger_alone)
    return alone or any(phrases(asked, everyday.danger, 1))


def _together(one: Entry, other: Entry) -> bool:
    """Whether they belong together: a service and the page that tells of it."""
    return one.place.subject in other.beside or other.place.subject in one.beside
