"""Aiming a camera: what it sees now, what is told of that, and the buttons that take the photo."""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.language import Words
from ui import photo
from ui.errand import Errand, post
from ui.inputs.taking import beside, focusable
from ui.parts.button import Button
from ui.parts.preview import Preview
from ui.parts.text import Text
from ui.picture_advice import of_photo
from ui.theme import GAP, Theme

_LOOK = 0.4
"""Seconds between two pictures that are shown: what changes less than 3 times a second is no flash (V10)."""
_STEADY = 4
"""Looks in a row that must come to the same before it is told: nobody is talked into while they move the paper."""
_COUNT = 5
"""Seconds for who needs both hands for the paper."""
_SIDE = 900


@runtime_checkable
class Watcher(Protocol):
    """A device that shows what it sees all the time."""

    @property
    def name(self) -> str:
        """The last part of the keys of its words, such as ``taking.take.<…>``."""
        ...

    def watch(self, stop: Event, seen: Callable[[bytes], object]) -> str:
        """Gives every picture to ``seen``, until ``stop`` is set ("") or something is wrong (as Taker.take)."""
        ...


Seen = Callable[[bytes, QImage, str], object]


def _watch(device: Watcher, seen: Seen, stop: Event) -> str:
    """Looks at a picture now and then: ``seen`` gets it, small too, and what is to be told of it."""
    last = -_LOOK

    def see(picture: bytes) -> None:
        nonlocal last
        if monotonic() - last < _LOOK:
            return
        image = photo.opened(picture, _SIDE)
        if image is not None:
            seen(picture, image, of_photo(image))
        last = monotonic()

    return device.watch(stop, see)


class Aiming(QWidget):
    """``shot`` carries the picture that was taken, ``failed`` why there is none, ``told`` what is to be said aloud."""

    shot = Signal(bytes)
    failed = Signal(str)
    told = Signal(str)

    def __init__(self, device: Watcher, stop: Callable[[], object], theme: Theme, words: Words) -> None:
        super().__init__()
        self._words = words
        self._wanted = False
        self._left = 0
        self._heard: list[str] = []
        self._last = ""
        said = words.say(f"taking.wait.{device.name}")
        self._line = focusable(Text(said, theme, font="bold"), said)
        self._view = Preview(b"", words.say("taking.view"), theme)
        steps = (("taking.now", self._take), ("taking.later", self._count), ("taking.cancel", stop))
        buttons = []
        for key, press in steps:
            button = Button(words.say(key, seconds=_COUNT), theme, press, kind="quiet")
            button.setObjectName(key)
            buttons.append(button)
        self.controls: list[QWidget] = [self._line, *buttons]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP))
        column.addWidget(self._line)
        column.addWidget(beside(self._view, buttons, theme))
        self.counter = QTimer(self, interval=1000)
        self.counter.timeout.connect(lambda: self._second())
        self._errand = Errand(self)
        self._begin(device)

    def _begin(self, device: Watcher) -> None:
        """What the thread of the camera sees is shown in the window's."""
        send, errand, look = post(), self._errand, self._look

        def job(stop: Event) -> str:
            def seen(picture: bytes, image: QImage, advice: str) -> None:
                send(lambda: None if stop.is_set() else look(picture, image, advice))

            return _watch(device, seen, stop)

        errand.run(job, self._end)

    def _look(self, picture: bytes, image: QImage, advice: str) -> None:
        """Shows what is seen now; what is told of it is said once it stays the same."""
        if self._wanted:
            self._errand.stop()
            self.shot.emit(picture)
            return
        self._view.refresh(image)
        self._heard = [*self._heard[1 - _STEADY :], advice]
        if self._left == 0 and self._heard == [advice] * _STEADY and advice != self._last:
            self._last = advice
            self._tell(self._words.say(f"taking.advice.{advice}"))

    def _tell(self, said: str) -> None:
        self._line.say(said)
        self._line.setAccessibleName(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._line, said))
        self.told.emit(said)

    def _take(self) -> None:
        """The next picture that comes: the camera may not have sent any yet."""
        self._wanted = True
        self.counter.stop()

    def _count(self) -> None:
        self._left = _COUNT
        self.counter.start()
        self._tell(self._words.say("taking.count", seconds=self._left))

    def _second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._tell(self._words.say("taking.count", seconds=self._left))
        else:
            self._take()

    def _end(self, trouble: str) -> None:
        self.counter.stop()
        self.failed.emit(trouble)
