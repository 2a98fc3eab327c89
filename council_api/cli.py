"""The commands of the council API: serve; enrol and revoke kiosks; new keys, bundles and rescue files."""

import os
import secrets
import signal
import threading
from datetime import datetime
from pathlib import Path

import click

from council_api import chores, enrolment_commands, reporting
from council_api.fleet import commands as fleet
from council_api.options import DATA, DATABASE
from council_api.settings import private_file, settings_for
from kiosk.errors import BundleError, CouncilError, ReleaseError

# What is heavy (SQLAlchemy, FastAPI) is imported inside each command, so that --help answers at once.


_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])


class _DefaultsToServe(click.Group):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_DefaultsToServe, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """The council's end of Handrail: takes sealed submissions from kiosks and shows them to council staff.

    Without a command it serves.
    """


@cli.command()
@DATA
@DATABASE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=int, default=8800, show_default=True, help="Port to listen on; 0 takes any free one."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve; more than one needs PostgreSQL.",
)
@click.option("--certificate", type=_FILE, help="Serve HTTPS with this certificate (PEM).")
@click.option("--key-file", type=_FILE, help="The private key of --certificate (PEM).")
@click.option(
    "--ready-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the address here, as JSON, once requests are answered.",
)
@click.option(
    "--until-input-ends", is_flag=True, help="Stop when standard input ends, as when the starter dies."
)
def serve(  # noqa: PLR0917  click gives them by name
    data: Path,
    database: str | None,
    host: str,
    port: int,
    workers: int,
    certificate: Path | None,
    key_file: Path | None,
    ready_file: Path | None,
    until_input_ends: bool,
) -> None:
    """Serve the API and the inbox until stopped."""
    from council_api import server  # noqa: PLC0415, heavy

    settings = settings_for(data, database)

    def ready(url: str) -> None:
        if ready_file:
            server.write_ready(ready_file, url, settings)
        click.echo(
            f"Council API: {url}  Inbox: {url}/inbox  (user council, password in {settings.password_file})"
        )

    if until_input_ends:
        threading.Thread(target=_stop_at_end_of_input, daemon=True).start()
    try:
        if ready_file:
            ready_file.unlink(missing_ok=True)
        server.serve(settings, server.Listening(host, port, workers, certificate, key_file), ready)
    finally:
        if ready_file:
            ready_file.unlink(missing_ok=True)


def _stop_at_end_of_input() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@cli.command()
@click.argument("name")
@DATA
@DATABASE
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@click.option(
    "--url", default="http://127.0.0.1:8800", show_default=True, help="Where the kiosk finds this API."
)
def enrol(name: str, data: Path, database: str | None, out: Path, url: str) -> None:
    """Let the kiosk NAME send submissions, and write what it needs for that to a file.

    The file holds the only copy of the kiosk's credential.
    """
    from council_api import database as store  # noqa: PLC0415, heavy
    from council_api import kiosks  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    if out.exists():
        raise CouncilError(f"{out} is already there: move it away or choose another name.")
    settings = settings_for(data, database)
    engine = store.open_database(settings)
    keys = store.open_keys(settings, engine, utc_now())
    token = kiosks.enrol(engine, name, utc_now(), lambda: secrets.token_urlsafe(32))
    try:
        private_file(out, kiosks.credential_toml(url, token, store.current_key(engine, keys)).encode())
    except CouncilError:
        kiosks.revoke(engine, name, utc_now())
        raise
    click.echo(f"Enrolled {name}. Its credential is in {out} and nowhere else: move that file to the kiosk.")


@cli.command()
@click.argument("name")
@DATA
@DATABASE
def revoke(name: str, data: Path, database: str | None) -> None:
    """Take the credential of the kiosk NAME away. What it sent stays."""
    from council_api import database as store  # noqa: PLC0415, heavy
    from council_api import kiosks  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    kiosks.revoke(store.open_database(settings_for(data, database)), name, utc_now())
    click.echo(f"Revoked {name}: the council takes nothing more from it.")


@cli.command("new-key")
@DATA
@DATABASE
@click.option(
    "--hybrid", is_flag=True, help="ML-KEM-768 with X25519, against computers that do not exist yet."
)
@click.option("--from", "begin", type=_DAY, help="The first day that kiosks seal to it; today otherwise.")
@click.option("--until", "end", type=_DAY, required=True, help="The day from which they no longer do.")
def new_key(data: Path, database: str | None, hybrid: bool, begin: datetime | None, end: datetime) -> None:
    """Make another key to seal to, and print the lines for a bundle's council-keys.toml.

    The private half of it and of every older key stays in the data folder: keep a backup.
    """
    from council_api import database as store  # noqa: PLC0415, heavy
    from council_api import keys  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_for(data, database)
    engine = store.open_database(settings)
    made = keys.new_key(settings.keys, hybrid=hybrid)
    store.open_keys(settings, engine, utc_now())
    click.echo(f'# {made.id}\n[[key]]\npublic_key = """\n{made.public_pem()}"""')
    click.echo(f"not_before = {begin or utc_now():%Y-%m-%d}T00:00:00Z\nnot_after = {end:%Y-%m-%d}T00:00:00Z")


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
def publish(file: Path, data: Path) -> None:
    """Offer the bundle FILE to every kiosk from now on ('kiosk bundle make' makes one)."""
    from council_api import bundles  # noqa: PLC0415, heavy

    settings = settings_for(data)
    version = bundles.publish(settings.bundles, file)
    click.echo(f"Version {version} is offered to the kiosks from now on.")


@cli.command("publish-release")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@DATA
def publish_release(folder: Path, data: Path) -> None:
    """Offer the release in FOLDER to the kiosks that it is for, from now on ('kiosk update make' makes one)."""
    from council_api import releases  # noqa: PLC0415, heavy

    release = releases.publish(settings_for(data).releases, folder)
    click.echo(f"The {release.kind} {release.version} is offered to the kiosks from now on.")


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
@DATABASE
def import_(file: Path, data: Path, database: str | None) -> int:
    """Take what 'kiosk export' wrote of a kiosk that cannot send any more; again, if need be: all is stored once.

    Exit code 1 when something in it was refused.
    """
    from council_api import database as store  # noqa: PLC0415, heavy
    from council_api import rescue  # noqa: PLC0415, heavy
    from council_api.server import utc_now  # noqa: PLC0415, heavy

    settings = settings_for(data, database)
    engine = store.open_database(settings)
    done = rescue.take(engine, store.open_keys(settings, engine, utc_now()), file, utc_now())
    click.echo(f"New: {done.new}. Here already: {done.repeated}. Refused: {len(done.refused)}.")
    if done.elsewhere:
        click.echo(f"For other destinations, and not taken: {done.elsewhere}.")
    for reference, reason in done.refused:
        click.echo(f"Refused: {reference}: {reason}", err=True)
    return 1 if done.refused else 0


cli.add_command(chores.purge)
cli.add_command(chores.watch)
cli.add_command(chores.audit)
cli.add_command(chores.confirm)
cli.add_command(reporting.report)
cli.add_command(fleet.rollouts)
cli.add_command(fleet.alerts)
cli.add_command(enrolment_commands.enrolment)


def main(arguments: list[str] | None = None) -> int:
    """Run a command. Exit codes: 0 done, 1 it could not be done (one sentence on stderr), 2 wrong usage."""
    try:
        result = cli.main(arguments, prog_name="council_api", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 1
    except (CouncilError, BundleError, ReleaseError) as error:
        click.echo(str(error), err=True)
        return 1
    return result if isinstance(result, int) else 0
