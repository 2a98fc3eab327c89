"""A whole service gone through here, by keys alone, in a window as large as the machine's: what to press, what is seen.

The virtual kiosk is then given the same keys, and must show the same pages.
"""

import statistics
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from kiosk import catalogue, coming_back, config
from kiosk.speech.voice import Settings
from tests.image.qmp import keys_of
from tests.journeys.keyboard import KEY, Citizen, Keyboard
from tests.journeys.kiosk import Kiosk

KEYS = {
    KEY.Key_Tab: ("tab",),
    KEY.Key_Backtab: ("shift", "tab"),
    KEY.Key_Return: ("ret",),
    KEY.Key_Delete: ("delete",),
}
SHAPE = "square"
"""1280 by 1024 pixels, as machine.SCREEN."""

COARSE = 48
"""Into how many parts a picture is divided each way: of each counts how light it is on the whole."""


@dataclass(frozen=True)
class Step:
    """On one page: ``keys`` that were pressed, each a tuple of what is held together; ``stage`` is its name.

    ``seen`` is what the page looked like before the last of them, which leaves it.
    """

    stage: str
    keys: tuple[tuple[str, ...], ...]
    seen: QImage


class Noting(Keyboard):
    """Presses keys and notes each, a step for each page."""

    def __init__(self, window, visit):
        super().__init__(window)
        self.steps = []
        self._visit = visit
        self._keys = []

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """As Keyboard's."""
        self._keys.append(("ctrl", "a") if modifier == self.CONTROL else KEYS[key])
        stage, before = self._visit.stage, grab(self._window)
        focus = super().press(key, modifier)
        if self._visit.stage != stage:
            self.steps.append(Step(_named(stage), tuple(self._keys), before))
            self._keys = []
        return focus

    def type(self, text):
        """As Keyboard's."""
        super().type(text)
        self._keys += [keys_of(letter) for letter in text]


SERVICE = "library-membership"
"""Nothing in it hangs on the day: the machine has a clock of its own."""


def _as_there():
    """As on the machine: with the pages of information among the services, and no network."""
    here = Kiosk(shape=SHAPE)
    here.offers = catalogue.load(catalogue.BUILT_IN, information=config.ASSETS / "information")
    here.online = False
    return here


def who_came_back():
    """What the page looks like that asks who came back."""
    here = _as_there()
    try:
        here.go(lambda: here.visit.begin(here.chosen))
        here.go(lambda: here.visit.choose(SERVICE))
        here.go(here.visit.start)
        draft = coming_back.draft_of(here.visit, Settings())
        here.go(here.visit.end)
        here.go(lambda: coming_back.offer(here.visit, draft, lambda: 120.0))
        return grab(here.window)
    finally:
        here.close()


def rehearse(service=SERVICE, seed=30):
    """The steps from the welcome to the reference, what is sent then, and the page of the reference."""
    here = _as_there()
    try:
        found = here.walk(service, seed)
        keyboard = Noting(here.window, here.visit)
        citizen = Citizen(here, keyboard, found.answers)
        citizen.come(service)
        citizen.answer_all()
        citizen.send()
        return tuple(keyboard.steps), here.outbox.taken[-1], grab(here.window)
    finally:
        here.close()


def likeness(one, other):
    """From 0 to 1: how much of what is drawn on either page is drawn on both, looked at coarsely."""
    pairs = list(zip(_ink(one), _ink(other), strict=True))
    return sum(map(min, pairs)) / max(sum(map(max, pairs)), 1)


def grab(window):
    """What the window shows."""
    return window.grab().toImage()


def _ink(picture):
    """How much each part of a picture differs from what most of it is."""
    small = picture.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
        COARSE, COARSE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    light = [small.pixelColor(x, y).lightness() for y in range(COARSE) for x in range(COARSE)]
    paper = statistics.mode(light)
    return [abs(one - paper) for one in light]


def _named(stage):
    return f"{type(stage).__name__}-{getattr(stage, 'key', '')}".rstrip("-").replace("/", "-")
