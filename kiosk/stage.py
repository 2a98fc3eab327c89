"""The stages of a visit. What is on screen is a function of the stage and of the aside over it."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Welcome:
    """Nobody is here yet, or somebody has just come: language first."""


@dataclass(frozen=True)
class Categories:
    """Choosing what kind of thing to do."""


@dataclass(frozen=True)
class Services:
    """Choosing a service on one shelf."""

    category: str


@dataclass(frozen=True)
class Before:
    """What the chosen service needs and how long it takes, before the first question."""


@dataclass(frozen=True)
class Asking:
    """A page of questions. ``key`` is the page's; ``changing`` when it was reached by Change."""

    key: str
    changing: bool = False


@dataclass(frozen=True)
class CheckAnswers:
    """Every answer on one page, each with Change."""


@dataclass(frozen=True)
class Consent:
    """What happens with the answers, and the button that sends them. ``trouble`` is a key of the words, or ""."""

    trouble: str = ""


@dataclass(frozen=True)
class Sending:
    """The submission is being sealed and committed."""


@dataclass(frozen=True)
class Sent:
    """The submission is committed: the reference."""

    reference: str


@dataclass(frozen=True)
class Goodbye:
    """The visit is over and wiped."""


@dataclass(frozen=True)
class Unusable:
    """Something unexpected went wrong, or the service cannot be used. ``reason`` is a key of the words."""

    reason: str


Stage = (
    Welcome
    | Categories
    | Services
    | Before
    | Asking
    | CheckAnswers
    | Consent
    | Sending
    | Sent
    | Goodbye
    | Unusable
)


class Aside(Enum):
    """Something opened over the stage; closing it leads back to the very same place."""

    HELP = "help"
    PERSON = "person"
    LANGUAGE = "language"
    DISPLAY = "display"
    STOP = "stop"
    IDLE = "idle"
