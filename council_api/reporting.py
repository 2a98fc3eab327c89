"""The command ``report``: how services do, as text, CSV or JSON; the figures are those of the insight pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council_api.options import DATA, DATABASE
from council_api.settings import settings_of
from kiosk.errors import CouncilError

if TYPE_CHECKING:
    from council_api.insight import Insight, Service

# What is heavy (SQLAlchemy, FastAPI) is imported inside each function, so that --help answers at once.

_FORMATS = click.Choice(["text", "csv", "json"])


@click.command()
@DATA
@DATABASE
@click.option("--month", help="Such as 2026-11; the newest there is unless given.")
@click.option("--service", help="One service, page by page; all of them with their measures unless given.")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="How to print it.")
def report(data: Path, database: str | None, month: str | None, service: str | None, form: str) -> None:
    """Print how services do in a month, and what to change first.

    Without --service, csv and json are rows that may be published: period, service, channel, dataType, count. A count
    that would tell of fewer than ten people is empty.
    """
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.insight import Insight  # noqa: PLC0415, heavy

    settings = settings_of(data, database)
    insight = Insight(open_database(settings), settings.bundles, settings.policy)
    months = insight.months()
    chosen = month or next(iter(months), "")
    if chosen not in months:
        there = f"there are {', '.join(months)}" if months else "no kiosk has told any yet"
        raise CouncilError(f"There are no figures of {chosen or 'any month'}: {there}.")
    click.echo(_printed(insight, chosen, service, form), nl=form != "csv")


def _printed(insight: "Insight", month: str, service: str | None, form: str) -> str:
    from council_api import insight_files as files  # noqa: PLC0415, heavy

    if service is None:
        made = {"csv": files.month_csv, "json": files.month_json}.get(form)
        return made(insight, month) if made else "\n".join(_of_all(insight, month))
    found = insight.service(month, service)
    if found is None:
        raise CouncilError(
            f"Nobody began {service} in {month}: there are {', '.join(insight.month(month).costs)}."
        )
    if form == "csv":
        return files.service_csv(found, service, month)
    if form == "json":
        return files.service_json(insight, found, service, month)
    return "\n".join(_of_service(found))


def _of_all(insight: "Insight", month: str) -> Iterator[str]:
    from council_api import insight_words  # noqa: PLC0415, heavy
    from kiosk.insight import saying  # noqa: PLC0415, heavy
    from kiosk.insight.kinds import title_of  # noqa: PLC0415, heavy

    found, words = insight.month(month), insight.wording()
    yield f"{insight_words.month(month)}. What to change first:"
    for number, place in enumerate(found.overview.first[:3], 1):
        page = place.figures
        title = title_of(words.pages, page.service, page.page)
        yield f"{number}. {words.title(page.service)}, “{title}”: {saying.why(place)}"
    if not found.overview.first:
        yield "No page stands out."
    for name, summary in found.overview.summaries.items():
        yield (
            f"{words.title(name)} ({name}): sent, of 100: {insight_words.share(summary.completion)}; "
            f"satisfaction: {insight_words.satisfied(summary)}; "
            f"alone at a kiosk, of 100: {insight_words.digital(found.take_up[name])}; "
            f"cost of each: {insight_words.cost(found.costs.get(name))}."
        )


def _of_service(found: "Service") -> Iterator[str]:
    from council_api.insight_words import told  # noqa: PLC0415, heavy
    from kiosk.insight import saying  # noqa: PLC0415, heavy

    for row in found.detail.funnel:
        half = saying.clock(row.seconds) if row.seconds is not None else "few"
        yield (
            f"{row.title}: came {told(row.reached)}, stopped {told(row.stopped)}, told the same problem again "
            f"{told(row.again)}, took three times as long as elsewhere {told(row.slow)}; half took at most {half}"
        )
