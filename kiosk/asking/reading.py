"""What a question asks about: its words, each with the words of the content that it may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kiosk.asking.everyday import Everyday, Phrase
from kiosk.asking.index import Index
from kiosk.asking.spelling import keys, words

MOST = 60
"""Words of a question that are read: a whole story, and bounded work."""

SAME, FORM, MEANT, MISSPELT = 1.0, 0.95, 0.9, 0.8
"""How sure it is that a word is meant: as it stands, in another form, by the everyday words, with a letter wrong."""

_SHORT, _LONG = 4, 7
"""Letters of a word in which one mistake is forgiven, and of one in which two are."""

_PART = 0.5
"""How much a word still counts by itself where a phrase that it is part of counts, too."""

_LEAST = 3
"""Letters of each half of two words that were written as one."""

_GAP = 2
"""Words that may stand between the words of an everyday phrase."""


class Said:
    """The words of a question: which of them are, or may be meant to be, a given word."""

    def __init__(self, question: str, index: Index, everyday: Everyday) -> None:
        self.words = words(question)[:MOST]
        self.spelt = [word in index.words or everyday.knows(word) for word in self.words]
        self._small = [word in everyday.small for word in self.words]
        self._language = index.language
        self._keys = [keys(word, index.language) for word in self.words]
        self._places: dict[tuple[str, int], frozenset[int]] = {}

    def phrase(self, phrase: Phrase, mistakes: int, *, in_order: bool) -> frozenset[int]:
        """Where the words of ``phrase`` stand together, with few others between; empty where they do not.

        ``mistakes`` is how many letters may be wrong in a long word.
        """
        places = []
        for word in phrase:
            found = self._where(word, mistakes)
            if not found:
                return frozenset()
            places.append(found)
        for start in sorted(frozenset().union(*places)):
            near = range(start, start + len(phrase) + _GAP)
            at = [next((n for n in near if n in found), -1) for found in places]
            if -1 not in at and len(set(at)) == len(at) and not (in_order and at != sorted(at)):
                return frozenset(at)
        return frozenset()

    def _where(self, word: str, mistakes: int) -> frozenset[int]:
        known = self._places.get((word, mistakes))
        if known is None:
            wanted = _keys(word, self._language)
            fits = (n for n in range(len(self.words)) if self._is(n, word, wanted, mistakes))
            known = self._places[word, mistakes] = frozenset(fits)
        return known

    def _is(self, number: int, word: str, wanted: frozenset[str], mistakes: int) -> bool:
        said = self.words[number]
        if word == said or self._small[number]:  # "can" is not a form of "cans"
            return word == said
        if wanted & self._keys[number]:
            return True
        length = min(len(word), len(said))
        forgiven = 0 if length < _SHORT or self.spelt[number] else min(mistakes, 1 if length < _LONG else 2)
        return forgiven > 0 and OSA.distance(word, said, score_cutoff=forgiven) <= forgiven


Meaning = tuple[tuple[str, ...], ...]
"""Words that must all be there, each in any of its forms that the content has."""


@dataclass(frozen=True)
class Term:
    """One thing that the question says. ``means`` is what the content may have for it, each with how sure that is.

    Nothing: no content has it, however it is spelt. ``elsewhere``: others than the council see to it. ``share`` is
    less than 1 for a word of a phrase that is a term of its own.
    """

    said: Phrase
    means: tuple[tuple[Meaning, float], ...] = ()
    elsewhere: bool = False
    share: float = 1.0


def phrases(
    said: Said, among: Iterable[Phrase], mistakes: int, *, in_order: bool = True
) -> Iterator[tuple[Phrase, frozenset[int]]]:
    """Those of ``among`` that were said, each with the numbers of its words; the rest is as for Said.phrase."""
    for phrase in among:
        at = said.phrase(phrase, mistakes, in_order=in_order)
        if at:
            yield phrase, at


_keys = cache(keys)
"""Of everyday words alone, which are ours: what it is asked of stays in memory, and no word of a question may."""


def read(question: str, index: Index, everyday: Everyday) -> tuple[Term, ...]:
    """The terms of a question, without the words that say nothing."""
    asked = Said(question, index, everyday)
    meant: dict[Phrase, Term] = {}
    covered, others = set[int](), set[int]()
    for phrase, at in phrases(asked, everyday.means, 2, in_order=False):
        covered |= at
        for ours in everyday.means[phrase]:
            forms = _forms_of(ours, index, everyday)
            if all(forms):
                meant[ours] = Term(phrase, ((forms, MEANT),))  # however often it is said, it counts once
    terms = list(meant.values())
    for phrase, at in phrases(asked, everyday.elsewhere, 0):
        if not index.is_about(_forms_of(phrase, index, everyday)):
            terms.append(Term(phrase, elsewhere=True))
            others |= at
    for number, word in enumerate(asked.words):
        if number in others or word in everyday.small or word.isdigit() or len(word) == 1:
            continue
        means = tuple(_meant(word, index, everyday))
        if means or number not in covered:
            terms.append(Term((word,), means, share=_PART if number in covered else 1.0))
    return tuple(terms)


def _forms_of(phrase: Phrase, index: Index, everyday: Everyday) -> Meaning:
    """The words of a phrase as the content has them; an empty one stands nowhere in it."""
    return tuple(_forms(word, index, everyday) for word in phrase)


def _forms(word: str, index: Index, everyday: Everyday) -> tuple[str, ...]:
    """The word itself, and its other forms but for those that say nothing: "chi" is no form of "ci"."""
    found = {each for key in keys(word, index.language) for each in index.forms.get(key, ())}
    return tuple(sorted(each for each in found if each == word or each not in everyday.small))


def _meant(word: str, index: Index, everyday: Everyday) -> Iterator[tuple[Meaning, float]]:
    if word in index.words:
        yield ((word,),), SAME
    forms = tuple(each for each in _forms(word, index, everyday) if each != word)
    if forms:
        yield (forms,), FORM
    if word in index.words or forms or everyday.knows(word):
        return
    halves = ((word[:n], word[n:]) for n in range(_LEAST, len(word) - _LEAST + 1))
    joined = next((half for half in halves if set(half) <= index.words), None)
    if joined:
        yield ((joined[0],), (joined[1],)), FORM
    elif len(word) >= _SHORT:
        yield from _misspelt(word, index)


def _misspelt(word: str, index: Index) -> Iterator[tuple[Meaning, float]]:
    wrong = 1 if len(word) < _LONG else 2
    near = process.extract(word, index.words, scorer=OSA.distance, score_cutoff=wrong, limit=4)
    for each, distance, _ in near:
        if len(each) >= _SHORT and distance == near[0][1]:
            yield ((each,),), MISSPELT - 0.1 * (distance - 1)
