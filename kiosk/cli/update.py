"""``kiosk update``: releases of the image and the program: make, check and install them (docs/updates.md)."""

import json
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.bundle import app
from kiosk.errors import ReleaseError

if TYPE_CHECKING:
    from kiosk.releases.here import Here
    from kiosk.releases.ledger import Ledger
    from kiosk.releases.release import Release
    from kiosk.releases.taking import Updater

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SHOWN = Path("/media")
STICK = Path("/run/handrail-stick")
"""Where the image mounts sticks for the kiosk, and where this does when nothing has."""


@click.group()
def command() -> None:
    """Signed releases of the image or the program: make, check and install them (docs/updates.md)."""


@command.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def keys(out: Path) -> None:
    """Make a pair of keys to sign releases with: the private half in OUT, the public one in OUT.pem beside it."""
    from kiosk.bundle import signing  # noqa: PLC0415 heavy, and only for this command
    from kiosk.durable import write_synced  # noqa: PLC0415 likewise
    from kiosk.releases.trust import public_pem  # noqa: PLC0415 likewise

    signing.new_key(out)
    public = out.with_name(f"{out.name}.pem")
    write_synced(public, iter((public_pem(signing.load_key(out)),)))
    click.echo(
        f"The public half, for each kiosk, is {public}. {out} lies nowhere else: keep a copy in a safe."
    )


@command.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--key", type=FILE, required=True, help="The private key that 'kiosk update keys' made.")
@click.option("--out", type=FOLDER, required=True, help="The folder to write, such as image or program.")
@click.option("--version", default="", help="As 1.2.0; read off the files’ names otherwise.")
@click.option("--architecture", default="amd64", show_default=True)
@click.option("--debian", default="13", show_default=True, help="The Debian that a program is for.")
def make(  # noqa: PLR0917 - one for each option
    files: tuple[Path, ...], key: Path, out: Path, version: str, architecture: str, debian: str
) -> None:
    """Make a release of FILES: an image’s .root.img and .efi, or a program’s .deb; and sign it."""
    from kiosk.bundle import signing  # noqa: PLC0415 heavy, and only for this command
    from kiosk.releases.making import describe  # noqa: PLC0415 likewise
    from kiosk.releases.making import make as write  # noqa: PLC0415 likewise

    private = signing.load_key(key)
    issued = datetime.now(UTC).replace(microsecond=0)
    release = describe(files, issued, architecture, debian, version)
    write(release, files, private, out)
    click.echo(f"{out}: {_in_words(release)}")


@command.command()
@click.argument("folder", type=FOLDER)
@click.option("--trust", type=FOLDER, help="A folder of public keys, in place of this machine’s.")
def check(folder: Path, trust: Path | None) -> None:
    """Say whether the release in FOLDER is signed and whole, without installing it."""
    from kiosk.releases.folder import Folder  # noqa: PLC0415 heavy, and only for this command
    from kiosk.releases.trust import keys_in  # noqa: PLC0415 likewise

    with Folder.open(folder) as opened:
        release = opened.prove(keys_in(trust or _here().keys))
        opened.check_whole(release)
    click.echo(f"{folder}: {_in_words(release)}")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> int:
    """Show what runs, what waits and what failed. Exit code 1 when something about it is to be put right."""
    from dataclasses import asdict  # noqa: PLC0415 only for this command

    from kiosk.releases.ledger import FOLDER as PLACE  # noqa: PLC0415 likewise
    from kiosk.releases.ledger import read_ledger  # noqa: PLC0415 likewise

    here, ledger = _here(), read_ledger(PLACE)
    if as_json:
        told = {"kind": here.kind, "version": here.version, **asdict(ledger)}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo(f"Runs: {here.kind} {here.version}")
        if ledger.trying is not None:
            click.echo(f"In hand: {ledger.trying.version} ({ledger.trying.step})")
        for failure in ledger.failed:
            click.echo(failure.why)
        if ledger.refused:
            click.echo(f"The last release that came was not taken. {ledger.refused}")
    return 1 if ledger.refused or ledger.failed else 0


@command.command()
@click.argument("folder", type=FOLDER)
@click.option("--now", is_flag=True, help="Start it at once, whoever is at the kiosk.")
def install(folder: Path, now: bool) -> None:
    """Install the release in FOLDER, as root. It starts with the machine’s next start, or now."""
    updater = _updater()
    release = updater.take(folder)
    click.echo(f"{release.kind} {release.version} is in its place; it runs from the next start on.")
    if now:
        _start(updater.here)


@command.command(name="round", hidden=True)
def round_() -> None:
    """What the kiosk has fetched is installed, and started once nobody is there. Run by systemd, as root."""
    updater = _updater()
    incoming = updater.folder / "incoming"
    try:
        for kind in ("image", "program"):
            if os.path.lexists(incoming / kind):
                _take_away(updater, incoming / kind)
    finally:
        _start_between_visits(updater)


@command.command(hidden=True)
@click.argument("device")
def stick(device: str) -> None:
    """The release on a stick is installed; the round starts it. Run by systemd, as root, with mounts of its own."""
    from kiosk.releases.commands import run  # noqa: PLC0415 only for this command
    from kiosk.releases.stick import mounted, release_on  # noqa: PLC0415 likewise

    updater = _updater()
    with mounted(device, SHOWN, STICK, run) as place:
        found = release_on(place, updater.here.kind)
        if found is None:
            return
        release = updater.take(found)
    click.echo(f"{release.kind} {release.version} is in its place. The stick can be taken out.")
    run(("systemctl", "--no-block", "start", "handrail-update.service"))


@command.command(hidden=True)
def healthy() -> None:
    """The image that runs has proved itself. Run by systemd, as root."""
    from dataclasses import replace  # noqa: PLC0415 only for this command

    from kiosk.releases.release import IMAGE  # noqa: PLC0415 likewise

    updater = _updater()

    def proved(ledger: "Ledger") -> "Ledger":
        attempt = ledger.trying
        is_it = attempt is not None and (attempt.kind, attempt.version) == (IMAGE, updater.here.version)
        return replace(ledger, trying=None, refused="") if is_it else ledger

    updater.settled(proved)


def _take_away(updater: "Updater", place: Path) -> None:
    """Take what was fetched; taken or refused, it is removed: the same bytes would be refused again."""
    try:
        updater.take(place)
    except ReleaseError as error:
        click.echo(f"kiosk: {error}", err=True)
    finally:
        if place.is_symlink():
            place.unlink()
        else:
            shutil.rmtree(place, ignore_errors=True)


def _start_between_visits(updater: "Updater") -> None:
    from kiosk.releases.commands import succeeds  # noqa: PLC0415 only for root's commands
    from kiosk.releases.ledger import READY  # noqa: PLC0415 likewise
    from kiosk.releases.nobody import wait_for_nobody  # noqa: PLC0415 likewise

    attempt = updater.settled().trying
    if attempt is not None and attempt.step == READY and attempt.version != updater.here.version:
        wait_for_nobody(lambda: succeeds(("systemctl", "is-active", "-q", "handrail.service")), time.sleep)
        _start(updater.here)


def _start(here: "Here") -> None:
    from kiosk.releases.commands import run  # noqa: PLC0415 only for root's commands
    from kiosk.releases.release import IMAGE  # noqa: PLC0415 likewise
    from kiosk.releases.watchman import NAME  # noqa: PLC0415 likewise

    if here.kind == IMAGE:
        run(("systemctl", "--no-block", "reboot"))
        return
    run(("systemctl", "daemon-reload"))
    run(("systemctl", "--no-block", "start", NAME))


def _here() -> "Here":
    from kiosk.releases.here import read_here  # noqa: PLC0415 only for these commands

    return read_here(app())


def _updater() -> "Updater":
    from kiosk.releases import ledger, taking  # noqa: PLC0415 only for root's commands
    from kiosk.releases.commands import run  # noqa: PLC0415 likewise
    from kiosk.releases.image import install_image, settle_image  # noqa: PLC0415 likewise
    from kiosk.releases.linux_disk import LinuxDisk  # noqa: PLC0415 likewise
    from kiosk.releases.program import prepare_program  # noqa: PLC0415 likewise
    from kiosk.releases.release import IMAGE  # noqa: PLC0415 likewise

    here, place = _here(), ledger.FOLDER
    if here.kind == IMAGE:
        disk = LinuxDisk(run)
        return taking.Updater(
            here,
            place,
            lambda folder, release, keep: install_image(folder, release, disk, here.version, keep),
            lambda kept: settle_image(disk, here.version, kept),
        )
    return taking.Updater(
        here,
        place,
        lambda folder, release, keep: prepare_program(folder, release, here.version, place, run, keep),
        lambda kept: kept,
    )


def _in_words(release: "Release") -> str:
    for_debian = f", Debian {release.debian}" if release.debian else ""
    return (
        f"{release.kind} {release.version} for {release.architecture}{for_debian}, "
        f"{release.size // 2**20} MiB, issued on {release.issued:%d %B %Y}"
    )
