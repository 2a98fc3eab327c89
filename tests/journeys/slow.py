"""A voice that takes its time, so that a test can come between."""

from kiosk import catalogue
from kiosk.cli.compose import give_keys
from kiosk.config import Config
from kiosk.speech.speaker import Speaker
from tests.speech.fakes import FakeAfter, FakeVoice
from tests.ui.kiosk_rig import settle
from ui.reader import Reader


class Slow:
    """A kiosk whose voice speaks until the test says that it is done."""

    def __init__(self, here):
        self.here = here
        self.voices = []
        here.reader = Reader(here.window, here.visit, self._speaker)
        here.window.opened.connect(here.reader.opened)
        here.window.second.connect(here.reader.second)
        here.window.activity.alive.connect(here.reader.silence)
        give_keys(here.window, here.visit, here.reader, Config(catalogue.BUILT_IN))
        here.window.give_voice(here.reader.spell)
        settle()

    def _speaker(self, on_state, on_word):
        return Speaker(self._voice, on_state, on_word, FakeAfter())

    def _voice(self, hear):
        self.voices.append(FakeVoice(hear))
        return self.voices[-1]

    @property
    def voice(self):
        return self.voices[-1]

    @property
    def caption(self):
        return self.here.window.caption.text

    def tell(self, *names, **fields):
        for name in names:
            self.voice.tell(name, **fields)
        settle()
