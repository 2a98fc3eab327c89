"""The commands for whoever looks after the kiosks: roll-outs, and who is alerted."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council_api.options import DATA, DATABASE
from council_api.settings import settings_of
from kiosk.errors import CouncilError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from council_api.rollout import Rollout

# What is heavy (SQLAlchemy, FastAPI) is imported inside each command, so that --help answers at once.

_WHAT = click.argument("what", type=click.Choice(["bundle", "image", "program"]))
_VERSION = click.argument("version")


@click.group("rollout")
def rollouts() -> None:
    """Give a new bundle, image or program to a few kiosks first."""


@rollouts.command()
@_WHAT
@_VERSION
@DATA
@DATABASE
@click.option(
    "--stages", default="5,25,100", show_default=True, help="Percent of the kiosks, stage by stage."
)
@click.option(
    "--first", multiple=True, metavar="NAME", help="A kiosk that comes before all; as often as need be."
)
@click.option("--hours", type=int, help="Go on when all of a stage have been well for so long; else by hand.")
def start(  # noqa: PLR0917  click gives them by name
    what: str,
    version: str,
    data: Path,
    database: str | None,
    stages: str,
    first: tuple[str, ...],
    hours: int | None,
) -> None:
    """Begin, before the version is published: what has no roll-out goes to every kiosk at once."""
    from council_api import rollout  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.fleet import progress  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    if not all(stage.strip().isdecimal() for stage in stages.split(",")):
        raise CouncilError("The stages are rising percents that end with 100, as in 5,25,100.")
    shares = [int(stage) for stage in stages.split(",")]
    with open_database(settings_of(data, database)).begin() as connection:
        made = rollout.start(
            connection, what, version, now=utc_now(), shares=shares, first=first, hours=hours
        )
        progress.count_ill(connection, made)
    click.echo(f"{what} {version} goes to the first stage from now on, once it is published.")


@rollouts.command("list")
@DATA
@DATABASE
def list_(data: Path, database: str | None) -> None:
    """Print each with how far it has come, the newest first; a tab between each."""
    from council_api import rollout  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.fleet import progress  # noqa: PLC0415, heavy
    from council_api.policy import read_policy  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_of(data, database)
    rules = read_policy(settings.policy).fleet
    with open_database(settings).connect() as connection:
        for one in rollout.newest(connection):
            found = progress.progress(connection, one, rules, utc_now())
            stage = f"{one.share} %" if one.share else "named kiosks"
            told = (one.what, one.version, one.state.value, stage, f"{found.has} of {found.chosen} have it")
            click.echo("\t".join((*told, progress.REASONS[one.reason])))


@rollouts.command("go-on")
@_WHAT
@_VERSION
@DATA
@DATABASE
def go_on(what: str, version: str, data: Path, database: str | None) -> int:
    """To the next stage; after the last one it is for every kiosk."""
    from council_api.fleet import progress  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    return _move(data, database, what, version, lambda c, one: progress.go_on(c, one, utc_now()))


@rollouts.command()
@_WHAT
@_VERSION
@DATA
@DATABASE
def resume(what: str, version: str, data: Path, database: str | None) -> int:
    """Go on with the stage that was paused or stopped."""
    from council_api.fleet import progress  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    return _move(data, database, what, version, lambda c, one: progress.resume(c, one, utc_now()))


@rollouts.command()
@_WHAT
@_VERSION
@DATA
@DATABASE
def pause(what: str, version: str, data: Path, database: str | None) -> int:
    """Stay with this stage: its kiosks may have it."""
    from council_api import rollout  # noqa: PLC0415, heavy

    return _move(data, database, what, version, rollout.pause)


@rollouts.command()
@_WHAT
@_VERSION
@DATA
@DATABASE
def stop(what: str, version: str, data: Path, database: str | None) -> int:
    """Give it to no more kiosks; those that have it keep it."""
    from council_api import rollout  # noqa: PLC0415, heavy

    return _move(data, database, what, version, rollout.stop)


def _move(
    data: Path,
    database: str | None,
    what: str,
    version: str,
    act: "Callable[[Connection, Rollout], bool]",
) -> int:
    from council_api import rollout  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy

    with open_database(settings_of(data, database)).begin() as connection:
        one = rollout.of_version(connection, what, version)
        if one is None or not act(connection, one):
            click.echo(f"{what} {version} is not being rolled out, so there is nothing to change.", err=True)
            return 1
        now = rollout.find(connection, one.seq)
    assert now is not None  # noqa: S101  it was there a moment ago
    click.echo(f"{what} {version}: {now.state.value}, {now.share} %.")
    return 0


@click.command()
@DATA
@DATABASE
@click.option("--test", "only_test", is_flag=True, help="Send a test to each webhook, and nothing else.")
def alerts(data: Path, database: str | None, only_test: bool) -> int:
    """Tell the webhooks of council.toml what is wrong. The server does so every minute by itself.

    Exit code 1 when one did not take the test.
    """
    from council_api.alerts import run  # noqa: PLC0415, heavy
    from council_api.database import open_database  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_of(data, database)
    if not only_test:
        run.run(open_database(settings), settings.policy, utc_now())
        return 0
    taken = run.test(settings.policy, utc_now())
    for number, took in enumerate(taken.values(), 1):
        click.echo(f"Webhook {number}: {'took the test.' if took else 'did not take it.'}")
    return 0 if all(taken.values()) else 1
