"""What happens in a visit, worked out from how it stands before and after: the way from a Visit to Happenings.

Nothing of an answer, a key or a place of a touch gets past here.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kiosk import variants
from kiosk.analytics.happenings import (
    Answered,
    Began,
    Company,
    Direction,
    Ended,
    Ending,
    Happening,
    HelpClosed,
    HelpOpened,
    Left,
    Missed,
    Mode,
    Opened,
    Over,
    ProblemShown,
    Rated,
    SpeechRepeated,
    Stirred,
    Used,
)
from kiosk.attachments.attachment import Attachment
from kiosk.display import TEXT_SIZES
from kiosk.errors import EvaluationError
from kiosk.forms.types.kind import is_empty
from kiosk.stage import (
    Aside,
    AskCouncil,
    Asking,
    Before,
    CheckAnswers,
    Consent,
    CouncilAnswers,
    Deciding,
    Instead,
    Keeping,
    Paused,
    Paying,
    Sending,
    Sent,
    Stage,
    Unusable,
    UseAgain,
)

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.forms.filling import Filling
    from kiosk.forms.page import Given, Question
    from kiosk.forms.problem import Problem
    from kiosk.meanwhile import UnderWay
    from kiosk.visit import Visit

_HELP = {
    Aside.HELP: "help",
    Aside.PERSON: "person",
    Aside.AT_DESK: "person",
    Aside.LANGUAGE: "language",
    Aside.DISPLAY: "display",
    Aside.VOICE: "voice",
    Aside.WAYS: "ways",
    Aside.PRESETS: "ways",
    Aside.LEARN: "ways",
    Aside.SWITCHES: "ways",
}
_STAFF = {Aside.STAFF, Aside.STAFF_PIN}
_LEFT_OVER: dict[Aside | None, Ending] = {
    Aside.IDLE: "timeout",
    Aside.STOP: "stopped",
    Aside.STAFF: "staff",
    Aside.STAFF_PIN: "staff",
}
"""How a visit ended, by what lay over it at its end; anything else is Leave now."""
_PAGES: dict[type, str] = {
    Before: "before",
    Deciding: "decide",
    Instead: "decide",
    UseAgain: "again",
    CheckAnswers: "check",
    Paying: "pay",
    Consent: "consent",
    Sending: "consent",
}
"""The pages of a service that are not its form's; nothing else is a page of it. What is asked before a form and what is
told instead of it are one: else the way on would tell the answer, of which the page says that nobody sees it."""
_BEFORE_THE_FORM = ("before", "decide", "again")
_AFTER_THE_FORM = ("check", "pay", "consent")
_COMPANY: dict[str, Company] = {"beside": "with", "types": "for", "behalf": "for"}


class Telling:
    """Compares the visit with how it stood, each time it is told to ``look``, and passes on what has happened.

    A short form that lies over another (kiosk/meanwhile.py) is told as help by a person: the one beneath goes on.
    While staff use the kiosk the page beneath is left, and nothing of theirs is told. ``clock`` is in seconds and
    only goes forward.
    """

    def __init__(
        self,
        visit: "Visit",
        clock: Callable[[], float],
        tell: Callable[[Happening], object],
    ) -> None:
        self._visit = visit
        self._clock = clock
        self._tell = tell
        self._filling: Filling | None = None
        self._page = ""
        self._help = ""
        self._aside: Aside | None = None
        self._ended = visit.ended
        self._used: set[str] = set()
        self._language = ""
        self._company: Company = "alone"
        self._answered: set[str] = set()
        self._problems: list[tuple[str, str]] = []
        self._rates = False

    # What is told as it happens.

    def answered(self, path: str, raw: "Given") -> None:
        """For the visit's ``tell_answer``: which question, and whether it is empty now."""
        empty = not isinstance(raw, Attachment) and is_empty(raw)
        emptied = empty and path in self._answered
        (self._answered.discard if empty else self._answered.add)(path)
        if self._filling is not None and not self._over and (emptied or not empty):
            self._tell(Answered(self._clock(), path, emptied))

    def refused(self, found: "Iterable[tuple[Question, Problem]]") -> None:
        """For the visit's ``tell_problems``: told once the page that shows them is there."""
        self._problems = [] if self._over else [(question.path, problem.code) for question, problem in found]

    def stirred(self) -> None:
        """A key, or a touch that met something."""
        if self._tells:
            self._tell(Stirred(self._clock()))

    def missed(self) -> None:
        """A touch that was meant for something and met nothing."""
        if self._tells:
            self._tell(Missed(self._clock()))

    def repeated(self) -> None:
        """The person asked to hear it again."""
        if self._tells:
            self._tell(SpeechRepeated(self._clock()))

    def uses(self, mode: Mode) -> None:
        """The service is done in this way too; told once a service."""
        if self._tells and mode not in self._used:
            self._used.add(mode)
            self._tell(Used(self._clock(), mode=mode))

    def rated(self, level: int) -> None:
        """How it was: of the service that was just sent; told only where no other was begun since."""
        if self._rates:
            self._tell(Rated(self._clock(), level))

    # What is seen by looking.

    def look(self) -> None:
        """To be called when another page shows, and every second."""
        visit = self._visit
        now = visit.beneath if self._over and visit.beneath is not None else visit.under_way
        if self._filling is not None and now.filling is not self._filling:
            self._end(now.stage)
        if self._filling is None and now.filling is not None and now.service is not None:
            self._begin(now.service, now.filling)
        if self._filling is not None:
            self._follow(now)
        if visit.ended != self._ended:
            self._ended = visit.ended
            self._tell(Over(self._clock()))
        self._aside = visit.aside

    @property
    def _over(self) -> bool:
        """Whether a short form lies over what is told of."""
        beneath = self._visit.beneath
        return beneath is not None and beneath.filling is not None

    @property
    def _tells(self) -> bool:
        return self._filling is not None and self._visit.aside not in _STAFF

    def _begin(self, service: "Service", filling: "Filling") -> None:
        visit, now = self._visit, self._visit.now()
        self._rates = False
        self._filling, self._language, self._company = filling, visit.language, "alone"
        self._used.clear()
        self._answered.clear()
        self._tell(
            Began(
                self._clock(),
                service=service.id,
                version=filling.form.version,
                form=variants.digest(service),
                variant=service.variant,
                language=visit.language,
                day=now.date().isoformat(),
                hour=now.hour,
            )
        )

    def _end(self, stage: Stage) -> None:
        how = self._how(stage)
        at = self._clock()
        self._close_help()
        if how == "finished":
            sent = self._page == "consent"
            self._leave("on")
            if sent:
                self._tell(Opened(at, "sent"))
        elif self._page:
            self._leave("back" if how == "stopped" and self._visit.ended == self._ended else "away")
        self._tell(Ended(at, how))
        self._rates = how == "finished" and self._visit.beneath is None
        self._filling, self._page, self._problems = None, "", []
        self._answered.clear()

    def _how(self, stage: Stage) -> Ending:
        if self._visit.ended != self._ended:
            return _LEFT_OVER.get(self._aside, "left")
        match stage:
            case Sent() if self._page == "consent":  # else it is the page that was come back to
                return "finished"
            case Paused():
                return "paused"
            case Unusable():
                return "fault"
        return "finished" if self._page == "pay" else "stopped"  # told how to pay, nobody has more to do here

    def _follow(self, now: "UnderWay") -> None:
        aside = self._visit.aside
        kind = self._help if aside is Aside.IDLE else _HELP.get(aside, "") if aside is not None else ""
        kind = kind or (_over_a_form(self._visit.stage) if self._over else "")
        page = "" if aside in _STAFF else self._name(now.stage)
        if kind != self._help:
            self._close_help()
        if page != self._page:
            if self._page == "check" and isinstance(now.stage, Asking) and self._filling is not None:
                self.refused(self._filling.page(now.stage.key).problems)  # Continue there looks at every page
            self._turn(page)
        for question, code in self._problems if page else ():
            self._tell(ProblemShown(self._clock(), question, code))
        self._problems = []
        if kind != self._help:
            self._help = kind
            self._tell(HelpOpened(self._clock(), kind))
        if aside not in _STAFF:
            self._look_how()

    def _name(self, stage: Stage) -> str:
        match stage:
            case Asking():
                return stage.key
            case Keeping():
                return self._page
        return next((name for kind, name in _PAGES.items() if isinstance(stage, kind)), "")

    def _turn(self, page: str) -> None:
        if self._page:
            self._leave(self._direction(page))
        self._page = page
        if page:
            self._tell(Opened(self._clock(), page))

    def _leave(self, direction: Direction) -> None:
        if self._page:
            self._tell(Left(self._clock(), direction))
        self._page = ""

    def _direction(self, to: str) -> Direction:
        """By the order of the pages. From check answers one gets to a page by Change alone, or by what is wrong."""
        filling = self._filling
        if filling is None or not to:
            return "away"
        try:
            keys = filling.page_keys()
        except EvaluationError:
            return "on"  # the page itself says that the form asks for too much
        if self._page == "check" and to in keys and to != keys[-1]:
            return "away"
        order = {name: number for number, name in enumerate((*_BEFORE_THE_FORM, *keys, *_AFTER_THE_FORM))}
        return "back" if order.get(to, len(order)) < order.get(self._page, -1) else "on"

    def _close_help(self) -> None:
        if self._help:
            self._help = ""
            self._tell(HelpClosed(self._clock()))

    def _look_how(self) -> None:
        visit, display = self._visit, self._visit.display
        if TEXT_SIZES[display.text_size] > TEXT_SIZES["normal"]:
            self.uses("large_text")
        if display.easy_read:
            self.uses("easy_read")
        if display.yes_no:
            self.uses("yes_no")
        helper = visit.helped or visit.acting
        company = _COMPANY.get(helper.mode, "alone") if helper is not None else "alone"
        if company != self._company:
            self._company = company
            self._tell(Used(self._clock(), company=company))
        if visit.language != self._language:
            self._language = visit.language
            self._tell(Used(self._clock(), language=visit.language))


def _over_a_form(stage: Stage) -> str:
    """What lies over a form: a question to the council and what came of it, or the form that asks for a person.

    That somebody may be in danger is told to nobody.
    """
    if isinstance(stage, CouncilAnswers):
        return "ask" if stage.outcome == "danger" else f"ask_{stage.outcome}"
    return "ask" if isinstance(stage, AskCouncil) else "person"
