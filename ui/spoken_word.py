"""The word that sounds now is marked on the page, where it stands (A5, A13)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from kiosk.speech.speaker import Spot
from kiosk.speech.utterance import Utterance
from ui.describe import in_order

if TYPE_CHECKING:
    from ui.window import Window

_ENDINGS = ".?!:…۔؟"
_BETWEEN = re.compile(r" · |\n")
"""What stands between two things that are shown in one text and said as two."""


@runtime_checkable
class Readable(Protocol):
    """Something that shows words and can mark one of them."""

    def readings(self) -> tuple[str, ...]:
        """The texts it shows, in order."""
        ...

    def mark(self, which: int, start: int, length: int) -> None:
        """Marks ``length`` characters from ``start`` of its text number ``which``; with 0 it marks nothing."""
        ...


@dataclass(frozen=True)
class Place:
    """Characters ``start`` to ``end`` of an utterance stand in ``widget``, in its text number ``which``.

    ``shown`` holds for each of them where in that text it is.
    """

    start: int
    end: int
    widget: QWidget
    which: int
    shown: Sequence[int]


class SpokenWord(QObject):
    """Lives as long as the reader, whose ``spot`` is to be connected to ``follow``."""

    def __init__(self, window: "Window", parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._said: Utterance | None = None
        self._places: list[Place] = []
        self._marked: QWidget | None = None

    def follow(self, spot: Spot | None) -> None:
        """What sounds now; None: nothing does."""
        if spot is None:
            self._unmark()
            self._said, self._places = None, []
            return
        if spot.utterance is not self._said:
            self._said = spot.utterance
            self._places = places(spot.utterance.text, self._nearest_first())
        place = next((each for each in self._places if each.start <= spot.start < each.end), None)
        if place is None or not Shiboken.isValid(place.widget):
            self._unmark()
            return
        if place.widget is not self._marked:
            self._unmark()
        first = place.shown[spot.start - place.start]
        last = place.shown[min(spot.end, place.end) - 1 - place.start]
        self._marked = place.widget
        assert isinstance(place.widget, Readable)  # noqa: S101 places() takes no other
        place.widget.mark(place.which, first, last + 1 - first)

    def _unmark(self) -> None:
        if isinstance(self._marked, Readable) and Shiboken.isValid(self._marked):
            self._marked.mark(0, 0, 0)
        self._marked = None

    def _nearest_first(self) -> Iterator[QWidget]:
        """What has the focus, then what stands around it, then all of the page: of two alike the nearer is meant."""
        focus = QApplication.focusWidget()
        around = focus
        seen: set[int] = set()
        while around is not None and around is not self._window:
            for each in [around, *in_order(around)]:
                if id(each) not in seen and isinstance(each, Readable):
                    seen.add(id(each))
                    yield each
            around = None if around is self._window.sheet else around.parentWidget()


def places(said: str, shown: Iterator[QWidget]) -> list[Place]:
    """Where each text that is shown stands in what is said: as a whole, or as the parts that it is said in."""
    found: list[Place] = []
    for widget in shown:
        assert isinstance(widget, Readable)  # noqa: S101 the caller gives no other
        for which, text in enumerate(widget.readings()):
            whole = _find(said, text, 0, found)
            if whole is None and not _BETWEEN.search(text):
                continue
            spans = [(0, text)] if whole is not None else list(_parts(text))
            for offset, part in spans:
                if (at := _find(said, part, offset, found)) is not None:
                    start, letters = at
                    found.append(Place(start, start + len(letters), widget, which, letters))
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for gap in _BETWEEN.finditer(text):
        yield at, text[at : gap.start()]
        at = gap.end()
    yield at, text[at:]


def _find(said: str, text: str, offset: int, taken: Sequence[Place]) -> tuple[int, Sequence[int]] | None:
    """Where ``text`` is said as a sentence of its own, and where each of its letters is shown."""
    plain, letters = _plain(text, offset)
    at = said.find(plain) if plain else -1
    while at >= 0:
        end = at + len(plain)
        begins = at == 0 or (said[at - 1] == " " and said[at - 2 : at - 1] in _ENDINGS)
        ends = end == len(said) or said[end] in _ENDINGS or said[end - 1] in _ENDINGS
        if begins and ends and all(end <= other.start or at >= other.end for other in taken):
            return at, letters
        at = said.find(plain, at + 1)
    return None


def _plain(text: str, offset: int) -> tuple[str, Sequence[int]]:
    """``text`` with one space between words, as it is said, and where in the whole each letter of that stands."""
    plain, letters = "", []
    for word in re.finditer(r"\S+", text):
        if plain:
            plain += " "
            letters.append(offset + word.start() - 1)
        plain += word[0]
        letters += range(offset + word.start(), offset + word.end())
    return plain, letters
