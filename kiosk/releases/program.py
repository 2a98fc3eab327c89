"""Making a new program ready: its package checked, the present one kept, and the watchman armed.

The watchman (kiosk/releases/watchman.py) installs it once nobody is there, and puts the present one back if the new one
does not come up. Nothing of what runs is touched here.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.durable import replace_synced, sync_folder, write_synced
from kiosk.errors import ReleaseError
from kiosk.releases import watchman
from kiosk.releases.folder import Folder
from kiosk.releases.here import plain
from kiosk.releases.ledger import READY, Attempt
from kiosk.releases.release import Release
from kiosk.releases.repack import repack

PACKAGE = "handrail"
ROOM = 512 * 1024 * 1024
"""Free bytes besides the package: for unpacking it beside the present one, and for the outbox."""

_UNIT = """[Unit]
Description=Sees that the new Handrail program comes up, and goes back if it does not
After=local-fs.target dbus.socket

[Service]
Type=oneshot
ExecStart=/usr/bin/python3 -I {script}
"""

Run = Callable[[Sequence[str]], str]


def prepare_program(  # noqa: PLR0917  each is another collaborator
    folder: Folder,
    release: Release,
    was: str,
    updates: Path,
    run: Run,
    keep: Callable[[Attempt | None], None],
    units: Path = watchman.UNITS,
) -> None:
    """Make a program that is proved and fits ready to be tried. ``was`` is what runs. Raises ReleaseError."""
    place = updates / "program"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = release.file(".deb")
    if shutil.disk_usage(place).free < file.size + ROOM:
        raise ReleaseError(
            "There is no room on this kiosk’s disk for the new program. Free some space first."
        )
    fresh = place / "coming.deb"
    fresh.unlink(missing_ok=True)
    try:
        # Once from where it came, into a folder of root's own: what is checked and installed is this copy.
        write_synced(fresh, folder.blocks(file), 0o600)
        _check_package(fresh, release, run)
        _check_needs(fresh, run)
        _keep_present(place, run)
        fresh.replace(place / watchman.NEXT)
    finally:
        fresh.unlink(missing_ok=True)
    _arm(place, units)
    keep(Attempt(release.kind, release.version, release.digest, was, READY))


def _check_package(file: Path, release: Release, run: Run) -> None:
    told = run(("dpkg-deb", "-f", str(file), "Package", "Version", "Architecture"))
    fields = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    if fields.get("Package") != PACKAGE or plain(fields.get("Version", "")) != release.version:
        raise ReleaseError("The package in the release is another than the release says.")
    if fields.get("Architecture") not in {release.architecture, "all"}:
        raise ReleaseError("The package in the release is for another kind of computer.")


def _check_needs(file: Path, run: Run) -> None:
    """Nothing is fetched: what it needs is here, or it is not taken."""
    try:
        told = run(("apt-get", "install", "--simulate", "--no-download", "--no-remove", "-qq", str(file)))
    except ReleaseError as error:
        raise ReleaseError(
            "The new program needs what is not installed here: let apt install that first."
        ) from error
    words = (line.split() for line in told.splitlines() if line.startswith("Inst "))
    needs = [word[1] for word in words if word[1].partition(":")[0] != PACKAGE]
    if needs:
        raise ReleaseError(f"The new program needs {', '.join(needs[:5])}, which apt has to install first.")


def _keep_present(place: Path, run: Run) -> None:
    """The package of the program that runs, to come back to: as it came, else put together from what is installed."""
    version = run(("dpkg-query", "-W", "-f", "${Version}", PACKAGE)).strip()
    current, previous = place / watchman.CURRENT, place / watchman.PREVIOUS
    if previous.exists() and _version(previous, run) == version:
        return
    if current.exists() and _version(current, run) == version:
        current.replace(previous)
    else:
        made = place / "made.deb"
        repack(PACKAGE, place / "tree", made, run)
        made.replace(previous)
    sync_folder(place)


def _version(file: Path, run: Run) -> str:
    return run(("dpkg-deb", "-f", str(file), "Version")).strip()


def _arm(place: Path, units: Path) -> None:
    script = place / "watchman.py"
    replace_synced(script, Path(watchman.__file__).read_bytes())
    replace_synced(units / watchman.NAME, _UNIT.format(script=script).encode())
    wants = units / "multi-user.target.wants"
    wants.mkdir(exist_ok=True)
    link = wants / watchman.NAME
    link.unlink(missing_ok=True)
    link.symlink_to(units / watchman.NAME)
    sync_folder(wants)
    sync_folder(place)
