"""Two files that ask the same in two languages, read side by side: the first leads, the other lends its words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.forms.readers.json_document import Json

ENGLISH, WELSH = "English (en)", "Welsh (cy)"
MARKS = {
    ENGLISH: re.compile(r"\b(?:the|and|of|you|your|what|is|for|this|how)\b", re.IGNORECASE),
    WELSH: re.compile(r"\b(?:yn|eich|ac|ar|chi|beth|am|ydych|sydd|gyfer|y|yr)\b", re.IGNORECASE),
}
IN_WELSH = re.compile(r"(?:^|[._\s-])(?:cy|welsh|cymraeg)(?:$|[._\s-])", re.IGNORECASE)
LOOKED_AT = 20_000  # characters


@dataclass(frozen=True)
class Both:
    """A value in the leading file and its partner in the other file, if there is one."""

    first: Json
    other: Json | None = None

    @property
    def at(self) -> str:
        """The place in the leading file."""
        return self.first.at

    def get(self, name: str) -> "Both":
        """What is under a name in both."""
        return Both(self.first.get(name), self.other.get(name) if self.other else None)

    def each(self, name: str, key: str) -> list["Both"]:
        """The objects of a list, each beside the one with the same ``key``, else the one at the same place."""
        ours, theirs = self.first.each(name), self.other.each(name) if self.other else []
        same = {_nth: one for one, _nth in zip(theirs, _numbered(theirs, key), strict=True)}
        by_place = theirs if len(theirs) == len(ours) else []
        found = []
        for at, (one, nth) in enumerate(zip(ours, _numbered(ours, key), strict=True)):
            beside = same.get(nth) if nth[0] else None
            if beside is None and by_place and by_place[at] and not _kept(by_place[at], same, ours, key):
                beside = by_place[at]
            found.append(Both(one, beside))
        return found


def _numbered(things: list[Json], key: str) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    numbered = []
    for thing in things:
        name = thing.text(key)
        seen[name] += 1
        numbered.append((name, seen[name]))
    return numbered


def _kept(candidate: Json, same: dict[tuple[str, int], Json], ours: list[Json], key: str) -> bool:
    """Whether the partner by place already belongs to another by its key."""
    name = candidate.text(key)
    return bool(name) and any(one.text(key) == name for one in ours) and (name, 1) in same


def pages(first: Json, other: Json | None) -> list[Both]:
    """Every page with its partner: the page that asks the same questions, else the one at the same place."""
    ours, theirs = first.each("pages"), other.each("pages") if other else []
    owner = {name: page for page in reversed(theirs) for name in _asked(page)}
    taken = {id(owner[name]) for page in ours for name in _asked(page) if name in owner}
    made = []
    for at, page in enumerate(ours):
        beside = next((owner[name] for name in _asked(page) if name in owner), None)
        if beside is None and len(ours) == len(theirs) and id(theirs[at]) not in taken:
            beside = theirs[at]
        made.append(Both(page, beside))
    return made


def _asked(page: Json) -> list[str]:
    return [one.text("name") for one in page.each("components") if one.text("name")]


def told_apart(documents: Sequence[Json], names: Sequence[str]) -> tuple[str, ...]:
    """The language of each file; where their words tell no difference, what their names say."""
    found = tuple(_language(document) for document in documents)
    named = tuple(WELSH if IN_WELSH.search(name) else ENGLISH for name in names)
    return named if len(set(found)) < len(set(named)) else found


def _language(document: Json) -> str:
    """The language a file is in: what it says of itself, else which common words it has more of."""
    if document.get("metadata").flag("isWelsh"):
        return WELSH
    words = " ".join(_words(document))[:LOOKED_AT]
    return max(MARKS, key=lambda name: (len(MARKS[name].findall(words)), name == ENGLISH))


def _words(document: Json) -> list[str]:
    parts = [document.text("name")]
    for page in document.each("pages"):
        parts.append(page.text("title"))
        for one in page.each("components"):
            parts += [one.text("title"), one.text("hint"), one.text("content")]
    return parts
