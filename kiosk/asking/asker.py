"""What the kiosk answers from: made once the first page shows, and again when the content has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.asking.answering import Answer, answer
from kiosk.asking.everyday import Everyday, everyday
from kiosk.asking.index import Index
from kiosk.asking.reading import Said, Term, read
from kiosk.errors import HandrailError
from kiosk.language import FALLBACK

if TYPE_CHECKING:
    from kiosk.asking.entry import Entry
    from kiosk.catalogue import Catalogue

_OWN = 0.2
"""How much more of a question must be another language's than the visit's for it to be read in that one."""


class Asker:
    """Answers questions from the catalogue of now. Lives as the kiosk; one visit asks at a time.

    ``gather`` gives the entries of a catalogue in each of some languages. A question is read in the one of
    ``languages`` that has most of its words.
    """

    def __init__(
        self,
        catalogue: "Callable[[], Catalogue]",
        gather: "Callable[[Catalogue, Sequence[str]], Mapping[str, Sequence[Entry]]]",
        languages: Sequence[str],
    ) -> None:
        self._catalogue = catalogue
        self._gather = gather
        self._languages = languages
        self._lock = Lock()
        self._from: Catalogue | None = None
        self._read: dict[str, tuple[Index, Everyday]] = {}

    def ask(self, question: str, language: str) -> Answer:
        """What to show to who reads ``language``, in that language where the content has it, else in English.

        Some milliseconds; the first time some hundred where nothing was prepared. Nothing of it is kept.
        """
        ready = self.ready()
        found = answer(question, *ready[self._tongue(question, language)])
        known = [ready[code][0].by_place for code in (language, FALLBACK) if code in ready]
        hits = []
        for hit in found.hits:
            own = (entries[hit.entry.place] for entries in known if hit.entry.place in entries)
            hits.append(replace(hit, entry=next(own, hit.entry)))
        return replace(found, hits=tuple(hits))

    def _tongue(self, question: str, language: str) -> str:
        """The language that the question is in, by how many of its words are known there."""

        def known(code: str) -> float:
            spelt = Said(question, *self._read[code]).spelt
            return sum(spelt) / max(len(spelt), 1) + (_OWN if code == language else 0.0)

        return max(self._read, key=known)

    def why(self, question: str, language: str) -> "list[str]":
        """How the question was understood, a line for each thing that it says: for who writes content."""
        ready, tongue = self.ready(), self._tongue(question, language)
        index, words = ready[tongue]
        return [f"read as {tongue}", *(_told(term) for term in read(question, index, words))]

    def ready(self) -> "dict[str, tuple[Index, Everyday]]":
        """Makes everything ready, unless it is. Raises ConfigError and OSError where the content cannot be read."""
        with self._lock:
            now = self._catalogue()
            if now is not self._from:
                found = self._gather(now, self._languages)
                old, self._read = self._read, {code: _made(found[code], code) for code in self._languages}
                self._from = now
                for index, _ in old.values():
                    index.close()
            return self._read


def _made(entries: "Sequence[Entry]", code: str) -> tuple[Index, Everyday]:
    try:
        words = everyday(code)
    except HandrailError as error:
        log.error("%s", error)
        words = Everyday()
    return Index(entries, code), words


def _told(term: Term) -> str:
    said_ = " ".join(term.said)
    if term.elsewhere:
        return f"{said_}: others than the council see to it"
    if not term.means:
        return f"{said_}: stands nowhere in the content"
    return (
        f"{said_}: {', '.join(' '.join('/'.join(forms) for forms in meaning) for meaning, _ in term.means)}"
    )
