"""What has happened on the page so far, and on the way to it: all that the rules look at."""

from collections import Counter
from dataclasses import dataclass, field

from kiosk.analytics.happenings import (
    Answered,
    Ended,
    Happening,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    OfferMade,
    Opened,
    ProblemShown,
    Rated,
    SpeechRepeated,
    Used,
)

_NO_SIGN = OfferMade | Rated | Used | Ended
"""What happens is no sign of life of the person's."""
_REMEMBERED = 16


@dataclass
class Tries:
    """How a question was answered.

    ``filled`` is whether something stands there now; ``since`` when there was last nothing, in seconds; ``given_up``
    how many seconds each attempt took that was taken away again.
    """

    since: float
    filled: bool = False
    given_up: list[float] = field(default_factory=list)


@dataclass
class OnPage:
    """What happened since the page opened. ``misses`` are those since the last answer, by their time."""

    opened: float = 0.0
    helps: Counter[str] = field(default_factory=Counter)
    misses: list[float] = field(default_factory=list)
    tries: dict[str, Tries] = field(default_factory=dict)
    repeated: int = 0
    problem: tuple[str, str] | None = None


@dataclass
class Story:
    """One service, so far.

    ``page`` is "" while none shows, ``before`` the pages opened so far, this one last. ``problems`` counts each
    problem of each question in this service. ``stirred`` is when the last sign of life came, and ``over`` what help
    lies over the page ("" for none). ``tried`` counts, by page and however often it was opened, what was tried there:
    each kind of help, "problem", "back" for having gone back from it, "repeated", and "emptied".
    """

    page: str = ""
    stirred: float = 0.0
    over: str = ""
    before: list[str] = field(default_factory=list)
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    here: OnPage = field(default_factory=OnPage)

    def hear(self, happening: Happening) -> None:
        """Something happened."""
        if not isinstance(happening, _NO_SIGN):
            self.stirred = happening.at
        match happening:
            case Opened(at, page):
                self._open(page, at)
            case Left(_, direction):
                self.tried[self.page, direction] += 1
                self.page = self.over = ""
            case HelpOpened(_, kind):
                self.over = kind
            case HelpClosed():
                self.here.helps[self.over] += 1
                self.tried[self.page, self.over] += 1
                self.over = ""
            case ProblemShown(_, question, code):
                self.here.problem = (question, code)
                self.problems[question, code] += 1
                self.tried[self.page, "problem"] += 1
            case Answered():
                self._answered(happening)
            case Missed(at):
                self.here.misses.append(at)
            case SpeechRepeated():
                self.here.repeated += 1
                self.tried[self.page, "repeated"] += 1

    def _open(self, page: str, at: float) -> None:
        if page == self.page:
            return  # drawn anew, with a problem or in another size
        self.page, self.over, self.here = page, "", OnPage(at)
        self.before = [*self.before[-_REMEMBERED:], page]

    def _answered(self, happening: Answered) -> None:
        self.here.misses.clear()
        tries = self.here.tries.setdefault(happening.question, Tries(self.here.opened))
        if happening.emptied:
            if tries.filled:
                tries.given_up.append(happening.at - tries.since)
                self.tried[self.page, "emptied"] += 1
            tries.since = happening.at
        tries.filled = not happening.emptied
