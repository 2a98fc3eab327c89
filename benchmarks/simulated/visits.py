"""One simulated visit, as the happenings that the kiosk would have told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from random import Random

from benchmarks.simulated import people
from benchmarks.simulated.people import Person
from benchmarks.simulated.services import Service, Sheet, plain, sheet
from kiosk.analytics.happenings import (
    Answered,
    Began,
    Direction,
    Ended,
    Ending,
    Happening,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Opened,
    Over,
    ProblemShown,
    Rated,
    SpeechRepeated,
    Stirred,
    Used,
)

OWN = "own"
"""Trouble that nobody planted."""


@dataclass(frozen=True)
class Fault:
    """Trouble that is planted on a page: ``kind`` is one of TROUBLES, ``share`` how many of those who come meet it."""

    service: str
    page: str
    kind: str
    share: float


@dataclass
class Visit:
    """What was told, and what really happened: ``troubled`` has the pages with what was wrong there for the person."""

    person: Person
    service: Service
    happenings: list[Happening] = field(default_factory=list)
    troubled: dict[str, str] = field(default_factory=dict)


class _GoneError(Exception):
    """The person has left."""


class _Way:
    """Walks through a service and tells. The clock starts with the visit."""

    def __init__(
        self, random: Random, visit: Visit, faults: Mapping[str, Fault], wrong: Mapping[str, str]
    ) -> None:
        self.random, self.visit, self.faults, self.wrong = random, visit, faults, wrong
        self.person = visit.person
        self.tell: Callable[[Happening], None] = visit.happenings.append
        self.at = 0.0
        self.before = ""

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def wait(self, seconds: float) -> None:
        self.at += seconds

    def pause(self, seconds: float) -> None:
        """Time in which they do nothing that the kiosk would notice, until they do something."""
        self.wait(self.person.time(self.random, seconds))
        self.tell(Stirred(self.at))

    def maybe_go(self, of: float, how: Ending | None = None) -> None:
        """Some leave here. Most press Stop; some just go, and silence ends the visit for them."""
        if self.chance(of):
            how = how or self.random.choices(("stopped", "timeout", "left"), (0.6, 0.32, 0.08))[0]
            if how == "timeout":
                self.wait(180)
            self.tell(Left(self.at, "away"))
            self.tell(Ended(self.at, how))
            raise _GoneError

    def walk(self, way: tuple[str, ...]) -> None:
        for page in way:
            self.tell(Opened(self.at, page))
            if page == "sent":
                self.wait(self.person.time(self.random, 8))
                self.tell(Left(self.at, "on"))
                return
            if self.before and self.chance(people.BACK):
                self.look_back(self.before, page)
            self.on(page, sheet(self.visit.service, page))
            self.before = page

    def look_back(self, before: str, page: str) -> None:
        self.wait(self.person.time(self.random, 2))
        self.leave("back")
        self.tell(Opened(self.at, before))
        self.pause(people.THINK + 3)
        self.leave("on")
        self.tell(Opened(self.at, page))

    def leave(self, direction: Direction) -> None:
        self.tell(Left(self.at, direction))

    def on(self, page: str, met: Sheet) -> None:
        """One page, from when it shows to Continue."""
        person, kind = self.person, self.person.kind
        self.wait(person.reading(met.words) * self.random.lognormvariate(0, people.SIGMA / 2))
        if self.chance(kind.again):
            self.tell(SpeechRepeated(self.at))
            self.wait(person.reading(met.words))
        if self.chance(kind.help):
            self.help("help")
        self.maybe_go(people.STOPS)
        self.pause(people.THINK)
        fault = self.faults.get(plain(page))
        trouble = fault.kind if fault and self.chance(fault.share) else self.wrong.get(page, "")
        if trouble:
            self.visit.troubled[page] = trouble if page not in self.wrong else OWN
            TROUBLES[trouble](self, page, met)
        for question, letters in met.asked:
            self.answer(question, letters, met)
        if met.asked and self.chance(kind.slips * met.hard):
            self.slip(met)
        self.press(met)
        self.leave("on")

    def answer(self, question: str, letters: int, met: Sheet) -> None:
        self.pause(people.THINK / 2)
        if not letters:
            self.press(met)
            self.tell(Answered(self.at, question))
            return
        self.write(question, letters)
        if self.chance(people.RETYPED):
            self.tell(Answered(self.at, question, emptied=True))
            self.write(question, letters)

    def write(self, question: str, letters: int) -> None:
        """A sign of life for every few letters is as good as one for each, and so is an answer."""
        scan, left = self.person.kind.scan, letters
        while left > 0:
            each = people.KEY if not scan else scan * 4 / self.person.pace
            self.pause(each * min(4, left))
            if left in {letters, 1, 2, 3, 4}:
                self.tell(Answered(self.at, question))
            left -= 4

    def press(self, met: Sheet) -> None:
        """Finding what to press, and pressing it; with a switch, after waiting for it, which is stirring by itself."""
        scan = self.person.kind.scan
        if self.chance(self.person.kind.misses):
            self.wait(self.person.time(self.random, people.PRESS))
            self.tell(Missed(self.at))
        if scan:
            self.wait(scan * self.random.randint(1, max(1, met.stops)))
            self.tell(Stirred(self.at))
        else:
            self.pause(people.PRESS)

    def help(self, kind: str) -> None:
        self.tell(HelpOpened(self.at, kind))
        self.pause(people.THINK * 4)
        self.tell(HelpClosed(self.at))

    def slip(self, met: Sheet) -> None:
        """Something was forgotten or mistyped: the kiosk says so, and most put it right at once."""
        question, letters = self.random.choice(met.asked)
        code = "required" if self.chance(0.5) or not letters else "constraint"
        while True:
            self.press(met)
            self.tell(ProblemShown(self.at, question, code))
            self.wait(self.person.reading(15))
            self.answer(question, letters // 2, met)
            if not self.chance(people.STILL * met.hard):
                return

    # What trouble is like for who meets it.

    def confused(self, page: str, met: Sheet, least: int = 3) -> None:
        """They do not see what is meant: they read it again, look elsewhere, try one thing and another, or give up.

        It takes ``least`` tries, and then each is the last for one in four. People do again what they did before: two
        in three tries are of one way, each person's own.
        """
        self.wait(self.person.reading(met.words))
        ways = (self.try_help, self.try_back, self.try_answers, self.try_on)
        own, tried = self.random.choice(ways), 0
        while tried < least or self.chance(0.75):
            tried += 1
            self.wait(self.random.lognormvariate(3.4, 0.5))  # 30 s for the one in the middle: assumed
            self.tell(Stirred(self.at))
            (own if self.chance(0.67) else self.random.choice(ways))(page, met)
            self.maybe_go(0.08)

    def try_help(self, _page: str, _met: Sheet) -> None:
        self.help(self.random.choice(("help", "help", "person")))

    def try_back(self, page: str, _met: Sheet) -> None:
        self.leave("back")
        self.tell(Opened(self.at, self.before))
        self.pause(people.THINK * 4)
        self.leave("on")
        self.tell(Opened(self.at, page))
        self.pause(people.THINK * 2)

    def try_answers(self, _page: str, met: Sheet) -> None:
        question, letters = self.random.choice(met.asked or (("", 0),))
        for _ in range(self.random.randint(1, 2)):
            self.answer(question, letters // 2, met)
            self.pause(people.THINK * 3)
            if letters:
                self.tell(Answered(self.at, question, emptied=True))

    def try_on(self, _page: str, met: Sheet) -> None:
        question, _ = self.random.choice(met.asked or (("", 0),))
        self.press(met)
        self.tell(ProblemShown(self.at, question, "required"))
        self.wait(self.person.reading(15))

    def refused(self, _page: str, met: Sheet) -> None:
        """What is right is refused: they try it again, then otherwise, until they find what is taken or give up."""
        question, letters = max(met.asked, key=lambda asked: asked[1])
        self.answer(question, letters, met)
        for tried in range(6):
            self.press(met)
            self.tell(ProblemShown(self.at, question, "constraint"))
            self.wait(self.person.reading(15))
            self.pause(people.THINK * 3)
            self.maybe_go(0.04 if not tried else 0.15)
            self.answer(question, letters // 2, met)
            if tried and self.chance(0.35):
                return

    def searching(self, _page: str, _met: Sheet, seconds: float = 150) -> None:
        """It asks for what is on a letter, at the bottom of a bag or at home: long silences, and a look in between.

        ``seconds`` is one silence of the person in the middle: assumed.
        """
        for _ in range(self.random.randint(1, 2)):
            self.wait(seconds * self.random.lognormvariate(0, people.SIGMA))
            self.tell(Stirred(self.at))
            self.maybe_go(0.05)


TROUBLES: Mapping[str, Callable[[_Way, str, Sheet], None]] = {
    "confused": _Way.confused,
    "refused": _Way.refused,
    "searching": _Way.searching,
    "confused a little": partial(_Way.confused, least=1),
    "searching a little": partial(_Way.searching, seconds=75),
}


def visit(
    random: Random,
    service: Service,
    faults: Mapping[str, Fault],
    day: str,
    *,
    form: str = "",
    variant: str = "",
) -> Visit:
    """Somebody does, or tries to do, a service. ``faults`` are those of its pages."""
    person = people.somebody(random)
    kind = person.kind
    made = Visit(person, service)
    way = random.choice(service.ways)
    asking = [page for page in way if sheet(service, page).asked]
    wrong = {
        page: "confused" for page in asking if random.random() < people.TROUBLE * sheet(service, page).hard
    }
    walker = _Way(random, made, faults, wrong)
    hour = random.choices(range(9, 18), (2, 4, 5, 4, 3, 4, 4, 3, 1))[0]
    wording = form or service.form
    walker.tell(Began(0.0, service.name, service.version, wording, variant, kind.language, day, hour))
    for mode in kind.modes:
        walker.tell(Used(0.0, mode=mode))
    if kind.company != "alone":
        walker.tell(Used(0.0, company=kind.company))
    try:
        walker.walk(way)
        walker.tell(Ended(walker.at, "finished"))
        if walker.chance(0.45):
            worst = 0.5 if made.troubled else 0.1
            walker.tell(Rated(walker.at, random.choices(range(5), (worst, worst, 0.2, 0.6, 0.8))[0]))
    except _GoneError:
        pass
    walker.tell(Over(walker.at))
    return made
