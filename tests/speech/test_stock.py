"""The drivers of Windows and macOS, with an engine that is made up: pyttsx3's own are not on this machine."""

from types import SimpleNamespace

import pytest

from kiosk.speech.stock import Stock
from kiosk.speech.voice import Event
from kiosk.speech.voices import own

TEXT = "Pay £12.50 by 5 May."
ORDER = {"do": "say", "id": 1, "text": TEXT, "language": "en", "wpm": 180, "volume": 0.5}


class Engine:
    """pyttsx3's Engine, as far as it is used; the test makes its events."""

    def __init__(self, voices):
        self.voices = voices
        self.heard = {}
        self.done = []
        self.turns = 0

    def connect(self, topic, act):
        self.heard[topic] = act

    def startLoop(self, own):  # noqa: N802  pyttsx3's name
        assert own is False

    def iterate(self):
        self.turns += 1

    def getProperty(self, name):  # noqa: N802  pyttsx3's name
        assert name == "voices"
        return self.voices

    def setProperty(self, name, value):  # noqa: N802  pyttsx3's name
        self.done.append((name, value))

    def say(self, text, name):
        self.done.append(("say", text))
        self.name = name

    def stop(self):
        self.done.append("stop")

    def tell(self, topic, **fields):
        self.heard[topic](name=fields.pop("name", self.name), **fields)


class Rig:
    def __init__(self):
        voices = [
            SimpleNamespace(id="hazel", languages=["en-GB"]),
            SimpleNamespace(id="paulina", languages=[b"\x05pl_PL"]),
            SimpleNamespace(id="none", languages=None),
        ]
        self.now = 0.0
        self.events = []
        self.engine = Engine(voices)
        self.stock = Stock(self.engine, self.events.append, lambda: self.now)

    def word(self, text):
        said = next(done[1] for done in reversed(self.engine.done) if done[0] == "say")
        self.engine.tell("started-word", location=said.index(text), length=len(text))


@pytest.fixture
def rig():
    return Rig()


def test_it_speaks_with_the_systems_voice_for_the_language_as_the_person_set_it(rig):
    rig.stock.obey(ORDER)
    assert rig.engine.done[:3] == [("voice", "hazel"), ("rate", 180), ("volume", 0.5)]
    assert rig.engine.done[3][0] == "say"
    assert "£" not in rig.engine.done[3][1]


def test_its_words_are_those_that_are_shown(rig):
    """A5."""
    rig.stock.obey(ORDER)
    rig.engine.tell("started-utterance")
    for word in ("Pay", "pounds", "by", "May"):
        rig.word(word)
    rig.engine.tell("finished-utterance", completed=True)
    assert rig.events[0] == Event("started", 1)
    assert [TEXT[e.start : e.end] for e in rig.events[1:-1]] == ["Pay", "£12.50", "by", "5 May."]
    assert rig.events[-1] == Event("finished", 1)


def test_sapi5_names_the_word_and_not_the_text(rig):
    """A5: its driver in pyttsx3 2.99 calls each word by itself; a word that is not in the text counts for nothing."""
    rig.stock.obey(ORDER)
    rig.engine.tell("started-utterance")
    said = rig.engine.done[-1][1]
    rig.engine.tell("started-word", name="pounds", location=said.index("pounds"), length=6)
    rig.engine.tell("started-word", name="other", location=0, length=5)
    words = [TEXT[e.start : e.end] for e in rig.events if e.name == "word"]
    assert words == ["£12.50"]
    rig.stock.obey({"do": "stop"})
    rig.engine.tell("started-word", name="pounds", location=said.index("pounds"), length=6)
    assert rig.events[-1] == Event("stopped")


@pytest.mark.parametrize(
    ("system", "module"), [("win32", "stock"), ("darwin", "stock"), ("linux", "process")]
)
def test_the_system_decides_whose_voice_it_is(monkeypatch, system, module):
    monkeypatch.setattr("kiosk.speech.voices.sys.platform", system)
    assert f"kiosk.speech.{module}" in own("espeak").keywords["command"]


def test_a_bytes_code_of_a_language_is_read(rig):
    rig.stock.obey({**ORDER, "language": "pl"})
    assert ("voice", "paulina") in rig.engine.done


def test_a_language_without_a_voice_is_told(rig):
    rig.stock.obey({**ORDER, "language": "cy"})
    assert rig.events == [Event("failed", 1, reason="language")]


def test_stop_is_told_and_what_the_engine_says_of_it_later_is_not(rig):
    rig.stock.obey(ORDER)
    rig.stock.obey({"do": "stop"})
    rig.engine.tell("finished-utterance", completed=False, name="1")
    rig.engine.tell("started-word", location=0, length=3, name="1")
    assert rig.events == [Event("stopped")]
    assert rig.engine.done[-1] == "stop"


def test_new_text_replaces_old(rig):
    rig.stock.obey(ORDER)
    rig.stock.obey({**ORDER, "id": 2, "text": "Yes."})
    rig.engine.tell("started-utterance", name="1")
    rig.engine.tell("started-utterance", name="2")
    assert rig.events == [Event("started", 2)]
    assert "stop" in rig.engine.done


def test_pause_goes_on_at_the_word_it_stopped_at(rig):
    rig.stock.obey(ORDER)
    rig.engine.tell("started-utterance")
    rig.word("by")
    rig.stock.obey({"do": "pause"})
    rig.stock.obey({"do": "resume"})
    assert rig.engine.done[-1][1].startswith("by ")
    rig.word("by")
    assert rig.events[-1] == rig.events[-2]


def test_it_tells_that_it_is_alive_while_it_speaks(rig):
    rig.stock.obey(ORDER)
    rig.engine.tell("started-utterance")
    rig.now = 0.3
    rig.stock.turn()
    rig.stock.turn()
    assert rig.events[1:] == [Event("alive", 1)]
    assert rig.engine.turns == 2


def test_nothing_to_say_is_done_at_once(rig):
    rig.stock.obey({**ORDER, "text": " "})
    assert rig.events == [Event("started", 1), Event("finished", 1)]


@pytest.mark.parametrize("order", ["pause", "resume", "stop", "cue"])
def test_orders_that_come_too_early_do_no_harm(rig, order):
    rig.stock.obey({"do": order, "name": "move"})
    assert [event.name for event in rig.events] == (["stopped"] if order == "stop" else [])
