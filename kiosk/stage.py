"""The stages of a visit. What is on screen is a function of the stage and of the aside over it."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from collections.abc import Callable

    from kiosk.draft import Draft
    from kiosk.pausing.cupboard import Kept
    from kiosk.pausing.refilling import Changes
    from kiosk.personal import Piece


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


class Related(_Bare):
    """What was sent is done, and all of it wiped but what the person asked to keep; something else may be wanted."""

    __slots__ = ()


class UseAgain(_Bare):
    """Which answers of a form that was sent are to stand in this one too, before its first question."""

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


class Detour:
    """Something that is read or decided on the way. ``before`` is where Back leads."""

    __slots__ = ("before",)

    def __init__(self, before: "Stage") -> None:
        self.before = before

    def _all(self) -> tuple[object, ...]:
        return (type(self), self.before, *(getattr(self, name) for name in type(self).__slots__))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Detour) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())


class AToZ(Detour):
    """All that is on offer by its name, or all of ``shelf`` ("" for none). ``path`` leads to some of its letters."""

    __slots__ = ("path", "shelf")

    def __init__(self, shelf: str, path: tuple[int, ...], before: "Stage") -> None:
        super().__init__(before)
        self.shelf = shelf
        self.path = path


class Reading(Detour):
    """A page of information, or what comes after it.

    ``article`` is the page's id. ``section`` counts from 0; LISTED is the list of them, FOUND and NOT_FOUND come after
    the person has said that it was what they needed, or was not.
    """

    __slots__ = ("article", "section")

    LISTED = -1
    FOUND = -2
    NOT_FOUND = -3

    def __init__(self, article: str, section: int, before: "Stage") -> None:
        super().__init__(before)
        self.article = article
        self.section = section


class AskCouncil(Detour):
    """Asking the council a question in one's own words. ``question`` is what was typed, for who comes back to it.

    ``missing``: Continue was pressed with nothing typed.
    """

    __slots__ = ("missing", "question")

    def __init__(self, before: "Stage", question: str = "", *, missing: bool = False) -> None:
        super().__init__(before)
        self.question = question
        self.missing = missing


class CouncilAnswers(Detour):
    """What was found for the question of the AskCouncil ``before``. ``outcome`` says how sure it is, and no more."""

    __slots__ = ("outcome",)

    def __init__(self, before: AskCouncil, outcome: str) -> None:
        super().__init__(before)
        self.before: AskCouncil = before
        self.outcome = outcome

    @property
    def question(self) -> str:
        """What was asked."""
        return self.before.question


class Deciding(Detour):
    """Whether the form is needed at all: the question of that number, before the first of the form."""

    __slots__ = ("number",)

    def __init__(self, number: int, before: "Stage") -> None:
        super().__init__(before)
        self.number = number


class Instead(Detour):
    """The form may not be needed: the answer ``choice`` to the question ``before`` says why, and what to do instead."""

    __slots__ = ("choice",)

    def __init__(self, choice: int, before: Deciding) -> None:
        super().__init__(before)
        self.before: Deciding = before
        self.choice = choice

    @property
    def number(self) -> int:
        """That of the question."""
        return self.before.number


class Paying(Detour):
    """How to pay, with what to give as the payment's reference. Nothing is paid here."""

    __slots__ = ("reference",)

    def __init__(self, reference: str, before: "Stage") -> None:
        super().__init__(before)
        self.reference = reference


class HowWasThat(Detour):
    """Sent, and the person has the reference: how it was, for who wants to say (kiosk/rating.py)."""

    __slots__ = ()


class SayMore(Detour):
    """They said how it was: a few words more, for who wants to.

    ``level`` is what they said, ``typed`` what stands in the box, ``kept`` what of it looks like personal data and is
    to stay. ``sending`` while it is being sealed; ``trouble`` is a key of the words, or "".
    """

    __slots__ = ("kept", "level", "sending", "trouble", "typed")

    def __init__(self, level: int, before: "Stage") -> None:
        super().__init__(before)
        self.level = level
        self.typed = self.trouble = ""
        self.kept: frozenset[str] = frozenset()
        self.sending = False


class Personal(Detour):
    """What they typed has something that looks like personal data: ``piece``, of the text on the page before."""

    __slots__ = ("piece",)

    def __init__(self, piece: "Piece", before: SayMore) -> None:
        super().__init__(before)
        self.before: SayMore = before
        self.piece = piece

    @property
    def words(self) -> str:
        """Those of the piece."""
        return self.before.typed[self.piece.start : self.piece.end]


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
    | Related
    | UseAgain
    | Unusable
    | Keeping
    | Paused
    | EnterCode
    | FormChanged
    | Detour
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
