"""Journeys as JSON, strictly: what one end may send is all that the other takes.

A batch is ``{"format": 1, "batch": <uuid4>, "journeys": [...]}``. A name (of a service, a page, a question, a problem,
a rule) is letters, digits and a few marks, and never a space: no sentence gets through, whoever wrote it there.
"""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast, get_args

from kiosk.analytics.bounds import LONGEST, MOST_MISSES, MOST_OF_EACH, MOST_PAGES, NAME
from kiosk.analytics.happenings import Company, Direction, Ending, Mode
from kiosk.analytics.journey import Journey, Offer, PageView

FORMAT = 1
MOST_JOURNEYS = 100
"""Of one batch."""
MOST_BYTES = 1024 * 1024
"""Of one batch as JSON."""
HELPS = (
    *("help", "person", "language", "display", "voice", "ways"),
    *("ask", "ask_found", "ask_maybe", "ask_unknown"),
)

_FORM = re.compile(r"[0-9a-f]{12}|")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
LAST_HOUR = 23
BEST = 4

Item = TypeVar("Item")


class WireError(ValueError):
    """What came is not a batch of journeys; its words say why, and repeat nothing of what came."""


@dataclass(frozen=True)
class Batch:
    """What goes in one request. ``id`` is a uuid4: a batch that comes twice counts once."""

    id: str
    journeys: tuple[Journey, ...]

    def to_bytes(self) -> bytes:
        """As it goes over the wire."""
        body = {"format": FORMAT, "batch": self.id, "journeys": [_written(one) for one in self.journeys]}
        return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def read_batch(data: bytes) -> Batch:
    """The way back. Raises WireError."""
    if len(data) > MOST_BYTES:
        raise WireError("a batch has 1 MiB at most")
    found = _object(_json(data), "batch", {"format", "batch", "journeys"})
    if _number(found["format"], "format", FORMAT) != FORMAT:
        raise WireError("this format is not known here")
    return Batch(_uuid(found["batch"]), _list(found["journeys"], "journeys", MOST_JOURNEYS, _journey))


def line(journey: Journey) -> str:
    """One journey as a line of JSON, to be kept."""
    return json.dumps(_written(journey), separators=(",", ":"), ensure_ascii=False)


def read_line(text: str | bytes) -> Journey:
    """The way back. Raises WireError."""
    return _journey(_json(text))


def stored(text: str) -> Journey:
    """As :func:`read_line`, of a line that was read by it before it was kept: five times as fast, since unchecked."""
    found = json.loads(text)
    found["modes"] = tuple(found["modes"])
    found["pages"] = tuple(_view(page) for page in found["pages"])
    found["offers"] = tuple(Offer(**offer) for offer in found["offers"])
    return Journey(**found)


def _written(journey: Journey) -> dict[str, Any]:
    return {**vars(journey), "pages": [*map(vars, journey.pages)], "offers": [*map(vars, journey.offers)]}


def _view(page: dict[str, Any]) -> PageView:
    problems = tuple((question, code) for question, code in page["problems"])
    return PageView(
        page["page"], page["seconds"], page["left"], problems, tuple(page["help"]), page["misses"]
    )


def _json(data: str | bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise WireError("it is not JSON") from None


_JOURNEY = {
    "service",
    "version",
    "form",
    "variant",
    "language",
    "day",
    "hour",
    "modes",
    "company",
    "pages",
    "ended",
    "satisfaction",
    "offers",
}
_PAGE = {"page", "seconds", "left", "problems", "help", "misses"}
_OFFER = {"page", "rule", "offer", "taken"}


def _journey(value: object) -> Journey:
    found = _object(value, "journey", _JOURNEY)
    modes = _list(
        found["modes"], "modes", len(get_args(Mode)), lambda one: _word(one, "mode", get_args(Mode))
    )
    if len(set(modes)) != len(modes):
        raise WireError("modes are each there once")
    rated = found["satisfaction"]
    return Journey(
        service=_name(found["service"], "service"),
        version=_name(found["version"], "version", empty=True),
        form=_matching(found["form"], "form", _FORM),
        variant=_name(found["variant"], "variant", empty=True),
        language=_matching(found["language"], "language", _LANGUAGE),
        day=_day(found["day"]),
        hour=_number(found["hour"], "hour", LAST_HOUR),
        modes=cast("tuple[Mode, ...]", tuple(sorted(modes))),
        company=cast("Company", _word(found["company"], "company", get_args(Company))),
        pages=_list(found["pages"], "pages", MOST_PAGES, _page),
        ended=cast("Ending", _word(found["ended"], "ended", get_args(Ending))),
        satisfaction=None if rated is None else _number(rated, "satisfaction", BEST),
        offers=_list(found["offers"], "offers", MOST_OF_EACH, _offer),
    )


def _page(value: object) -> PageView:
    found = _object(value, "page", _PAGE)
    return PageView(
        page=_name(found["page"], "page"),
        seconds=_number(found["seconds"], "seconds", LONGEST),
        left=cast("Direction", _word(found["left"], "left", get_args(Direction))),
        problems=_list(found["problems"], "problems", MOST_OF_EACH, _problem),
        help=_list(found["help"], "help", MOST_OF_EACH, lambda one: _word(one, "help", HELPS)),
        misses=_number(found["misses"], "misses", MOST_MISSES),
    )


def _problem(value: object) -> tuple[str, str]:
    match value:
        case [question, code]:
            return _name(question, "question"), _name(code, "code")
    raise WireError("a problem is a question and a code")


def _offer(value: object) -> Offer:
    found = _object(value, "offer", _OFFER)
    if not isinstance(found["taken"], bool):
        raise WireError("taken is true or false")
    return Offer(
        _name(found["page"], "page"),
        _name(found["rule"], "rule"),
        _name(found["offer"], "offer"),
        found["taken"],
    )


def _object(value: object, what: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise WireError(f"a {what} has {', '.join(sorted(keys))}, and nothing else")
    return value


def _list(value: object, what: str, most: int, read: Callable[[object], Item]) -> tuple[Item, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > most:
        raise WireError(f"{what} is a list of {most} at most")
    return tuple(read(one) for one in value)


def _name(value: object, what: str, *, empty: bool = False) -> str:
    if empty and value == "":
        return ""
    return _matching(value, what, NAME)


def _matching(value: object, what: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise WireError(f"{what} is not written as it is to be")
    return value


def _word(value: object, what: str, words: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise WireError(f"{what} is one of {', '.join(words)}")
    return value


def _number(value: object, what: str, most: int) -> int:
    whole = (
        int(value) if isinstance(value, float) and value.is_integer() else value
    )  # JSON has one kind of number
    if type(whole) is not int or not 0 <= whole <= most:
        raise WireError(f"{what} is a whole number from 0 to {most}")
    return whole


def _day(value: object) -> str:
    try:
        found = date.fromisoformat(_matching(value, "day", _DAY))
    except ValueError:
        raise WireError("day is an ISO date") from None
    return found.isoformat()


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _uuid(value: object) -> str:
    try:
        found = uuid.UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise WireError("batch is a uuid4") from None
    if found.version != 4 or str(found) != value:  # noqa: PLR2004 uuid4
        raise WireError("batch is a uuid4")
    return str(found)
