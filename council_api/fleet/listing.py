"""Every kiosk as IT looks for it: the worst first, a page at a time, found by a word or by what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
)

from council_api.fleet import heartbeats
from council_api.fleet.conditions import (
    BROKEN,
    KINDS,
    NOTE,
    SILENT,
    SOON,
    TODAY,
    WELL,
    Condition,
    ago,
)
from council_api.fleet.heartbeats import Last
from council_api.fleet.settings import Fleet
from council_api.tables import beat, kiosk

PAGE = 100
"""Kiosks of one page."""

WRONG, ALL = "wrong", ""
SHOWN: Mapping[str, str] = {
    ALL: "All kiosks",
    WRONG: "Those that need somebody",
    "silent": "Not heard",
    "broken": "Not working",
    "held": "With submissions that nobody takes",
    "oldest": "With an old outbox",
    "failed": "That went back from a version",
    "printer": "With trouble at the printer",
    "voice": "Without a voice",
    "disk": "With a full disk",
    "clock": "With a wrong clock",
    "ends": "With a key or certificate that ends",
    "never": "Never heard",
}
"""What may be shown, and what each is called."""

_HEARD = func.coalesce(beat.c.heard_at, kiosk.c.heard_at)
_LEVELS = {"silent": (SILENT,), "broken": (BROKEN,), WRONG: (SOON, TODAY, BROKEN, SILENT)}


@dataclass(frozen=True)
class Asked:
    """What of the fleet is asked for: ``words`` that are in a name, a place or a version; ``show`` is one of SHOWN."""

    words: str = ""
    show: str = ALL
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One kiosk. ``last`` is None where it never said how it is; ``wrong`` is the worst first, () when all is well."""

    seq: int
    name: str
    enrolled: datetime
    heard: datetime | None
    last: Last | None
    wrong: tuple[Condition, ...]

    @property
    def level(self) -> int:
        """How bad it is."""
        return max((one.kind.level for one in self.wrong), default=WELL)

    @property
    def version(self) -> str:
        """What it runs: an image, else a program."""
        return (self.last.beat.image or self.last.beat.program) if self.last else ""


@dataclass(frozen=True)
class Listing:
    """One page of it. ``found`` is how many there are in all that were asked for; ``levels`` counts every kiosk."""

    lines: tuple[Line, ...]
    found: int
    pages: int
    levels: Mapping[int, int]

    @property
    def total(self) -> int:
        """Every kiosk that is enrolled."""
        return sum(self.levels.values())


def listing(connection: Connection, rules: Fleet, now: datetime, asked: Asked) -> Listing:
    """The page that was asked for, or the last one when there are fewer."""
    rank = _rank(rules, now)
    levels = counted(connection, rules, now)
    wanted = and_(true(), *_wanted(asked, rank))
    found = connection.scalar(_joined(select(func.count())).where(wanted)) or 0
    pages = max(-(-found // PAGE), 1)
    first = (min(asked.page, pages) - 1) * PAGE
    query = _joined(_columns()).where(wanted).order_by(rank.desc(), kiosk.c.name).limit(PAGE).offset(first)
    lines = tuple(_line(row, rules, now) for row in connection.execute(query))
    return Listing(lines, found, pages, levels)


def counted(connection: Connection, rules: Fleet, now: datetime) -> Mapping[int, int]:
    """How many kiosks there are at each level."""
    rank = _rank(rules, now)
    counts = select(rank.label("level"), func.count().label("many"))
    return {row.level: row.many for row in connection.execute(_joined(counts).group_by(rank))}


def every(connection: Connection, rules: Fleet, now: datetime, asked: Asked) -> Iterator[Line]:
    """All that were asked for, on one page."""
    rank = _rank(rules, now)
    query = _joined(_columns()).where(and_(true(), *_wanted(asked, rank)))
    for row in connection.execute(query.order_by(rank.desc(), kiosk.c.name)):
        yield _line(row, rules, now)


def one(connection: Connection, rules: Fleet, now: datetime, seq: int) -> Line | None:
    """The kiosk with this number, unless it is revoked."""
    row = connection.execute(_joined(_columns()).where(kiosk.c.seq == seq)).first()
    return _line(row, rules, now) if row else None


def _columns() -> Select[Any]:
    own = [column for column in beat.c if column.name not in {"seq", "heard_at"}]
    return select(
        kiosk.c.seq.label("number"), kiosk.c.name, kiosk.c.enrolled_at, _HEARD.label("heard_at"), *own
    )


def _joined(query: Any) -> Any:
    both = kiosk.outerjoin(beat, beat.c.kiosk_seq == kiosk.c.seq)
    return query.select_from(both).where(kiosk.c.revoked_at.is_(None))


def _rank(rules: Fleet, now: datetime) -> ColumnElement[int]:
    """How bad each is, as _line finds it."""
    level = func.coalesce(beat.c.level, NOTE)

    def before(moment: datetime) -> ColumnElement[bool]:
        # Times are kept as ISO 8601 in UTC, whose order is that of time.
        return _HEARD.__lt__(moment.isoformat())

    return case(
        (_HEARD.is_(None), literal(NOTE)),
        (before(now - rules.silent), literal(SILENT)),
        (and_(before(now - rules.quiet), level < SOON), literal(SOON)),
        else_=level,
    )


def _wanted(asked: Asked, rank: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    if asked.show in _LEVELS:
        yield rank.in_(_LEVELS[asked.show])
    elif asked.show == "never":
        yield _HEARD.is_(None)
    elif asked.show == "ends":
        yield or_(*(beat.c.codes.contains(f" {code} ") for code in ("ends", "ended")))
    elif asked.show != ALL:
        yield beat.c.codes.contains(f" {asked.show} ")
    for word in asked.words.casefold().split():
        named = (
            func.lower(column).contains(word, autoescape=True) for column in (kiosk.c.name, beat.c.place)
        )
        runs = (column == word for column in (beat.c.program, beat.c.image, beat.c.bundle))
        yield or_(*named, *runs)


def _line(row: Row[Any], rules: Fleet, now: datetime) -> Line:
    heard = datetime.fromisoformat(row.heard_at) if row.heard_at else None
    last = heartbeats.read(row) if row.body is not None else None
    wrong = [*(last.wrong if last else ())]
    if heard is None:
        wrong = [Condition("never")]
    else:
        if last is None:
            wrong.append(Condition("untold"))
        if now - heard > rules.silent:
            wrong.insert(0, Condition("silent", ago(heard, now)))
        elif now - heard > rules.quiet:
            wrong.append(Condition("quiet", ago(heard, now)))
    wrong.sort(key=lambda condition: -KINDS[condition.code].level)
    enrolled = datetime.fromisoformat(row.enrolled_at)
    return Line(row.number, row.name, enrolled, heard, last, tuple(wrong))
