"""A kiosk with our own services, put together as ``kiosk run`` does; the test keeps its clock, network and voice."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from kiosk import catalogue
from kiosk.cli.compose import give_voice, load_form
from kiosk.config import Config
from kiosk.display import Display
from kiosk.forms.filling import Filling
from kiosk.forms.walk import Walk, walk
from kiosk.language import Words, in_form
from kiosk.speech import voices
from kiosk.speech.voice import Event
from tests.ui.kiosk_rig import REFERENCE, Rig, settle

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
"""The day of the rig's visits."""
SEEDS: Mapping[str, int] = {
    "missed-bin": 6,
    "blue-badge": 7,
    "council-tax-reduction": 26,
    "bus-pass": 14,
    "call-back": 5,
    "housing-repair": 11,
    "library-membership": 30,
}
"""For each service a seed with which much of it is asked."""


class Listener:
    """A voice that is done at once, and keeps what it was told: texts with their languages, and recordings."""

    def __init__(self, hear):
        self._hear = hear
        self.said = []
        self.played = []
        self.closed = False
        hear(Event("ready"))

    def say(self, number, text, language, _settings, recording=None):
        self.said.append((language, text))
        if recording is not None:
            self.played.append((text, Path(recording.file).name))
        for name in ("started", "finished"):
            self._hear(Event(name, number))

    def cue(self, _name, _settings):
        pass

    def stop(self):
        self._hear(Event("stopped"))

    def pause(self):
        pass

    def resume(self):
        pass

    def close(self):
        self.closed = True


PERSONAL = Display(answers_aloud=True)
"""Whoever chose to hear their answers read out, too."""


class Kiosk(Rig):
    """One kiosk; ``said`` is all that its voice was told, over every life of it, as (language, text)."""

    def __init__(self, language="en", voice=None, display=PERSONAL, **wishes):
        super().__init__(_services(), display=display, **wishes)
        self.chosen = language
        self.listeners = []
        self.reader = None
        self._voice = voice
        if voice is not None:
            self._give_voice()

    @property
    def own_name(self):
        """What the slab of its language says."""
        return Words(self.chosen).say("language.own_name")

    @property
    def said(self):
        return [said for listener in self.listeners for said in listener.said]

    def commit(self):
        """The outbox has it."""
        self.outbox.promises[-1].set_result(REFERENCE)
        settle()

    def walk(self, service_id, seed=None):
        """The answers that the walker finds for a service, and what it would send."""
        return walked(service_id, SEEDS[service_id] if seed is None else seed, self.chosen)

    def close(self):
        if self.reader is not None:
            self.reader.close()
        self.window.close()
        settle()

    def _give_voice(self):
        def listener(hear):
            self.listeners.append(self._voice(hear))
            return self.listeners[-1]

        before = voices.choose
        voices.choose = lambda _name, _prompts: (listener, "")
        try:
            self.reader = give_voice(self.window, self.visit, Config(catalogue.BUILT_IN))
        finally:
            voices.choose = before
        settle()


@cache
def _services():
    return catalogue.load(catalogue.BUILT_IN)


@cache
def walked(service_id, seed, language) -> Walk:
    """As Kiosk.walk."""
    form = load_form(_services().service(service_id))
    filling = Filling(
        form,
        language=in_form(language, form.languages),
        now=lambda: NOW,
        random=random.Random(seed),
        new_id=lambda: "00000000-0000-4000-8000-000000000000",
        say=Words(language).say,
    )
    found = walk(filling, random.Random(seed))
    assert isinstance(found, Walk), found
    return found
