"""The commands for whoever looks after the inbox: delete what is past its time, and tell who read what."""

from pathlib import Path

import click

from council_api.options import DATA, DATABASE
from council_api.settings import settings_for

# What is heavy (SQLAlchemy, FastAPI) is imported inside each command, so that --help answers at once.


@click.command()
@DATA
@DATABASE
def purge(data: Path, database: str | None) -> int:
    """Delete what is past its time by council.toml in the data folder. The server does so every hour by itself.

    Exit code 1 when another is at it just now.
    """
    from council_api import retention  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.policy import read_policy  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_for(data, database)
    rules = read_policy(settings.policy).retention
    done = retention.purge(open_database(settings), rules, utc_now())
    if done is None:
        click.echo("Another is deleting just now: nothing was done.", err=True)
        return 1
    click.echo(f"Deleted: {done.submissions}. Attachments that no submission came for: {done.unclaimed}.")
    if done.unread:
        click.echo(f"Past their time but never opened, and so kept: {done.unread}.")
    return 0


@click.command()
@DATA
@DATABASE
def audit(data: Path, database: str | None) -> None:
    """Print who read what, newest first: time, who, desk, action, submission, attachment; a tab between each."""
    from council_api.audit import all_readings  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy

    for one in all_readings(open_database(settings_for(data, database))):
        told = (
            one.at.isoformat(),
            one.who,
            one.address,
            one.action.value,
            one.submission,
            str(one.number or ""),
        )
        click.echo("\t".join(told))
