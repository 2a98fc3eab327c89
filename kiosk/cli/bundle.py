"""``kiosk bundle``: make, check, take and look at the signed bundles of services, words and keys."""

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import config

if TYPE_CHECKING:
    from kiosk.bundle.checking import Found
    from kiosk.bundle.manifest import Manifest
    from kiosk.bundle.shelf import Shelf
    from kiosk.catalogue import Service

DAYS = 400
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"])


@click.group()
def command() -> None:
    """Services, words and council keys as one signed file: make, check and take it (docs/bundles.md)."""


@command.command()
@click.option(
    "--out", type=OUT, required=True, help="The file for the private half; keep it off every kiosk."
)
def keys(out: Path) -> None:
    """Make a pair of keys to sign bundles with, and print the line for kiosk.toml."""
    from kiosk.bundle import signing  # noqa: PLC0415 heavy, and only for this command

    public = signing.new_key(out)
    click.echo(f'bundle_keys = ["{public}"]')
    click.echo(f"The private half is in {out} and nowhere else: keep a copy in a safe.", err=True)


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", type=FILE, required=True, help="The private key that 'kiosk bundle keys' made.")
@click.option("--out", type=OUT, required=True, help="The bundle to write, such as merrow.bundle.")
@click.option(
    "--version", "number", type=int, help="Must rise from bundle to bundle; the time now otherwise."
)
@click.option("--not-before", type=MOMENT, help="When kiosks may take it, in UTC; now otherwise.")
@click.option("--expires", type=MOMENT, help=f"Until when, in UTC; {DAYS} days later otherwise.")
@click.option("--min-app", help="The oldest Handrail that can use it; this one otherwise.")
@click.option("--note", default="", help="What changed and why, in one line.")
def make(  # noqa: PLR0917 - one for each option
    folder: Path,
    key: Path,
    out: Path,
    number: int | None,
    not_before: datetime | None,
    expires: datetime | None,
    min_app: str | None,
    note: str,
) -> None:
    """Try out all that is in FOLDER (services/, languages/, council-keys.toml) and sign it as one file."""
    from kiosk.bundle import checking, package, paths, signing  # noqa: PLC0415 heavy, and only for this command
    from kiosk.bundle.manifest import Manifest  # noqa: PLC0415 likewise

    begin = not_before.replace(tzinfo=UTC) if not_before else now().replace(microsecond=0)
    end = expires.replace(tzinfo=UTC) if expires else begin + timedelta(days=DAYS)
    private = signing.load_key(key)
    files = tuple(package.listed(folder, path) for path in paths.files_below(folder))
    number = int(f"{now():%Y%m%d%H%M}") if number is None else number
    manifest = Manifest(number, begin, end, min_app or app(), files, note)
    manifest.check()
    found = checking.check(folder, _with_bar, begin)
    for told in found.advice:
        click.echo(told, err=True)
    package.make(folder, manifest, private, out)
    click.echo(f"{out}: {_in_words(manifest, found)}")


@command.command()
@click.argument("file", type=FILE)
@click.option(
    "--trust", multiple=True, help="A public key to trust instead of kiosk.toml's; may be given twice."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def check(file: Path, trust: tuple[str, ...], as_json: bool) -> None:
    """Say whether a bundle is signed, whole and usable, without taking it."""
    from kiosk.bundle import checking, package, signing  # noqa: PLC0415 heavy, and only for this command
    from kiosk.bundle.head import read_head  # noqa: PLC0415 likewise

    keys = signing.trusted(trust or config.load().bundle_keys)
    with tempfile.TemporaryDirectory() as folder, package.opened(file) as bundle:
        signed = read_head(bundle)
        manifest = package.prove(signed, keys)
        package.check_size(bundle, signed, manifest)
        package.unpack(bundle, manifest, Path(folder))
        found = checking.check(Path(folder), _with_bar, manifest.not_before)
    if as_json:
        click.echo(json.dumps(_as_json(manifest) | {"signed_by": signed.key_id, **vars(found)}, indent=2))
    else:
        click.echo(f"{file}: {_in_words(manifest, found)}; signed by {signed.key_id}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def apply(file: Path, as_json: bool) -> None:
    """Take a bundle: a kiosk that runs uses it from its next visit on. Nothing changes when it is refused."""
    from kiosk.bundle import checking  # noqa: PLC0415 heavy, and only for this command

    taken = shelf(config.load()).take(file, lambda folder: checking.check(folder, _with_bar, now()))
    if as_json:
        click.echo(json.dumps(_as_json(taken.manifest) | {"new": taken.new}, indent=2))
    elif taken.new:
        click.echo(f"Version {taken.manifest.bundle_version} is in use from the next visit on.")
    else:
        click.echo(f"Version {taken.manifest.bundle_version} is in use already.")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> int:
    """Show which bundle is in use. Exit code 1 when something about it is to be put right."""
    from kiosk.bundle.installed import installed, read_state  # noqa: PLC0415 only for this command
    from kiosk.bundle.signing import trusted  # noqa: PLC0415 likewise
    from kiosk.bundle.troubles import troubles as wrong  # noqa: PLC0415 likewise

    settings = config.load()
    root = bundles(settings)
    state, bundle = read_state(root), installed(root)
    highest = state.highest_of(tuple(trusted(settings.bundle_keys)))
    troubles = wrong(settings.data, settings.bundle_keys, now())
    if as_json:
        told = {"in_use": _as_json(bundle.manifest) if bundle else None, "highest": highest}
        click.echo(json.dumps(told | {"troubles": troubles, "trusted": len(settings.bundle_keys)}, indent=2))
        return 1 if troubles else 0
    if bundle is None:
        click.echo("No bundle is in use: the kiosk has the services that it came with.")
    else:
        end = bundle.manifest.expires
        ended = " (it goes on; make a new one)" if end <= now() else ""
        click.echo(f"In use: version {bundle.manifest.bundle_version}, until {end:%d %B %Y}{ended}.")
        if bundle.manifest.note:
            click.echo(f"Its note: {bundle.manifest.note}")
    for sentence in troubles:
        click.echo(sentence)
    click.echo(f"Highest version seen: {highest}. Signing keys trusted: {len(settings.bundle_keys)}.")
    return 1 if troubles else 0


def shelf(settings: config.Config) -> "Shelf":
    """The bundles of this kiosk, with the real clock."""
    from kiosk.bundle.shelf import Shelf  # noqa: PLC0415 heavy, and only where a bundle is taken

    return Shelf(bundles(settings), settings.bundle_keys, now=now, app=app)


def bundles(settings: config.Config) -> Path:
    """The folder of the bundles that were taken."""
    return settings.data / "bundles"


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def app() -> str:
    """The version of this program."""
    try:
        return version("handrail")
    except PackageNotFoundError:  # run from its own folder
        project = tomllib.loads((config.ASSETS.parent / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])


def _with_bar(services: "tuple[Service, ...]") -> "Iterator[Service]":
    with click.progressbar(services, label="Trying out", file=sys.stderr, hidden=len(services) < 2) as each:  # noqa: PLR2004 one needs no bar
        yield from each


def _in_words(manifest: "Manifest", found: "Found") -> str:
    words = ", ".join(found.languages) or "no language"
    return (
        f"version {manifest.bundle_version} until {manifest.expires:%d %B %Y}; services: {len(found.services)}; "
        f"pages: {len(found.pages)}; words of: {words}; council keys: {found.keys}"
    )


def _as_json(manifest: "Manifest") -> dict[str, object]:
    fields = json.loads(manifest.line())
    return {**fields, "files": len(manifest.files), "bytes": manifest.size}
