"""When the word that sounds is painted as marked, on the page and in the caption, beside when it is heard (A5, A13).

The real window, the real voice and a null sink; a part of ``python -m benchmarks.speech``.
"""

import statistics
import time
from array import array
from bisect import bisect
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.gui import Gui
from benchmarks.null_sink import LOUD, Ear, bursts
from kiosk.speech.engine import RATE
from kiosk.speech.render import rendered
from kiosk.speech.sound import SAMPLE
from kiosk.speech.voice import Settings

PATIENCE = 15.0
_CLOSURE = 0.1
"""Seconds that a word may begin before anything of it is loud."""


class Painted(QObject):
    """Which of ``watched`` were painted since it was last asked."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self._news: set[QObject] = set()
        for each in watched:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt calls it so
        """Sees a painting begin; it is done when the loop has come round."""
        if event.type() == QEvent.Type.Paint:
            self._news.add(watched)
        return False

    def news(self) -> set[QObject]:
        """Since the last time."""
        found, self._news = self._news, set()
        return found


def errors(gui: Gui, ear: Ear, number: int) -> Iterator[tuple[str, float]]:
    """Seconds that each word was marked after (or before) it was heard, in the ``caption`` and on the ``page``.

    Counted from the beginning of its sentence, as it was heard: pauses between sentences are not the engine's alone.
    """
    gui.show_caption()
    for _ in range(number):
        gui.hush()
        gui.spin(0.4)
        pressed = gui.press()
        said, painted = _painted(gui)
        made = rendered(said, "en", Settings(volume=1.0, sounds=False))
        samples = enumerate(array("h", made.sound))
        meant = bursts(at / RATE for at, sample in samples if abs(sample) > LOUD)
        began = ear.bursts(pressed)
        if len(began) != len(meant):
            continue  # a busy machine broke a sentence in two: no telling which word is where
        for at, start, _end in made.words:
            sentence = max(bisect(meant, at / SAMPLE / RATE + _CLOSURE) - 1, 0)
            due = began[sentence] + at / SAMPLE / RATE - meant[sentence]
            yield from ((where, moment - due) for where, word, moment in painted if word == start)


def _painted(gui: Gui) -> tuple[str, list[tuple[str, int, float]]]:
    """An utterance; and where, from which character on, and when each word of it is first painted as marked."""
    row, caption, said = QApplication.focusWidget(), gui.caption, ""
    watch = Painted(caption, row)
    found: dict[tuple[str, int], float] = {}
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE and (caption.text or not said):
        QApplication.processEvents()
        news, moment = watch.news(), time.monotonic()
        start, length = caption.marked
        if length:
            said = caption.text
            if caption in news:
                found.setdefault(("caption", start), moment)
            if row in news:
                found.setdefault(("page", start), moment)
        time.sleep(0.0005)
    return said, [(where, start, moment) for (where, start), moment in found.items()]


def tell(found: list[tuple[str, float]], where: str) -> float:
    """Prints the figures of the ``caption`` or the ``page``; gives the median in ms."""
    own = [error for place, error in found if place == where]
    off = statistics.median(abs(error) for error in own) * 1000
    print(
        f"marked on the {where}: {len(own)} words, median {off:.1f} ms from the sound, "
        f"{statistics.median(own) * 1000:+.1f} ms late, worst {max(map(abs, own)) * 1000:.0f} ms"
    )
    return off
