"""The measures of a month as rows that anybody can publish: the shape of the OPG's open data (K6)."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from kiosk.analytics.journey import Journey
from kiosk.analytics.suppression import by_itself, shown
from kiosk.measures.given import Given
from kiosk.measures.month import in_month
from kiosk.measures.summary import Summary, summarise

LEVEL_NAMES = ("very-dissatisfied", "dissatisfied", "neither", "satisfied", "very-satisfied")
"""GOV.UK's names for the levels, from 0 on."""

ALONE, ASSISTED, CALL_BACK, PAPER = "kiosk", "kiosk-assisted", "call-back", "paper"


@dataclass(frozen=True)
class ExportRow:
    """One number. ``period`` is a month; ``count`` None where it is of fewer than ten people, or would tell of them.

    ``dataType`` is "started", "completed" or "ended-" and how; one of LEVEL_NAMES; "seconds-median" or "seconds-90".
    """

    period: str
    service: str
    channel: str
    dataType: str  # noqa: N815 so the published schema calls it
    count: int | None


def rows(journeys: Iterable[Journey], month: str, given: Given) -> tuple[ExportRow, ...]:
    """Of every service in one month ("2026-11"), from journeys of any time."""
    by_service: dict[str, list[Journey]] = {}
    for journey in in_month(journeys, month):
        by_service.setdefault(journey.service, []).append(journey)
    found: list[ExportRow] = []
    for service in sorted(by_service.keys() | given.elsewhere.get(month, {}).keys()):
        own = by_service.get(service, [])
        for channel, alone in ((ALONE, True), (ASSISTED, False)):
            counts = _counts(summarise(one for one in own if (one.company == "alone") is alone))
            found += [ExportRow(month, service, channel, name, count) for name, count in counts.items()]
        other = given.other_ways(month, service)
        for channel, count in (
            ("assisted", other.assisted),
            (CALL_BACK, other.call_back),
            (PAPER, other.paper),
        ):
            if count is not None:
                found.append(ExportRow(month, service, channel, "completed", by_itself(count)))
    return tuple(found)


def as_csv(exported: Iterable[ExportRow]) -> str:
    """With a header line; a hidden count is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(ExportRow)], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in exported)
    return text.getvalue()


def as_json(exported: Iterable[ExportRow]) -> str:
    """A list of objects; a hidden count is null."""
    return json.dumps([asdict(row) for row in exported], indent=1)


def _counts(summary: Summary) -> Mapping[str, int | None]:
    if not summary.started:
        return {}
    ends = shown(
        {f"ended-{how}": count for how, count in sorted(summary.ends.items()) if how != "finished"}
        | {"completed": summary.completion.part}
    )
    levels = shown(dict(zip(LEVEL_NAMES, summary.levels, strict=True)))
    times = {"seconds-median": summary.median, "seconds-90": summary.slow}
    told = shown({"started": summary.started}) | ends | levels
    return told if told["completed"] is None else told | times
