"""A voice and a timer that do what a test says, when it says so."""

from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Utterance
from kiosk.speech.voice import Event, Settings

PAGE = Utterance("What is your name?", "en", "page")
CONTROL = Utterance("Continue.", "en", "control")
REFERENCE = Utterance("Your reference number is KTM 7RF 2WD.", "en", "reference")


class FakeVoice:
    """Records what it is told; the test makes its events with ``tell``."""

    def __init__(self, hear):
        self.hear = hear
        self.said = []
        self.recordings = []
        self.told = []
        self.closed = False

    def say(self, number, text, language, settings: Settings, recording=None):
        self.said.append((number, text, language, settings))
        self.recordings.append(recording)
        self.told.append("say")

    def cue(self, name, settings):
        self.told.append(name)

    def stop(self):
        self.told.append("stop")

    def pause(self):
        self.told.append("pause")

    def resume(self):
        self.told.append("resume")

    def close(self):
        self.closed = True

    def tell(self, name, **fields):
        """An event of the text said last, unless ``id`` names another."""
        if name not in ("ready", "stopped"):
            fields.setdefault("id", self.said[-1][0] if self.said else 0)
        self.hear(Event(name, **fields))

    @property
    def text(self):
        return self.said[-1][1]


class FakeAfter:
    """Timers that ring when the test moves the clock."""

    def __init__(self):
        self.now = 0.0
        self.timers = []

    def __call__(self, seconds, act):
        timer = (self.now + seconds, act)
        self.timers.append(timer)
        return lambda: self.timers.remove(timer) if timer in self.timers else None

    def time(self):
        return self.now

    def advance(self, seconds):
        self.now += seconds
        for timer in [t for t in self.timers if t[0] <= self.now]:
            if timer in self.timers:
                self.timers.remove(timer)
                timer[1]()


def fake_say(key, **params):
    """Words as their key and what fills them, so that a test reads the order and nothing else."""
    return " ".join([key.removeprefix("speech."), *(str(value) for value in params.values())])


class Stage:
    """A speaker with fake voices and a fake clock, and all that it told."""

    def __init__(self):
        self.voices = []
        self.states = []
        self.spots = []
        self.clock = FakeAfter()
        self.speaker = Speaker(self.make, self.states.append, self.spots.append, self.clock, self.clock.time)

    def make(self, hear):
        self.voices.append(FakeVoice(hear))
        return self.voices[-1]

    @property
    def voice(self):
        return self.voices[-1]

    def speaking(self, utterance=PAGE):
        self.speaker.say(utterance)
        if self.voice.told == ["say"]:
            self.voice.tell("ready")
        self.voice.tell("started")
        return self
