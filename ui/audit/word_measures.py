"""C6, C13: no word that blames, short sentences, a reading age of 9; on the words themselves, in no look."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kiosk.plain_language import AGE, SENTENCE, blaming, sentences, words
from kiosk.plain_language import reading_age as age_of
from ui.audit.finding import Failure
from ui.audit.wording import Wording

MEAN, PARAGRAPH, HINT = 15, 50, 20
"""The most words of sentences on average, of a paragraph and of a hint, in any language."""
_SHOWN = 80
"""Characters of a text that are quoted."""
_ENOUGH = 10
"""Fewer sentences have no average."""
_STOPS = (".", "?", "!", "؟", "۔")


def banned(wordings: Sequence[Wording]) -> Iterator[Failure]:
    """C6: all of the kiosk's words; of a form, what it says when an answer is refused."""
    for each in wordings:
        if each.whose == "form" and each.kind != "message":
            continue
        if found := blaming(each.text, each.language):
            sentence = f"{_quoted(each)} says “{found}”, which blames; say what to do."
            yield Failure("C6", f"{each.where} {each.language}", sentence, each.whose)


def long_sentences(wordings: Sequence[Wording]) -> Iterator[Failure]:
    """C13: each sentence."""
    for each in wordings:
        longest = max((_count(part) for part in sentences(each.text)), default=0)
        if longest > SENTENCE:
            sentence = f"{_quoted(each)} has a sentence of {longest} words; {SENTENCE} are the most."
            yield Failure("C13", f"{each.where} {each.kind} {each.language}", sentence, each.whose)


def long_paragraphs(wordings: Sequence[Wording]) -> Iterator[Failure]:
    """C13: each text as a whole; a hint has one short sentence."""
    for each in wordings:
        count = _count(each.text)
        if each.kind == "hint" and (count > HINT or len(sentences(each.text)) > 1):
            sentence = (
                f"The hint {_quoted(each)} has {len(sentences(each.text))} sentences and {count} words;"
                f" 1 sentence and {HINT} words are the most."
            )
            yield Failure("C13", f"{each.where} hint {each.language}", sentence, each.whose)
        elif count > PARAGRAPH:
            sentence = f"{_quoted(each)} has {count} words in one paragraph; {PARAGRAPH} are the most."
            yield Failure("C13", f"{each.where} paragraph {each.language}", sentence, each.whose)


def mean_sentence(wordings: Sequence[Wording]) -> Iterator[Failure]:
    """C13: the sentences of a language on average."""
    for language, parts in _by_language(wordings).items():
        counts = [_count(part) for part in parts]
        if len(counts) >= _ENOUGH and (mean := sum(counts) / len(counts)) > MEAN:
            sentence = f"Sentences have {mean:.0f} words on average; {MEAN} are the most."
            yield Failure("C13", f"mean {language}", sentence, wordings[0].whose)


def reading_age(wordings: Sequence[Wording]) -> Iterator[Failure]:
    """C13: English as a whole, by its letters a word and words a sentence."""
    parts = _by_language(wordings).get("en", [])
    if len(parts) < _ENOUGH:
        return
    age = age_of(parts)
    if age > AGE:
        sentence = f"The reading age is {age:.0f} years; {AGE} is the most."
        yield Failure("C13", "reading age", sentence, wordings[0].whose)


def _by_language(wordings: Sequence[Wording]) -> dict[str, list[str]]:
    """The whole sentences of each language: what ends in a full stop or the like."""
    found: dict[str, list[str]] = {}
    for each in wordings:
        if each.text.endswith(_STOPS):
            found.setdefault(each.language, []).extend(sentences(each.text))
    return found


def _count(text: str) -> int:
    return len(words(text))


def _quoted(wording: Wording) -> str:
    shown = wording.text if len(wording.text) <= _SHOWN else wording.text[:_SHOWN] + "…"
    return f"“{shown}”"


WORD_MEASURES: Mapping[str, Callable[[Sequence[Wording]], Iterable[Failure]]] = {
    "banned words": banned,
    "long sentences": long_sentences,
    "long paragraphs": long_paragraphs,
    "mean sentence": mean_sentence,
    "reading age": reading_age,
}
"""Each measures all the words of one owner: the kiosk, or one form."""
