"""The releases of the image and the program that the council offers: folders in the data folder, the newest first.

Whether one is signed by the right key is for the kiosks, which alone are told whom to trust.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from council_api.settings import private_folder
from kiosk.durable import sync_folder, write_synced
from kiosk.errors import CouncilError, ReleaseError
from kiosk.releases.folder import Folder
from kiosk.releases.release import MANIFEST, SIGNATURE, Release, numbers

KEPT = 2
"""The newest, and the one before, which a kiosk may be fetching just now, or which a stopped roll-out leaves."""


@dataclass(frozen=True)
class Offered:
    """One that is there. ``place`` is its folder."""

    release: Release
    place: Path

    def files(self) -> dict[str, str]:
        """What of it can be asked for by name, with what tells one version of each from another."""
        return {SIGNATURE: f"{self.release.digest}.sig"} | {
            file.name: file.sha256 for file in self.release.files
        }


def publish(folder: Path, place: Path) -> Release:
    """Offer the release in the folder ``place`` from now on.

    Raises ReleaseError when it is not whole, CouncilError when it is not newer than the one on offer.
    """
    private_folder(folder)
    with Folder.open(place) as opened:
        release, signature = opened.claimed()
        opened.check_whole(release)
        mine = _of(folder, release.kind, release.debian, release.architecture)
        _check_newer(mine, release)
        if shutil.disk_usage(folder).free < 2 * release.size:
            raise CouncilError(f"There is no room for the release in {folder}: free some space first.")
        part = folder / ".part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        for file in release.files:
            write_synced(part / file.name, opened.blocks(file))
        write_synced(part / MANIFEST, iter((release.line(),)))
        write_synced(part / SIGNATURE, iter((signature,)))
    name = "-".join((release.kind, release.debian or "any", release.architecture, release.version))
    part.replace(folder / name)
    sync_folder(folder)
    for old in mine[KEPT - 1 :]:
        shutil.rmtree(old.place, ignore_errors=True)
    return release


def offered(folder: Path | None, kind: str, debian: str, architecture: str) -> tuple[Offered, ...]:
    """Those of a kind for such a machine, the newest first."""
    return _of(folder, kind, debian, architecture) if folder is not None and folder.is_dir() else ()


def _of(folder: Path, kind: str, debian: str, architecture: str) -> tuple[Offered, ...]:
    for_it = (kind, debian, architecture)
    mine = (
        one
        for one in _all(folder)
        if (one.release.kind, one.release.debian, one.release.architecture) == for_it
    )
    return tuple(sorted(mine, key=lambda one: numbers(one.release.version), reverse=True))


def _all(folder: Path) -> Iterator[Offered]:
    for place in folder.iterdir():
        if place.name.startswith("."):
            continue
        try:
            yield Offered(Release.of((place / MANIFEST).read_bytes()), place)
        except (OSError, ReleaseError):
            continue  # it is being removed


def _check_newer(there: tuple[Offered, ...], release: Release) -> None:
    if there and numbers(release.version) <= numbers(there[0].release.version):
        raise CouncilError(
            f"The release {release.version} is not above {there[0].release.version}, which is on offer already, so no "
            "kiosk would take it: make a newer one."
        )
