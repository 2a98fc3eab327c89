"""How well each thing that can be found fits what was asked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from kiosk.asking.entry import Entry
from kiosk.asking.index import Index
from kiosk.asking.reading import MEANT, Term

_ENOUGH = 0.6
"""So much evidence is enough: 1 is a word of one name alone that names nothing else."""

_STRANGE = (0.55, 0.35, 0.2, 0.1)
"""What each word that no content has counts against an answer: a long story is not held against anybody."""

_ELSEWHERE = 1.2
"""So much evidence there must be to count for half, where others than a council see to what is asked."""

_ONE_WORD = 0.6
"""One word that fits, however well, is not clear, unless it is all that was asked and known to mean this."""


@dataclass(frozen=True)
class Hit:
    """An answer, and how sure it is, from 0 to 1."""

    entry: Entry
    sure: float


def ranked(terms: Sequence[Term], index: Index) -> list[Hit]:
    """The best entry of each subject that has something of what was asked, the surest first."""
    meant = [term for term in terms if term.means]
    standing = [_standing(term, index) for term in meant]
    weights = [term.share * _weight(rows, index) for term, rows in zip(meant, standing, strict=True)]
    asked = sum(weights) + _strangeness(terms)
    other = _ELSEWHERE if any(term.elsewhere for term in terms) else 0.0
    hits = []
    for rows in index.subjects.values():
        strengths = [max(each.get(row, 0.0) for row in rows) for each in standing]
        evidence = sum(weight * strength for weight, strength in zip(weights, strengths, strict=True))
        if not evidence:
            continue
        sure = min(1.0, evidence / _ENOUGH) * sqrt(evidence / asked) * evidence / (evidence + other)
        backing = [term for term, strength in zip(meant, strengths, strict=True) if strength]
        if len(backing) == 1 and _one_word(backing[0], alone=len(terms) == 1):
            sure = min(sure, _ONE_WORD)
        hits.append(Hit(index.entries[_best(rows, standing, weights)], sure))
    return sorted(hits, key=lambda hit: -hit.sure)


def _one_word(term: Term, *, alone: bool) -> bool:
    meaning, sure = term.means[0]
    if sure == MEANT:
        return len(term.said) == 1 and not alone
    return len(meaning) == 1


def _best(rows: Sequence[int], standing: Sequence[Mapping[int, float]], weights: Sequence[float]) -> int:
    """The entry of a subject that itself has most of what was asked: the first, which is the whole, where it can."""
    return max(
        rows,
        key=lambda row: sum(
            weight * each.get(row, 0.0) for weight, each in zip(weights, standing, strict=True)
        ),
    )


def _strangeness(terms: Sequence[Term]) -> float:
    """How much of the question is about nothing that the kiosk has."""
    return sum(_STRANGE[: sum(1 for term in terms if not term.means and not term.elsewhere)])


def _standing(term: Term, index: Index) -> Mapping[int, float]:
    """The entries that have what the term means, with how much."""
    strength: dict[int, float] = defaultdict(float)
    for phrase, sure in term.means:
        each = [index.standing(word) for word in phrase]
        for row in set(each[0]).intersection(*each[1:]):
            strength[row] = max(strength[row], sure * min(rows[row] for rows in each))
    return strength


def _weight(standing: Mapping[int, float], index: Index) -> float:
    """How much a term tells one subject from others: 1 for what is of one alone, near 0 for what all speak of."""
    subjects = index.subjects.values()
    many = sum(max(standing.get(row, 0.0) for row in rows) for rows in subjects)
    total = len(subjects) + 1
    return max(0.0, log(total / max(many, 0.5))) / log(total / 0.5)
