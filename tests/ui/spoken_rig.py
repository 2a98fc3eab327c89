"""A kiosk with one form of the test's own, and a voice that keeps what it is told."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk import catalogue
from kiosk.forms.readers import read_form
from tests.journeys.kiosk import Kiosk, Listener
from tests.ui.kiosk_rig import Rig

_MANIFEST = 'id = "own"\ncategory = "own"\ntitle = { en = "Our form" }\nsummary = { en = "About it." }\n'


def one_service(folder, sheet):
    """The catalogue of one service, whose form is ``sheet``: the text of a form.csv."""
    place = folder / "own"
    place.mkdir(parents=True)
    (place / "form.xml").write_bytes(_converted(sheet))
    (place / "manifest.toml").write_text(_MANIFEST, encoding="utf-8")
    return catalogue.load(folder)


@cache
def _converted(sheet):
    """Once a sheet: it takes a process of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "form.csv"
        file.write_text(sheet, encoding="utf-8")
        return read_form(file).xml


class Spoken(Kiosk):
    """``heard()`` is all that was said since it was last asked."""

    def __init__(self, services, **wishes):
        Rig.__init__(self, services, **wishes)
        self.chosen = self.language
        self.listeners = []
        self._voice = Listener
        self._heard = 0
        self._give_voice()

    def heard(self):
        new = [text for _language, text in self.said[self._heard :]]
        self._heard += len(new)
        return new

    def to_form(self):
        """To the first question of the one service."""
        self.go(lambda: self.visit.begin(self.language))
        self.go(lambda: self.visit.choose("own"))
        self.go(self.visit.start)
        self.heard()
