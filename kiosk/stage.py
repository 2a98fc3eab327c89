"""The stages of a visit. What is on screen is a function of the stage and of the aside over it."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from collections.abc import Callable

    from kiosk.draft import Draft
    from kiosk.pausing.cupboard import Kept
    from kiosk.pausing.refilling import Changes


class _Bare:
    """A stage with nothing to it but its kind: no dataclass, since each costs the first paint half a millisecond."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Welcome(_Bare):
    """Nobody is here yet, or somebody has just come: language first."""

    __slots__ = ()


class Categories(_Bare):
    """Choosing what kind of thing to do."""

    __slots__ = ()


@dataclass(frozen=True)
class Services:
    """Choosing a service on one shelf."""

    category: str


class Before(_Bare):
    """What the chosen service needs and how long it takes, before the first question."""

    __slots__ = ()


@dataclass(frozen=True)
class Asking:
    """A page of questions. ``key`` is the page's; ``changing`` when it was reached by Change.

    ``turn`` is the choice that yes/no mode asks now, counted from 0; None when the page has just been opened (C16).
    ``lists`` are the pages, outermost first, that list the entries of repeats and that the person comes back to.
    """

    key: str
    changing: bool = False
    turn: int | None = None
    lists: tuple[str, ...] = ()


class CheckAnswers(_Bare):
    """Every answer on one page, each with Change. ``changed`` is the key of the page that Change led to, or ""."""

    __slots__ = ("changed",)

    def __init__(self, changed: str = "") -> None:
        self.changed = changed


@dataclass(frozen=True)
class Consent:
    """What happens with the answers, and the button that sends them. ``trouble`` is a key of the words, or ""."""

    trouble: str = ""


class Sending(_Bare):
    """The submission is being sealed and committed."""

    __slots__ = ()


@dataclass(frozen=True)
class Sent:
    """The submission is committed: the reference."""

    reference: str


class Goodbye(_Bare):
    """The visit is over and wiped."""

    __slots__ = ()


@dataclass(frozen=True)
class Unusable:
    """Something unexpected went wrong, or the service cannot be used. ``reason`` is a key of the words."""

    reason: str


class ComingBack(_Bare):
    """The program stopped in the middle of a visit and runs again: whether the same person goes on (decision 0027).

    ``draft`` is what they would go on with, ``left`` the seconds until it is forgotten.
    """

    __slots__ = ("draft", "left")

    def __init__(self, draft: "Draft", left: "Callable[[], float]") -> None:
        self.draft = draft
        self.left = left


class Keeping(Sending):
    """The answers are being sealed under a code, to be put aside: as while they are sent, nothing comes between."""

    __slots__ = ()


class Paused(_Bare):
    """The answers lie under a code, and here alone: ``kept`` has it, and until when. They are forgotten (T3)."""

    __slots__ = ("kept",)

    def __init__(self, kept: "Kept") -> None:
        self.kept = kept


class EnterCode(_Bare):
    """Coming back: the code is typed."""

    __slots__ = ()


class FormChanged(_Bare):
    """What was put aside is here again, in a form that has changed: ``changes`` are told, ``then`` comes after."""

    __slots__ = ("changes", "then")

    def __init__(self, changes: "Changes", then: "Stage") -> None:
        self.changes = changes
        self.then = then


Stage = (
    Welcome
    | ComingBack
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
    | Keeping
    | Paused
    | EnterCode
    | FormChanged
)


class Aside(Enum):
    """Something opened over the stage; closing it leads back to the very same place."""

    HELP = "help"
    PERSON = "person"
    LANGUAGE = "language"
    DISPLAY = "display"
    WAYS = "ways"
    PRESETS = "presets"
    WRITING = "writing"
    VOICE = "voice"
    LEARN = "learn"
    SWITCHES = "switches"
    STOP = "stop"
    PAUSE = "pause"
    IDLE = "idle"
    STAFF_PIN = "staff_pin"
    STAFF = "staff"
    HELPED = "helped"
    HELPER = "helper"
    HELPER_NAME = "helper_name"
    HELPER_AGREE = "helper_agree"
    HELP_ENDED = "help_ended"
    AT_DESK = "at_desk"
