"""Where words stand in what the kiosk can answer: SQLite's full-text search, in memory alone.

It is an index and no store: it holds the council's published words and nothing of a person, is made from the content
that is in use, and is gone with the program (decision 0042).
"""

import sqlite3
from collections.abc import Sequence
from functools import cached_property

from kiosk.asking.entry import Entry, Place
from kiosk.asking.spelling import keys, words

WEIGHTS = {"name": 1.0, "heading": 0.75, "summary": 0.7, "text": 0.5, "mentioned": 0.3}
"""How much a word counts by where it stands, from 0 to 1."""


class Index:
    """Everything that can be found in one language. Built in one thread, it may be asked from another."""

    def __init__(self, entries: Sequence[Entry], language: str) -> None:
        self.entries = tuple(entries)
        self.language = language
        self._known: dict[str, dict[int, float]] = {}
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(WEIGHTS)
        self._database.execute(f"CREATE VIRTUAL TABLE entry USING fts5({columns}, tokenize = 'unicode61')")
        self._database.execute("CREATE VIRTUAL TABLE word USING fts5vocab(entry, row)")
        self._database.executemany(
            f"INSERT INTO entry (rowid, {columns}) VALUES (?{', ?' * len(WEIGHTS)})",  # noqa: S608 our own names
            (
                (number, *(" ".join(words(getattr(entry, column))) for column in WEIGHTS))
                for number, entry in enumerate(self.entries)
            ),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the content."""
        return frozenset(word for (word,) in self._database.execute("SELECT term FROM word"))

    @cached_property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """The words of the content by what the forms of one word have in common (spelling.keys)."""
        found: dict[str, tuple[str, ...]] = {}
        for word in sorted(self.words):
            for key in keys(word, self.language):
                found[key] = (*found.get(key, ()), word)
        return found

    @cached_property
    def by_place(self) -> dict[Place, Entry]:
        """The entry of each place."""
        return {entry.place: entry for entry in self.entries}

    @cached_property
    def subjects(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """The numbers of the entries of each subject, the subject itself first."""
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for number, entry in enumerate(self.entries):
            subject = entry.place.subject
            found[subject] = (*found.get(subject, ()), number)
        return found

    def standing(self, forms: Sequence[str]) -> dict[int, float]:
        """The numbers of the entries that have one of ``forms``, each with the weight of its best place there."""
        found: dict[int, float] = {}
        for word in forms:
            for number, weight in self._standing(word).items():
                found[number] = max(weight, found.get(number, 0.0))
        return found

    def is_about(self, phrase: Sequence[Sequence[str]]) -> bool:
        """Whether all words of ``phrase`` stand together in what names an entry, and not only somewhere in it.

        Each word is given in its forms.
        """
        rows = [self.standing(forms) for forms in phrase]
        return any(all(row.get(number, 0.0) >= WEIGHTS["heading"] for row in rows) for number in rows[0])

    def _standing(self, word: str) -> dict[int, float]:
        if word not in self._known:
            found: dict[int, float] = {}
            for column, weight in sorted(WEIGHTS.items(), key=lambda each: each[1]):
                query = f'{{{column}}} : "{word}"'
                rows = self._database.execute("SELECT rowid FROM entry WHERE entry MATCH ?", (query,))
                found.update(dict.fromkeys((number for (number,) in rows), weight))
            self._known[word] = found
        return self._known[word]

    def close(self) -> None:
        """It is not asked again."""
        self._database.close()
