"""The commands for whoever looks after the inbox: delete what is past its time, tell who read what, tell people."""

from pathlib import Path

import click

from council_api.options import DATA, DATABASE
from council_api.settings import settings_for, settings_of

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

    settings = settings_of(data, database)
    rules = read_policy(settings.policy)
    engine = open_database(settings)
    done = retention.purge(engine, rules.retention, utc_now(), rules.fleet.history_days)
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
def watch(data: Path, database: str | None) -> int:
    """Say what the changes of the last week have done. Exit code 1 when fewer people finish since one of them."""
    from council_api import watching  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_of(data, database)
    found = watching.newest(open_database(settings), settings.bundles, utc_now())
    if not found:
        click.echo("No wording changed in the last week.")
    for each in found:
        click.echo(watching.in_words(each))
    return 1 if any(each.watched.fell for each in found) else 0


@click.command()
@DATA
@DATABASE
def audit(data: Path, database: str | None) -> None:
    """Print who read what, newest first: time, who, desk, action, submission, attachment; a tab between each."""
    from council_api.audit import all_readings  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy

    for one in all_readings(open_database(settings_of(data, database))):
        told = (
            one.at.isoformat(),
            one.who,
            one.address,
            one.action.value,
            one.submission,
            str(one.number or ""),
        )
        click.echo("\t".join(told))


@click.command()
@DATA
@DATABASE
@click.option("--again", metavar="REFERENCE", help="Send the message of this submission once more.")
def confirm(data: Path, database: str | None, again: str | None) -> int:
    """Tell who asked to be told that their form is here. The server does so every minute by itself.

    Exit code 1 when some could not be told.
    """
    from council_api.confirmations import run, turns  # noqa: PLC0415, heavy
    from council_api.confirmations.senders.sender import Outcome  # noqa: PLC0415, heavy
    from council_api.server import parts_of  # noqa: PLC0415, heavy

    parts = parts_of(settings_for(data, database))
    if again and not turns.again(parts.engine, again, parts.clock()):
        click.echo("Of this reference no message failed, or may have.", err=True)
        return 1
    came_to = run.run(parts)
    click.echo(
        ", ".join(f"{outcome.value}: {count}" for outcome, count in came_to.items())
        or "Nobody sends messages."
    )
    return 1 if any(count for outcome, count in came_to.items() if outcome is not Outcome.SENT) else 0
