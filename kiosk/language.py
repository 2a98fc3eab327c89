"""The words of the interface, in each language, from assets/languages/<code>.toml."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from kiosk.config import ASSETS

FALLBACK = "en"


class _Table(Mapping[str, str]):
    """The sentences of one file by their dotted keys. A section is parsed when one of its keys is first asked for.

    Four whole files take as long to parse as half of the welcome page takes to paint.
    """

    def __init__(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        parts = _SECTION.split(text)  # what stands before the first section, then name and lines in turns
        self._unread = dict(zip(parts[1::2], parts[2::2], strict=True))
        self._read: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        section = key.rpartition(".")[0]
        if section in self._unread:
            for name, said in tomllib.loads(self._unread.pop(section)).items():
                self._read[f"{section}.{name}"] = str(said)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        for section in tuple(self._unread):
            self.get(f"{section}.")
        return iter(self._read)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_SECTION = re.compile(r"^\[([\w.]+)\]$", re.MULTILINE)
_table = cache(_Table)
_over: list[Path] = []


def say_first(folder: Path | None) -> None:
    """From now on the sentences in ``folder`` go before our own, for the whole program; None: ours alone.

    For the words of a bundle, and only between two visits.
    """
    _over[:] = [] if folder is None else [folder]


def sentences(file: Path) -> Mapping[str, str]:
    """A file's sentences by their dotted keys, as Words reads them."""
    return _Table(file)


class _Layers(Mapping[str, str]):
    """Several tables as one: the first that has a sentence says it."""

    def __init__(self, tables: tuple[Mapping[str, str], ...]) -> None:
        self._tables = tables

    def __getitem__(self, key: str) -> str:
        for table in self._tables:
            if key in table:
                return table[key]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(frozenset().union(*self._tables))

    def __len__(self) -> int:
        return len(frozenset().union(*self._tables))


def _layers(folder: Path, code: str) -> Mapping[str, str]:
    ours = _table(folder / f"{code}.toml")
    return _Layers((*(_table(each / f"{code}.toml") for each in _over), ours)) if _over else ours


class Words:
    """Says any sentence of the interface in one language: ``Words("cy").say("button.continue")``.

    A sentence that the language lacks is said in English; a key that English lacks raises KeyError, since
    that is a fault of ours that a test must find. ``{name}`` in a sentence is filled from the parameters.
    """

    def __init__(self, code: str, folder: Path = ASSETS / "languages") -> None:
        self.code = code
        self._own = _layers(folder, code)
        self._fallback = _layers(folder, FALLBACK)

    @property
    def rtl(self) -> bool:
        """Whether this language is written from right to left, so that the whole window is mirrored (L4)."""
        return self.code in RIGHT_TO_LEFT

    def say(self, key: str, **params: object) -> str:
        """The sentence under ``key``.

        With a ``count`` the key for that number is preferred where there is one: ``<key>_one`` for 1, and what
        else PLURALS tells of this language. What is filled into a sentence that is written from right to left
        keeps its own direction: a telephone number's groups would else change places (L4).
        """
        count = params.get("count")
        if isinstance(count, int) and (form := plural(count, self.code)):
            counted = f"{key}_{form}"
            key = counted if self.has(counted) else key
        text = self._own.get(key) or self._fallback[key]
        if self.rtl:
            params = {name: _isolated(value) for name, value in params.items()}
        return text.format_map(params) if params else text

    def joined(self, *texts: str) -> str:
        """Texts of maybe several languages in one line, in this language's direction: a council and its service."""
        if not self.rtl:
            return " · ".join(texts)
        return "\u200f" + " · ".join(f"\u2068{text}\u2069" for text in texts)

    def has(self, key: str) -> bool:
        """Whether there is a sentence under ``key``, if only in English."""
        return key in self._own or key in self._fallback

    @property
    def keys(self) -> frozenset[str]:
        """The keys that this language has itself."""
        return frozenset(self._own)


RIGHT_TO_LEFT = frozenset({"ur"})
"""The languages that are written from right to left."""


def _isolated(value: object) -> object:
    """A text between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; a number is one run anyway."""
    return f"\u2068{value}\u2069" if isinstance(value, str) and value else value


def _one_or_more(count: int) -> str:
    return "one" if count == 1 else ""


def is_few(count: int) -> bool:
    """Whether Slavic languages count it as a few: 2 to 4, 22 to 24 and so on, but not 12 to 14."""
    return count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)


def _polish(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if is_few(count) else ""


PLURALS: Mapping[str, Callable[[int], str]] = {"pl": _polish}
"""The forms of a counted sentence, by language, as Unicode's CLDR names them; "" is what the plain key says.

Polish: 1 dzień (one), 2 to 4, 22 to 24 dni (few), 5 to 21, 25 dni. Welsh keeps the singular after a number,
and our sentences count with "o" where it does not, so that it needs no more than one, as English and Urdu.
"""


def plural(count: int, code: str) -> str:
    """The form that ``count`` takes in the language ``code``: "one", "few", or "" for any other number."""
    return PLURALS.get(code, _one_or_more)(count)


def pick(texts: Mapping[str, str], code: str) -> str:
    """The text in ``code``, else in English, else any: for the texts of manifests and of kiosk.toml."""
    return texts.get(code) or texts.get(FALLBACK) or next(iter(texts.values()), "")


def in_form(code: str, labels: Iterable[str]) -> str | None:
    """The form's own label for a language (``"Welsh (cy)"`` for ``cy``), or None when the form lacks it.

    Form authors write ``English (en)``, ``English``, ``en`` or ``Cymraeg``: all are understood.
    """
    names = _NAMES.get(code, ())
    for label in labels:
        if is_other(label):
            continue
        inside = re.search(r"\(([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*\)\s*$", label)
        tag = inside.group(1) if inside else label.strip()
        if tag.lower() == code or re.split(r"[\s(]", label.strip().lower())[0] in names:
            return label
    return None


def of_form(code: str, labels: Sequence[str], default: str, *, other: bool = False) -> str:
    """The form's own label of the language that its questions stand in for who reads ``code``.

    ``other``: for who fills it in for somebody else, in the words that it has for them, if it has any (S3).
    """
    theirs = [label for label in labels if other and is_other(label, code)]
    return next(iter(theirs), None) or in_form(code, labels) or default


def is_other(label: str, code: str = "[A-Za-z]{2,3}") -> bool:
    """Whether a form's label stands for its words for somebody else: ``English for someone else (en-x-other)``."""
    return re.search(rf"\({code}-x-other\)\s*$", label) is not None


def beside(label: str, labels: Sequence[str]) -> str | None:
    """For a label that :func:`is_other`, the one of the same language that stands in where it has no words."""
    found = re.search(r"\((\w+)-x-other\)\s*$", label)
    return in_form(found[1], labels) if found else None


def missing(code: str, labels: tuple[str, ...]) -> bool:
    """Whether a form with these labels lacks a language. One that names none is taken for English."""
    return code != FALLBACK if labels == ("default",) else in_form(code, labels) is None


_NAMES = {
    "en": ("english", "en-gb", "saesneg"),
    "cy": ("welsh", "cymraeg"),
    "pl": ("polish", "polski"),
    "ur": ("urdu", "اردو"),
}
