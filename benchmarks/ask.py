"""How well questions in one's own words are answered, beside plain full-text search: ``python -m benchmarks.ask``.

Ends with 1 where fewer than RECALL of what can be answered is among the answers, or more than WRONG is wrong and sure.
"""

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.asking_set import RECALL, WRONG, Ask, Asked, Score, load_form, made, offered, questions, score
from kiosk.asking.answering import Answer
from kiosk.asking.entry import Entry
from kiosk.asking.gathering import gather
from kiosk.asking.index import WEIGHTS
from kiosk.asking.ranking import Hit
from kiosk.asking.spelling import words

PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Prints all figures. The result is the exit code."""
    before, started = memory(), time.perf_counter()
    asker = made()
    seconds, taken = time.perf_counter() - started, memory() - before
    entries = {code: len(index.entries) for code, (index, _) in asker.ready().items()}
    print(f"made ready: {seconds * 1000:.0f} ms with every form read, {taken / 1e6:.0f} MB")
    print(f"found in: {', '.join(f'{count} entries in {code}' for code, count in entries.items())}")
    parts = {
        "tuned on": [each for each in questions() if not each.held],
        "held out": [each for each in questions() if each.held == "held"],
        "written after": [each for each in questions() if each.held == "after"],
        "never tuned on": [each for each in questions() if each.held],
        "all": list(questions()),
    }
    for code in ("en", "cy"):
        parts[f"all in {code}"] = [each for each in questions() if each.language == code]
    scores = {name: score(asked, asker.ask) for name, asked in parts.items()}
    for name, found in scores.items():
        print(told(name, found))
    plain = Plain()
    base = score(parts["all"], plain.ask)
    print(told("plain FTS5, all", base))
    ours = scores["all"]
    print(f"beside plain FTS5: {(1 - ours.recall) / (1 - base.recall):.2f} of its misses, ", end="")
    print(f"{ours.wrong / base.wrong:.3f} of what it is wrong and sure about")
    mine, theirs = times(parts["all"], asker.ask), times(parts["all"], plain.ask)
    print(
        f"a question: median {mine[0]:.1f} ms, worst {mine[1]:.1f} ms; {mine[0] / theirs[0]:.1f} times plain FTS5"
    )
    good = ours.recall >= RECALL and ours.wrong_and_sure <= WRONG
    print(f"ask: {'within' if good else 'NOT within'} its limits")
    return 0 if good else 1


def told(name: str, found: Score) -> str:
    """A line of figures."""
    return (
        f"{name}: {found.count} questions, recall@3 {found.recall:.3f} ({found.recalled}/{found.answerable}), "
        f"wrong and sure {found.wrong_and_sure:.3f} ({found.wrong}), "
        f"told that nobody knows {found.known_unknown}/{found.unknown}, danger seen {found.seen_danger}/{found.danger}"
    )


def times(asked: Sequence[Asked], ask: Ask) -> tuple[float, float]:
    """The median and the worst of all, in milliseconds; each word has been looked up before."""
    taken = []
    for each in asked:
        started = time.perf_counter()
        ask(each.question, each.language)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), max(taken)


def memory() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


class Plain:
    """What FTS5 does by itself: any of the words, stems and accents left out, the best three by bm25."""

    def __init__(self) -> None:
        found = gather(offered(), ("en", "cy"), load_form=load_form)
        self._tables = {code: _table(entries) for code, entries in found.items()}

    def ask(self, question: str, language: str) -> Answer:
        """It is sure of all that it finds, since it has no way not to be."""
        entries, table = self._tables[language]
        query = " OR ".join(f'"{word}"' for word in words(question)) or '""'
        rows = table.execute(
            "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry) LIMIT 3", (query,)
        )
        hits = tuple(Hit(entries[number], 1.0) for (number,) in rows)
        return Answer("found" if hits else "unknown", hits)


def _table(entries: Sequence[Entry]) -> tuple[Sequence[Entry], sqlite3.Connection]:
    table = sqlite3.connect(":memory:")
    table.execute(
        f"CREATE VIRTUAL TABLE entry USING fts5({', '.join(WEIGHTS)}, tokenize = 'porter unicode61')"
    )
    marks = ", ".join("?" * (len(WEIGHTS) + 1))
    table.executemany(
        f"INSERT INTO entry (rowid, {', '.join(WEIGHTS)}) VALUES ({marks})",
        ((number, *(getattr(each, name) for name in WEIGHTS)) for number, each in enumerate(entries)),
    )
    return entries, table


if __name__ == "__main__":
    sys.exit(main())
