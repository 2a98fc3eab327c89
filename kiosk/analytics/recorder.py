"""Happenings in, Journeys out: what is known of one service in one visit, once it is over."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.analytics.bounds import LONGEST, MOST_MISSES, MOST_OF_EACH, MOST_PAGES, named
from kiosk.analytics.happenings import (
    Began,
    Company,
    Direction,
    Ended,
    Ending,
    Happening,
    HelpOpened,
    Left,
    Missed,
    Mode,
    OfferMade,
    OfferTaken,
    Opened,
    Over,
    ProblemShown,
    Rated,
    Used,
)
from kiosk.analytics.journey import Journey, Offer, PageView


@dataclass
class _View:
    page: str
    opened: float
    problems: list[tuple[str, str]] = field(default_factory=list)
    help: list[str] = field(default_factory=list)
    misses: int = 0

    def left(self, at: float, direction: Direction) -> PageView:
        seconds = min(max(round(at - self.opened), 0), LONGEST)
        return PageView(
            self.page,
            seconds,
            direction,
            tuple(self.problems),
            tuple(self.help),
            min(self.misses, MOST_MISSES),
        )


class Recorder:
    """A listener of happenings. ``keep`` is given each Journey when the next service begins or the visit is over.

    Until then a rating may still come. What comes out of order, or to no journey, is passed over; nothing raises.
    """

    def __init__(self, keep: Callable[[Journey], object]) -> None:
        self._keep = keep
        self._began: Began | None = None
        self._forget()

    def hear(self, happening: Happening) -> None:
        """The next happening."""
        match happening:
            case Began():
                self.flush()
                self._began = happening
                self._language = happening.language
            case Over():
                self.flush()
            case _ if self._began is not None:
                self._note(happening)

    def flush(self) -> None:
        """What has ended is kept; what has not is of a program that stopped, and goes the same way as a fault."""
        if self._began is not None:
            self._keep(self._journey(self._began))
        self._forget()

    def _forget(self) -> None:
        self._began = None
        self._language = ""
        self._pages: list[PageView] = []
        self._view: _View | None = None
        self._at = 0.0
        self._modes: set[Mode] = set()
        self._company: Company = "alone"
        self._ended: Ending | None = None
        self._rated: int | None = None
        self._offers: list[Offer] = []

    def _note(self, happening: Happening) -> None:
        self._at = happening.at
        match happening:
            case Opened(at, page):
                self._turn(at, "on")
                self._view = _View(named(page), at)
            case Left(at, direction):
                self._turn(at, direction)
            case Used():
                self._use(happening)
            case Rated(_, level) if level in range(5):
                self._rated = level
            case Ended(_, how):
                self._ended = how
            case OfferTaken() if self._offers:
                self._offers[-1] = replace(self._offers[-1], taken=True)
            case _ if self._view is not None:
                self._note_on(self._view, happening)

    def _note_on(self, view: _View, happening: Happening) -> None:
        match happening:
            case ProblemShown(_, question, code) if len(view.problems) < MOST_OF_EACH:
                view.problems.append((named(question), named(code)))
            case HelpOpened(_, kind) if len(view.help) < MOST_OF_EACH:
                view.help.append(kind)
            case Missed():
                view.misses += 1
            case OfferMade(_, rule, offer) if len(self._offers) < MOST_OF_EACH:
                self._offers.append(Offer(view.page, named(rule), named(offer)))

    def _use(self, used: Used) -> None:
        if used.mode is not None:
            self._modes.add(used.mode)
        if used.company is not None and self._company == "alone":
            self._company = used.company  # who helped at all helped, also when they had gone by the end
        if used.language:
            self._language = used.language

    def _turn(self, at: float, direction: Direction) -> None:
        if self._view is None:
            return
        view, self._view = self._view.left(at, direction), None
        if len(self._pages) == MOST_PAGES:
            self._pages.pop()
        self._pages.append(view)

    def _journey(self, began: Began) -> Journey:
        self._turn(self._at, "away")
        return Journey(
            service=named(began.service),
            version=named(began.version),
            form=began.form,
            variant=named(began.variant),
            language=self._language,
            day=began.day,
            hour=began.hour,
            modes=tuple(sorted(self._modes)),
            company=self._company,
            pages=tuple(self._pages),
            ended=self._ended or "fault",
            satisfaction=self._rated,
            offers=tuple(self._offers),
        )
