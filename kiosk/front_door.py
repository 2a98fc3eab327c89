"""One index of all that is on offer: what can be sent, what can be found out, what can be paid, in one order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import Literal

from kiosk.catalogue import Catalogue, Category, Service
from kiosk.information.article import Article
from kiosk.language import FALLBACK
from kiosk.naming import verb

Kind = Literal["form", "page", "pay"]

MOST = 10
"""Rows of one page: as many as are in sight at once on a wide screen, and few enough to be gone through by key."""

ALPHABETS = {
    "en": "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    "cy": "A B C Ch D Dd E F Ff G Ng H I J K L Ll M N O P Ph Q R Rh S T Th U V W X Y Z",
    "pl": "A Ą B C Ć D E Ę F G H I J K L Ł M N Ń O Ó P Q R S Ś T U V W X Y Z Ź Ż",
    "ur": "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ہ ھ ء ی ے",
}
_SAME = str.maketrans("آأؤئۂÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙÄËÏÖÜŸ", "ااویہAEIOUWYAEIOUWYAEIOUAEIOUY")
_OTHER = "0–9"
"""Where what begins with no letter stands: after all of them."""
_LINK = re.compile(r"(?:(?:for|about|of|to|us|that|with|your|a|an|the)\b\s*)*", re.IGNORECASE)
"""What stands between what one does and what it is done about."""


@dataclass(frozen=True)
class Entry:
    """One row. ``name`` is what it is about, or its title where that is all there is; ``title`` what its page says.

    ``english`` where it is in English only for who reads another language (L3). ``minutes`` is 0 when unsaid.
    """

    id: str
    kind: Kind
    name: str
    title: str
    icon: str
    order: int
    minutes: int = 0
    english: bool = False


@dataclass(frozen=True)
class Branch:
    """Entries that stand under ``first`` to ``last``: letters, or beginnings of names where they have too many."""

    first: str
    last: str
    entries: tuple[Entry, ...]


def on_shelf(shelf: Category, language: str) -> tuple[Entry, ...]:
    """All that stands on it, in the order that its manifests give: the same in every language."""
    made = [entry(each, language) for each in _all(shelf)]
    return tuple(sorted(made, key=lambda each: (each.order, each.id)))


def entry(one: Service | Article, language: str) -> Entry:
    """The row of a service or of a page, wherever it is offered."""
    return _of_service(one, language) if isinstance(one, Service) else _of_article(one, language)


def a_to_z(catalogue: Catalogue, language: str, shelf: str = "") -> tuple[Entry, ...]:
    """Everything by its names, or all of one shelf: what has two names stands under both."""
    shelves = [each for each in catalogue.categories if shelf in {"", each.id}]
    found = [named for each in shelves for named in _entries(each, language)]
    return tuple(sorted(found, key=lambda each: (_sorted(each.name, language), each.id)))


def borrowed(catalogue: Catalogue, language: str) -> list[str]:
    """The names that A to Z has in English for want of ``language``, so that an English voice reads them."""
    found = (named for shelf in catalogue.categories for named in _entries(shelf, language))
    return [named.name for named in found if named.english]


def branches(entries: tuple[Entry, ...], language: str, *, deep: bool = False) -> tuple[Branch, ...]:
    """The parts of a sorted list that is too long for one page, at most MOST of them; () where it is not.

    The first are cut between letters; those of some letters (``deep``) are of one length, and named by as much of
    their names as tells them apart. So 40 take two pages, and 400 three.
    """
    if len(entries) <= MOST:
        return ()
    letters = _by_letter(entries, language)
    return _packed(letters) if len(letters) > 1 and not deep else _cut(entries)


def within(
    entries: tuple[Entry, ...], path: tuple[int, ...], language: str
) -> tuple[Branch | None, tuple[Entry, ...]]:
    """The branch that ``path`` leads to, number by number, and its entries; None for all of them."""
    branch = None
    for at, number in enumerate(path):
        parts = branches(entries, language, deep=at > 0)
        if number >= len(parts):
            break  # another language may have fewer
        branch = parts[number]
        entries = branch.entries
    return branch, entries


def _by_letter(entries: tuple[Entry, ...], language: str) -> dict[str, list[Entry]]:
    known, groups = _places(language), dict[str, list[Entry]]()
    for each in entries:
        letter = next(iter(_spelled(each.name, language)), "")
        groups.setdefault(letter if letter in known else _OTHER, []).append(each)
    return groups


def _packed(groups: dict[str, list[Entry]]) -> tuple[Branch, ...]:
    """Neighbours together, so that there are at most MOST, each as short as can be."""
    size = max(MOST, -(-sum(map(len, groups.values())) // MOST))
    while True:
        made: list[tuple[list[str], list[Entry]]] = []
        for letter, entries in groups.items():
            if made and len(made[-1][1]) + len(entries) <= size:
                made[-1][0].append(letter)
                made[-1][1].extend(entries)
            else:
                made.append(([letter], [*entries]))
        if len(made) <= MOST:
            return tuple(Branch(letters[0], letters[-1], tuple(entries)) for letters, entries in made)
        size += 1


def _cut(entries: tuple[Entry, ...]) -> tuple[Branch, ...]:
    """As many parts as are needed, and each as long as the others."""
    count = min(MOST, -(-len(entries) // MOST))
    edges = [len(entries) * number // count for number in range(count + 1)]
    parts = [entries[start:end] for start, end in pairwise(edges)]
    names = [(part[0].name, part[-1].name) for part in parts]
    befores = ["", *(last for _, last in names)]
    afters = [*(first for first, _ in names[1:]), ""]
    return tuple(
        Branch(_enough(first, before), _enough(last, after), part)
        for (first, last), before, after, part in zip(names, befores, afters, parts, strict=False)
    )


def _enough(name: str, neighbour: str) -> str:
    """As much of a name as tells it from its neighbour's."""
    pairs = zip(name.casefold(), neighbour.casefold(), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return name[: same + 1].strip()


def _all(shelf: Category) -> Iterator[Service | Article]:
    yield from shelf.services
    yield from shelf.articles


def _entries(shelf: Category, language: str) -> Iterator[Entry]:
    """All that stands on it by its names, in no order."""
    for one in _all(shelf):
        yield from _named(one, language)


def _named(one: Service | Article, language: str) -> list[Entry]:
    made = entry(one, language)
    names = one.index.get(language) or (_english(one) if language == FALLBACK or made.english else ())
    return [replace(made, name=name) for name in names] or [made]


def _english(one: Service | Article) -> tuple[str, ...]:
    """Its English names; without any, what is left of its title behind what one does."""
    if names := one.index.get(FALLBACK):
        return tuple(names)
    title = one.text("title", FALLBACK) if isinstance(one, Service) else one.title(FALLBACK)
    rest = _LINK.sub("", title.removeprefix(verb(title, FALLBACK)).strip(), count=1)
    return (rest[:1].upper() + rest[1:],) if rest else ()


def _of_service(service: Service, language: str) -> Entry:
    title = service.text("title", language)
    return Entry(
        service.id,
        "form" if service.pay is None else "pay",
        title,
        title,
        service.icon,
        service.order,
        service.minutes,
        service.only_english(language),
    )


def _of_article(article: Article, language: str) -> Entry:
    title = article.title(language)
    lacks = article.language(language) != language
    return Entry(article.id, "page", title, title, article.icon, article.order, english=lacks)


@cache  # asked for each name of the index
def _places(language: str) -> dict[str, int]:
    """The letters of the language, and behind them those of English that it lacks, each with its place.

    Some names are there in English alone.
    """
    own = ALPHABETS.get(language, ALPHABETS[FALLBACK]).split()
    letters = own + [letter for letter in ALPHABETS[FALLBACK].split() if letter not in own]
    return {letter: at for at, letter in enumerate(letters)}


@cache  # likewise
def _capitals(language: str) -> dict[str, str]:
    return {letter.casefold(): letter for letter in _places(language)}


def _spelled(name: str, language: str) -> list[str]:
    """Its letters, as the alphabet of ``language`` counts them: Welsh has Ch, Dd and Ll."""
    known = _capitals(language)
    text = name.casefold()
    if language != "pl":
        text = text.upper().translate(_SAME).casefold()
    found, at = [], 0
    while at < len(text):
        two = text[at : at + 2]
        size = 2 if len(two) == 2 and two in known else 1  # noqa: PLR2004 two letters that are one
        found.append(known.get(text[at : at + size], text[at : at + size]))
        at += size
    return found


def _sorted(name: str, language: str) -> list[tuple[int, str]]:
    places = _places(language)
    spelled = _spelled(name, language)
    first, rest = spelled[:1], spelled[1:]
    keys = [(places.get(each, len(places)), each) for each in first]
    return keys + [(places.get(each, -1), each) for each in rest]
