"""``kiosk publish``: from the folder of a service to every kiosk, checked, compared, signed and with a note."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli import authoring, forms
from kiosk.cli.bundle import DAYS, FILE, OUT, app, now
from kiosk.errors import BundleError, FormError

if TYPE_CHECKING:
    from kiosk.authoring.live import Live
    from kiosk.bundle.manifest import Manifest


@click.command()
@click.argument("folder", type=authoring.FOLDER)
@click.option("--note", required=True, help="What you changed and why, in one line.")
@click.option("--key", type=FILE, required=True, help="The private key that 'kiosk bundle keys' made.")
@click.option("--data", type=authoring.FOLDER, help="The data folder of the council API: offer it at once.")
@click.option("--out", type=OUT, help="Write the bundle to this file.")
@click.option(
    "--with", "other", type=FILE, help="With --out: the bundle that is live, for its other services."
)
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
def command(
    *, folder: Path, note: str, key: Path, data: Path | None, out: Path | None, other: Path | None, yes: bool
) -> int:
    """Put the service in FOLDER on the kiosks: check it, say what changes, sign it and offer it.

    A folder with services/ in it stands for all services; one service takes its place among those that are live.
    """
    from kiosk.authoring import assembling  # noqa: PLC0415 heavy, and only for this command
    from kiosk.bundle.note import check_note  # noqa: PLC0415 likewise

    if (data is None) == (out is None):
        raise click.UsageError("Say where to: --data and the council's data folder, or --out and a file.")
    check_note(note)
    services = assembling.services_in(folder)
    with tempfile.TemporaryDirectory(prefix="handrail-publish-") as room:
        live = authoring.live_with(other, data, made(Path(room) / "live"))
        if not _are_good(services, live.services if services == (folder,) else folder / "services"):
            return 1
        told = _compare(services, live)
        content = made(Path(room) / "content")
        assembling.assemble(folder, live, content)
        if not told:
            _name_files(assembling.differing(content, live), live)
        if services == (folder,):
            click.echo(f"All other services stay as they are in {live.said}.")
        if not asked("Put this on the kiosks?", yes=yes):
            return 1
        file = out or Path(room) / "made.bundle"
        manifest = signed(content, key, file, note, live.version)
        if data is not None:
            offer(data, file, manifest)
        else:
            click.echo(f"{out} has version {manifest.bundle_version}. To offer it to the kiosks:")
            click.echo(f"    python -m council_api publish {out} --data DATA")
    return 0


def signed(content: Path, key: Path, out: Path, note: str, above: int) -> "Manifest":
    """Try out all in ``content`` and sign it as a bundle with a version above ``above``. Raises BundleError."""
    from kiosk.bundle import checking, package, paths, signing  # noqa: PLC0415 heavy, and only for these commands
    from kiosk.bundle.manifest import Manifest  # noqa: PLC0415 likewise

    private = signing.load_key(key)
    begin = now().replace(microsecond=0)
    files = tuple(package.listed(content, path) for path in paths.files_below(content))
    number = max(int(f"{begin:%Y%m%d%H%M}"), above + 1)
    manifest = Manifest(number, begin, begin + timedelta(days=DAYS), app(), files, note)
    manifest.check()
    checking.check(content, moment=begin)
    package.make(content, manifest, private, out)
    return manifest


def offer(data: Path, file: Path, manifest: "Manifest") -> None:
    """The council offers a bundle from now on. Raises CouncilError."""
    from council_api import bundles  # noqa: PLC0415 heavy, and only for these commands
    from council_api.settings import settings_for  # noqa: PLC0415 likewise

    bundles.publish(settings_for(data).bundles, file)
    click.echo(f"Version {manifest.bundle_version} is offered to the kiosks from now on: {manifest.note}")
    click.echo("Each takes it within about an hour, between two visits.")


def asked(question: str, *, yes: bool) -> bool:
    """Whether to go on: somebody at a terminal is asked, unless they said so before."""
    if yes or not sys.stdin.isatty():
        return True
    if click.confirm(question):
        return True
    click.echo("Nothing was changed.")
    return False


def made(folder: Path) -> Path:
    """An empty folder."""
    folder.mkdir()
    return folder


def _are_good(services: tuple[Path, ...], shelf: Path) -> bool:
    good = True
    for each in services:
        for file, report in forms.of_folder(each, shelf):
            good = good and not report.errors
            forms.print_report(file, report)
    if not good:
        click.echo("Nothing was published: put these right first.", err=True)
    return good


def _compare(services: tuple[Path, ...], live: "Live") -> bool:
    """Says what changes; whether anything did. Raises FormError for other questions under the same version."""
    from kiosk.authoring.live import changed  # noqa: PLC0415 heavy, and only for this command

    click.echo(f"Compared with {live.said}.")
    other = False
    for each in services:
        found = changed(each, live)
        if found.notes:
            raise FormError(found.notes[0], str(each))
        if found.changes or found.fresh:
            authoring.print_changes(found)
        other = other or bool(found.changes) or found.fresh
    return other


def _name_files(files: tuple[str, ...], live: "Live") -> None:
    """Says what else changes: the second wording, a picture, a list. Raises BundleError where nothing does."""
    if not files and live.version:
        raise BundleError("Nothing changed, so there is nothing to publish.")
    click.echo(f"Files that change: {', '.join(files) or 'none'}.")
