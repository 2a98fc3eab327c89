"""What is sent of one service in one visit, once it is over. Two journeys of one visit cannot be put together again."""

from dataclasses import dataclass

from kiosk.analytics.happenings import Company, Direction, Ending, Mode


@dataclass(frozen=True)
class PageView:
    """One page, from where it opened to where it was left. A page that was come back to has several.

    ``seconds`` are whole ones. ``problems`` are (question, code) in the order in which they showed, a repeat again;
    ``help`` the kinds that were opened over it.
    """

    page: str
    seconds: int
    left: Direction
    problems: tuple[tuple[str, str], ...] = ()
    help: tuple[str, ...] = ()
    misses: int = 0


@dataclass(frozen=True)
class Offer:
    """What the kiosk offered on a page, by which struggle rule, and whether it was taken."""

    page: str
    rule: str
    offer: str
    taken: bool = False


@dataclass(frozen=True)
class Journey:
    """One service in one visit (K1, K5). The fields are those of :class:`kiosk.analytics.happenings.Began`.

    ``modes`` are sorted; ``satisfaction`` is 0 to 4, None when nobody said. Nothing in it is of a person: names of
    pages and questions are the form author's, everything else is counted or one of a few words of ours.
    """

    service: str
    version: str
    form: str
    variant: str
    language: str
    day: str
    hour: int
    modes: tuple[Mode, ...]
    company: Company
    pages: tuple[PageView, ...]
    ended: Ending
    satisfaction: int | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def seconds(self) -> int:
        """From the first page to the last."""
        return sum(view.seconds for view in self.pages)
