"""Streams of what happens in a visit, as people of several kinds make them: smooth ones, and ones with trouble."""

from dataclasses import dataclass, replace

from kiosk.analytics.happenings import (
    Answered,
    Began,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Opened,
    ProblemShown,
    SpeechRepeated,
    Stirred,
)
from kiosk.struggle.scene import OFFERS, Scene
from kiosk.struggle.settings import load
from kiosk.struggle.watcher import replay

ALL = frozenset(OFFERS)
STRUGGLE = load()
_USUAL = Scene(ALL, words=40, stops=14)


@dataclass(frozen=True)
class Person:
    """``words`` read or heard in a minute, ``key`` seconds for each letter, ``think`` seconds before each answer."""

    words: float = 180
    key: float = 0.5
    think: float = 4.0
    scene: Scene = _USUAL


PEOPLE = {
    "quick": Person(240, 0.3, 2.0),
    "ordinary": Person(),
    "slow reader": Person(60, 2.5, 15.0),
    "large text": Person(90, 2.0, 10.0),
    "screen reader": Person(150, 0.6, 12.0, Scene(ALL, 40, 14, spoken=150, warning=360)),
    "slow voice": Person(65, 2.5, 15.0, Scene(ALL, 40, 14, spoken=65, warning=360)),
    "one switch": Person(120, 9.0, 30.0, Scene(ALL, 40, 14, scan=2.0, warning=360)),
    "slow switch": Person(120, 30.0, 90.0, Scene(ALL, 40, 14, scan=6.0, warning=360)),
    "two people": Person(100, 1.5, 60.0, Scene(ALL, 40, 14, company=True, warning=360)),
}


class Stream:
    """Makes happenings one after another; ``at`` is the clock."""

    def __init__(self, person=PEOPLE["ordinary"]):
        self.person, self.at, self.told = person, 0.0, []
        self.tell(Began, "bins", "1", "0" * 12, "", "en", "2026-11-21", 10)

    def tell(self, kind, *given, after=0.0, **named):
        self.at += after
        self.told.append(kind(self.at, *given, **named))
        return self

    def open(self, page):
        """It is read, or heard, before anything is done."""
        self.tell(Opened, page)
        self.at += self.person.scene.words * 60 / self.person.words
        return self

    def away(self, seconds):
        return self.tell(Stirred, after=seconds)

    def letters(self, question, count):
        self.at += self.person.think
        for _ in range(count):
            self.tell(Stirred, after=self.person.key).tell(Answered, question)
        return self

    def emptied(self, question):
        return self.tell(Answered, question, emptied=True, after=self.person.key)

    def wrong_letter(self, question):
        """One that is taken away again at once."""
        return self.letters(question, 1).emptied(question)

    def refused(self, question, code="constraint"):
        return self.tell(Stirred, after=self.person.think).tell(ProblemShown, question, code)

    def missed(self, after=5.0):
        return self.tell(Missed, after=after)

    def help(self, kind="help"):
        return self.tell(HelpOpened, kind, after=3).tell(Stirred, after=9).tell(HelpClosed)

    def again(self):
        return self.tell(SpeechRepeated, after=self.person.scene.words * 60 / self.person.words)

    def on(self, page, direction="on"):
        """What was pressed took the time to find it."""
        return self.tell(Stirred, after=self.person.think).tell(Left, direction).open(page)

    def offers(self, **scene):
        """The rules that fired, each with what was offered, on somebody on whom no offer has any effect."""
        now = replace(self.person.scene, **scene)
        return [(made.rule, made.offer) for made in replay(self.told, STRUGGLE, lambda: now)]


def smooth(person):
    """A whole visit with all that happens to anybody: a slip, a look back, a look at help, a minute away."""
    stream = Stream(person).open("/data/one").letters("/data/one", 12).on("/data/two")
    stream.wrong_letter("/data/two").letters("/data/two", 8).refused("/data/two").letters("/data/two", 3)
    stream.on("/data/three").on("/data/two", "back").on("/data/three")
    stream.help().letters("/data/three", 1).on("/data/four").away(60).missed().letters("/data/four", 6)
    stream.missed().on("/data/five").letters("/data/five", 10).emptied("/data/five").letters("/data/five", 10)
    if person.scene.spoken:
        stream.on("/data/six").again().again().letters("/data/six", 1)
    stream.on("check").on("/data/five", "away").letters("/data/five", 2).on("check").on("consent").on("sent")
    return stream.tell(Stirred, after=person.scene.warning)  # the reference is written down
