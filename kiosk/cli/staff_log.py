"""``kiosk log``: what was done at the staff console of this kiosk."""

import json
from dataclasses import asdict

import click

from kiosk import config
from kiosk.staff_log import StaffLog

_ALL = 1_000_000


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each.")
@click.option("--last", type=click.IntRange(1), default=_ALL, help="Only the latest so many.")
def command(as_json: bool, last: int) -> None:
    """Print when, by which role, and what, the oldest first; no person, no reference and no answer is in it."""
    for entry in reversed(StaffLog(config.load().data).read(last)):
        if as_json:
            click.echo(json.dumps(asdict(entry)))
        else:
            about = f" ({entry.about})" if entry.about else ""
            click.echo(f"{entry.at}  {entry.who}: {entry.what}{about}: {entry.how}")
