"""Whether everybody is served as well: the same measures for each way of using a kiosk, beside everybody else (K5)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from kiosk.analytics.happenings import Company, Mode
from kiosk.analytics.journey import Journey
from kiosk.analytics.suppression import FEWEST, share, shown
from kiosk.measures.share import AMONG_MANY, Share, difference
from kiosk.measures.summary import Summary, began, summarise

Kind = Literal["mode", "language", "company"]


@dataclass(frozen=True)
class Cell:
    """One side of a row: ``people`` who started, and how they fared. Never of fewer than FEWEST.

    None are ``completion`` where fewer than FEWEST finished, or did not; ``satisfaction`` where fewer rated;
    ``median`` and ``slow`` (seconds) where fewer finished. ``problems``, ``help`` and ``misses`` are for each person,
    and None where there were fewer in all: times ``people`` they would be that number. What is None for that reason
    on one side of a row is None on the other.
    """

    people: int
    completion: Share | None
    median: int | None
    slow: int | None
    satisfaction: float | None
    problems: float | None
    help: float | None
    misses: float | None


@dataclass(frozen=True)
class Row:
    """One way of using the kiosk: ``name`` is a Mode, a language or a Company.

    ``group`` and ``rest`` (everybody else) are both None where either would be of fewer than FEWEST, or would give
    away one that is. ``differs`` says whether the group finishes less or more often than the rest, "" where the
    journeys do not show it: what is shown then is chance. Only what is not "" is news.
    """

    kind: Kind
    name: str
    group: Cell | None
    rest: Cell | None
    differs: Literal["", "less", "more"] = ""


def equity(journeys: Iterable[Journey]) -> tuple[Row, ...]:
    """A row for every mode, then for each language and company that occurs; of one service or of all together."""
    started = [journey for journey in journeys if began(journey)]
    rows = [_row(started, "mode", mode, [mode in one.modes for one in started]) for mode in get_args(Mode)]
    return (
        *rows,
        *_divided(started, "language", lambda journey: journey.language),
        *_divided(started, "company", lambda journey: journey.company, get_args(Company)),
    )


def _divided(
    started: Sequence[Journey], kind: Kind, of: Callable[[Journey], str], names: Sequence[str] = ()
) -> list[Row]:
    """Rows for a thing of which every journey has exactly one: so one hidden number would follow from the others."""
    sizes = Counter(of(journey) for journey in started)
    hidden = _hidden(sizes)
    secret = _hidden(Counter(of(one) for one in started if one.ended == "finished"))
    secret |= _hidden(Counter(of(one) for one in started if one.ended != "finished"))
    return [
        Row(kind, name, None, None)
        if name in hidden
        else _row(started, kind, name, [of(one) == name for one in started], secret=name in secret)
        for name in names or sorted(sizes)
    ]


def _hidden(sizes: Mapping[str, int]) -> set[str]:
    return {name for name, size in shown(sizes).items() if size is None}


def _row(
    started: Sequence[Journey], kind: Kind, name: str, belongs: Sequence[bool], *, secret: bool = False
) -> Row:
    """``secret``: how many finished is not to be shown, since it would tell of another row."""
    sides: tuple[list[Journey], list[Journey]] = [], []
    for journey, inside in zip(started, belongs, strict=True):
        sides[0 if inside else 1].append(journey)
    if min(map(len, sides)) < FEWEST:
        return Row(kind, name, None, None)
    group, rest = (summarise(side) for side in sides)
    low, high = difference(group.completion, rest.completion, AMONG_MANY)
    cells = _pair(_cell(group), _cell(rest), group, rest, secret=secret)
    return Row(kind, name, *cells, "less" if high < 0 else "more" if low > 0 else "")


def _pair(one: Cell, other: Cell, *of: Summary, secret: bool) -> tuple[Cell, Cell]:
    """What is left out on one side is left out on the other: the two make up a whole that is shown elsewhere."""
    cells = one, other
    if secret or None in {cell.completion for cell in cells}:
        one, other = (replace(cell, completion=None) for cell in (one, other))
    if any(0 < sum(side.levels) < FEWEST for side in of):
        one, other = (replace(cell, satisfaction=None) for cell in (one, other))
    if None in {cell.problems for cell in cells}:
        one, other = (replace(cell, problems=None) for cell in (one, other))
    if None in {cell.help for cell in cells}:
        one, other = (replace(cell, help=None) for cell in (one, other))
    if None in {cell.misses for cell in cells}:
        one, other = (replace(cell, misses=None) for cell in (one, other))
    return one, other


def _cell(of: Summary) -> Cell:
    rated, finished = sum(of.levels) >= FEWEST, of.completion.part >= FEWEST
    return Cell(
        people=of.started,
        completion=None if share(of.completion.part, of.started) is None else of.completion,
        median=of.median if finished else None,
        slow=of.slow if finished else None,
        satisfaction=of.satisfaction if rated else None,
        problems=_each(of.problems, of),
        help=_each(of.help, of),
        misses=_each(of.misses, of),
    )


def _each(count: int, of: Summary) -> float | None:
    return None if 0 < count < FEWEST else count / of.started
