"""What happens in a visit, as far as anything may be made of it: no answer, no key, no place of a touch, no free text.

`ui` tells these as they happen; the recorder (what is sent to the council) and the struggle rules (what is offered to
the person) are given the same ones, so that both can be tried on visits that never happened. ``at`` is in seconds of
a clock that only goes forward.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["on", "back", "away"]
"""Where a page was left for: the next one, the one before, or anywhere else (Change, Stop, another service)."""

Ending = Literal["finished", "stopped", "timeout", "left", "paused", "staff", "fault"]
"""How a service ended (K1): sent, or told how to pay; by Stop or by going back out of it; by silence; by Leave now;
put aside under a code; by staff; by a fault of ours."""

Mode = Literal[
    "touch", "keyboard", "keypad", "switch", "speech", "screen_reader", "large_text", "easy_read", "yes_no"
]
"""What a service was done with; several at once, usually (K5)."""

Company = Literal["alone", "with", "for"]
"""Whether somebody helped: nobody, somebody beside the person, somebody who typed for them (S2)."""


@dataclass(frozen=True)
class Began:
    """A service was chosen; its first page has still to open. Whatever was under way has ended before.

    ``form`` are the first 12 hex digits of the SHA-256 of the form's file: another wording is another form, whatever
    its version says. ``variant`` is which of two wordings this kiosk shows, "" where there is one. ``day`` is an ISO
    date and ``hour`` 0 to 23: nothing finer is kept of when it was.
    """

    at: float
    service: str
    version: str
    form: str
    variant: str
    language: str
    day: str
    hour: int


@dataclass(frozen=True)
class Opened:
    """A page shows: the key of a form's page, or one of "before", "check", "consent", "sent".

    Also "decide" (whether the form is needed at all, and what to do instead), "again" (what may be used again), "pay".
    """

    at: float
    page: str


@dataclass(frozen=True)
class Left:
    """The page is left."""

    at: float
    direction: Direction


@dataclass(frozen=True)
class ProblemShown:
    """Continue showed a problem: the path of the question and the code of the problem, never what was answered."""

    at: float
    question: str
    code: str


@dataclass(frozen=True)
class HelpOpened:
    """Something that helps was opened over the page: "help", "person", "language", "display", "voice", "ways".

    "ask": a question in one's own words; "ask_found", "ask_maybe", "ask_unknown": what came of it, never the question.
    """

    at: float
    kind: str


@dataclass(frozen=True)
class HelpClosed:
    """It was closed again."""

    at: float


@dataclass(frozen=True)
class Stirred:
    """A sign of life: whatever it was, and wherever."""

    at: float


@dataclass(frozen=True)
class Missed:
    """A touch came down on nothing that can be pressed."""

    at: float


@dataclass(frozen=True)
class Answered:
    """A question was given an answer, or another one; ``emptied`` when what stood there was taken away."""

    at: float
    question: str
    emptied: bool = False


@dataclass(frozen=True)
class SpeechRepeated:
    """The person asked to hear the same thing again."""

    at: float


@dataclass(frozen=True)
class Used:
    """The service is being done in this way too, or in other company."""

    at: float
    mode: Mode | None = None
    company: Company | None = None
    language: str = ""


@dataclass(frozen=True)
class OfferMade:
    """The kiosk offered something: the name of the struggle rule that asked for it, and what was offered."""

    at: float
    rule: str
    offer: str


@dataclass(frozen=True)
class OfferTaken:
    """What the kiosk offered last was taken."""

    at: float


@dataclass(frozen=True)
class Rated:
    """How was that? 0 (very bad) to 4 (very good) (K2)."""

    at: float
    level: int


@dataclass(frozen=True)
class Ended:
    """The service is over. A rating may still follow."""

    at: float
    how: Ending


@dataclass(frozen=True)
class Over:
    """The visit is over: whoever comes next is somebody else."""

    at: float


Happening = (
    Began
    | Opened
    | Left
    | ProblemShown
    | HelpOpened
    | HelpClosed
    | Stirred
    | Missed
    | Answered
    | SpeechRepeated
    | Used
    | OfferMade
    | OfferTaken
    | Rated
    | Ended
    | Over
)
