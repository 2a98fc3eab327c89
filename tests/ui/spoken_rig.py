"""A kiosk with one form of the test's own, and a voice that keeps what it is told."""

from types import MappingProxyType

from kiosk import catalogue
from kiosk.catalogue import BUILT_IN
from kiosk.cli.compose import give_voice
from kiosk.config import Config
from kiosk.forms.readers import read_form
from kiosk.speech import voices
from tests.journeys.kiosk import Listener
from tests.ui.kiosk_rig import Rig, settle

_MANIFEST = 'id = "own"\ncategory = "own"\ntitle = { en = "Our form" }\nsummary = { en = "About it." }\n'


def one_service(folder, sheet):
    """The catalogue of one service, whose form is ``sheet``: the text of a form.csv."""
    place = folder / "own"
    place.mkdir(parents=True)
    (place / "form.csv").write_text(sheet, encoding="utf-8")
    (place / "form.xml").write_bytes(read_form(place / "form.csv").xml)
    (place / "manifest.toml").write_text(_MANIFEST, encoding="utf-8")
    return catalogue.load(folder)


class Spoken(Rig):
    """``heard()`` is all that was said since it was last asked; ``listener`` may be made to fail."""

    def __init__(self, services, listener=Listener, **wishes):
        super().__init__(services, **wishes)
        self.listeners = []
        self._heard = 0

        def listen(hear):
            self.listeners.append(listener(hear))
            return self.listeners[-1]

        before = voices.VOICES
        voices.VOICES = MappingProxyType({"espeak": listen})
        try:
            self.reader = give_voice(self.window, self.visit, Config(BUILT_IN))
        finally:
            voices.VOICES = before
        settle()

    def heard(self):
        said = [text for listener in self.listeners for _language, text in listener.said]
        new = said[self._heard :]
        self._heard = len(said)
        return new

    def to_form(self):
        """To the first question of the one service."""
        self.go(lambda: self.visit.begin(self.language))
        self.go(lambda: self.visit.choose("own"))
        self.go(self.visit.start)
        self.heard()

    def close(self):
        self.reader.close()
        self.window.close()
        settle()
