"""The on-screen keyboard without a screen: which keys there are, how wide, and what lies next to which (M11).

Layouts are data: ``assets/keyboards/<language>.toml``, ``numbers.toml`` for the number pads, ``email.toml``. Lengths
are in mm.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal
from unicodedata import bidirectional

from kiosk.config import ASSETS
from kiosk.language import FALLBACK

Act = Literal["capitals", "signs", "letters", "latin", "more", "space", "line", "delete", "done"]
Way = Literal["up", "down", "left", "right"]

GAP = 3.0
"""Between two keys (M1)."""
LEAST = 16.0
"""The least width and height of a key (M11)."""
WIDEST = 26.0
"""A key with a letter is no wider, so that hands need not travel."""

SIGNS: Mapping[str, str] = {
    ".": "full_stop",
    "۔": "full_stop",
    ",": "comma",
    "،": "comma",
    "'": "apostrophe",
    "-": "dash",
    "/": "slash",
    "@": "at",
    "&": "and",
    "(": "open_bracket",
    ")": "close_bracket",
    ":": "colon",
    ";": "semicolon",
    "؛": "semicolon",
    "?": "question_mark",
    "؟": "question_mark",
    "!": "exclamation_mark",
    "+": "plus",
    "£": "pound",
    '"': "quotation_mark",
    "#": "hash",
    "_": "underscore",
    "*": "star",
    "%": "per_cent",
}
"""What each sign is called: ``keyboard.sign.<name>`` are its words."""


@dataclass(frozen=True)
class Key:
    """One key: it writes ``text``, or does ``act``."""

    text: str = ""
    act: Act | None = None

    @property
    def single(self) -> bool:
        """Whether it shows one letter or sign, and no word."""
        return not self.act and len(self.text) == 1


Row = tuple[Key, ...]


@dataclass(frozen=True)
class Page:
    """Keys that show together. ``even``: all are as wide as the widest, as on a telephone."""

    rows: tuple[Row, ...]
    even: bool = False


@dataclass(frozen=True)
class Layout:
    """The pages of a language by name: "letters", "signs", "digits", "number", "email", and what else it has.

    ``faces`` are what keys show that neither write nor have a word on them.
    """

    pages: Mapping[str, Page]
    faces: Mapping[str, str]

    def for_one_line(self) -> "Layout":
        """For a box of one line, which takes no new line."""
        pages = {
            name: replace(
                page, rows=tuple(tuple(key for key in row if key.act != "line") for row in page.rows)
            )
            for name, page in self.pages.items()
        }
        return replace(self, pages=pages)


@cache
def layout(code: str, letters: str, folder: Path = ASSETS / "keyboards") -> Layout:
    """The keyboard of a language, English where it has none, with ``letters`` in "qwerty" or "abc" order."""
    file = folder / f"{code}.toml"
    own = _read(file if file.exists() else folder / f"{FALLBACK}.toml")
    faces = own.pop("faces")
    tables = {**own, **_read(folder / "numbers.toml"), **_read(folder / "email.toml")}
    pages = {
        name: Page(tuple(map(_row, table.get("rows") or table[letters])), table.get("even", False))
        for name, table in tables.items()
    }
    return Layout(pages, faces)


def from_the_right(row: Row, *, rtl: bool) -> bool:
    """Whether a row is laid from the right. Numbers and Latin letters never are, whatever the language."""
    first = next((bidirectional(key.text[0]) for key in row if key.text and key.text[0].isalnum()), None)
    return rtl and first not in {"L", "EN"}


@dataclass(frozen=True)
class Placed:
    """Where a key stands in its row."""

    key: Key
    left: float
    width: float

    @property
    def middle(self) -> float:
        """Halfway across."""
        return self.left + self.width / 2


def place(
    page: Page, width: float, need: Callable[[Key], float], *, rtl: bool
) -> tuple[tuple[Placed, ...], ...]:
    """The rows of a page, each from left to right on the glass, no wider than ``width``.

    ``need`` is the width that a key's face takes. Keys with letters are equally wide; where words need the room,
    those beside them are narrower. Rows with something to do fill the width; the space bar takes what is over.
    """
    unit = _unit(page, width, need)
    whole = min(width, max(_natural(row, unit, need) for row in page.rows))
    return tuple(_place(row, unit, whole, need, page, rtl=rtl) for row in page.rows)


@dataclass(frozen=True)
class At:
    """Which key has the focus. ``aim`` is how far across, kept while going up and down past wider keys."""

    row: int
    key: int
    aim: float


def at(rows: Sequence[Sequence[Placed]], row: int, key: int) -> At:
    """The focus on a key that was not reached by moving."""
    return At(row, key, rows[row][key].middle)


def move(rows: Sequence[Sequence[Placed]], here: At, way: Way) -> At | None:
    """The key next to ``here``: None above the top row and below the last. Left and right go round their row."""
    if way in {"left", "right"}:
        count = len(rows[here.row])
        return at(rows, here.row, (here.key + (1 if way == "right" else -1)) % count)
    row = here.row + (1 if way == "down" else -1)
    if not 0 <= row < len(rows):
        return None
    nearest = min(range(len(rows[row])), key=lambda n: _away(rows[row][n], here.aim))
    return At(row, nearest, here.aim)


def _away(placed: Placed, aim: float) -> float:
    return max(placed.left - aim, aim - placed.left - placed.width, 0.0)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _row(text: str) -> Row:
    return tuple(_key(word) for word in text.split())


def _key(word: str) -> Key:
    if word.startswith("<") and word.endswith(">"):
        act: Any = word[1:-1]
        return Key(act=act)
    return Key(word)


def _gaps(row: Row) -> float:
    return GAP * (len(row) - 1)


def _unit(page: Page, width: float, need: Callable[[Key], float]) -> float:
    """The width of a key with a letter, where its row has the room."""
    if page.even:
        return max(WIDEST, *(need(key) for row in page.rows for key in row))
    plain = [row for row in page.rows if not any(key.act for key in row)] or page.rows
    return min(WIDEST, *((width - _gaps(row)) / len(row) for row in plain))


def _least(key: Key, unit: float, need: Callable[[Key], float]) -> float:
    return unit if key.single else max(unit, need(key))


def _natural(row: Row, unit: float, need: Callable[[Key], float]) -> float:
    return sum(_least(key, unit, need) for key in row) + _gaps(row)


def _place(
    row: Row, unit: float, whole: float, need: Callable[[Key], float], page: Page, *, rtl: bool
) -> tuple[Placed, ...]:
    widths = _widths(row, unit, whole, need, page)
    order = list(range(len(row)))
    if from_the_right(row, rtl=rtl):
        order.reverse()
    left = (whole - sum(widths) - _gaps(row)) / 2
    placed = []
    for n in order:
        placed.append(Placed(row[n], left, widths[n]))
        left += widths[n] + GAP
    return tuple(placed)


def _widths(row: Row, unit: float, whole: float, need: Callable[[Key], float], page: Page) -> list[float]:
    widths = [_least(key, unit, need) for key in row]
    over = whole - sum(widths) - _gaps(row)
    if over < 0:
        narrow = [n for n, key in enumerate(row) if key.single]
        return _changed(widths, narrow or range(len(row)), over)
    wide = [n for n, key in enumerate(row) if not key.single]
    spaces = [n for n in wide if row[n].act == "space"]
    full = page.even and len(row) == max(map(len, page.rows))
    return widths if full or not wide else _changed(widths, spaces or wide, over)


def _changed(widths: list[float], which: Iterable[int], by: float) -> list[float]:
    chosen = list(which)
    return [width + by / len(chosen) if n in chosen else width for n, width in enumerate(widths)]
