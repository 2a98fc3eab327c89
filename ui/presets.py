"""Sets presets for the person in front of the kiosk, and says what it did (S4)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk import presets
from kiosk.speech.voice import Settings
from kiosk.stage import Aside, Welcome
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window


class Presets:
    """Joins the presets to the window."""

    def __init__(self, window: "Window", visit: Visit) -> None:
        self._window = window
        self._visit = visit
        window.preset = self.toggle

    def toggle(self, name: str) -> None:
        """One tap: it is set, or taken back when it was set already."""
        visit, window = self._visit, self._window
        if not presets.holds(visit.display, name):
            if name == presets.SWITCHES:
                window.open(Aside.SWITCHES)
                return
            self._set([name])
            key = "presets.on"
        else:
            usual = visit.usual
            window.go(lambda: visit.show(presets.without(visit.display, name, usual)))
            if name in presets.PACES:
                window.pace(Settings().wpm)
            key = "presets.off"
        words = visit.words
        said = [words.say(key, name=words.say(f"presets.{name}"))]
        if isinstance(visit.stage, Welcome) and visit.aside is None:
            said.append(words.say("welcome.title"))
        window.keypad.tell(" ".join(f"{part}." for part in said))

    def card(self, text: str) -> None:
        """A card was read: what it sets is set, and shown on the page of presets. Any other changes nothing."""
        visit, window = self._visit, self._window
        if visit.aside is Aside.STAFF:
            return  # the settings that show are those of staff (A17)
        window.wake()
        if window.activity is not None:
            window.activity.alive.emit()  # it silences the voice as a key does
        names = presets.read(text)
        if not names:
            window.keypad.tell(visit.words.say("presets.stranger"))
            return
        self._set(names)
        if visit.aside is not Aside.STAFF_PIN:
            window.open(Aside.SWITCHES if presets.SWITCHES in names else Aside.PRESETS)

    def _set(self, names: Sequence[str]) -> None:
        visit = self._visit
        self._window.go(lambda: visit.show(presets.combined(visit.display, names)))
        for name in names:
            if name in presets.PACES:
                self._window.pace(presets.PACES[name])
