"""The bundles that the council offers its kiosks: files in the data folder, the one of the highest version counts.

Whether a bundle is signed by the right key is for the kiosks, which alone are told whom to trust.
"""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from council_api.published import forms_of, note_down
from council_api.settings import private_folder
from kiosk.bundle import package
from kiosk.bundle.head import read_head
from kiosk.bundle.manifest import Manifest
from kiosk.durable import sync_folder, write_synced
from kiosk.errors import CouncilError

KEPT = 10
"""The newest, the one before, which a kiosk may be fetching just now, and others that can be gone back to."""

_BLOCK = 256 * 1024
_NAME = re.compile(r"\d{16}-[0-9a-f]{16}\.bundle")


def publish(folder: Path, file: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Offer a bundle from now on; gives its version. What it has, and its note, are written down (published.py).

    Raises BundleError when it is not whole, CouncilError when it is not newer than the one on offer.
    """
    private_folder(folder)
    with package.opened(file) as bundle:
        signed = read_head(bundle)
        manifest = Manifest.of(signed.line)
        package.check_size(bundle, signed, manifest)
        forms = forms_of(bundle, manifest)
        _check_newer(folder, manifest)
        if shutil.disk_usage(folder).free < 2 * (signed.start + manifest.size):
            raise CouncilError(f"There is no room for the bundle in {folder}: free some space first.")
        bundle.seek(0)
        part = folder / ".part"
        part.unlink(missing_ok=True)
        write_synced(part, iter(lambda: bundle.read(_BLOCK), b""))
    note_down(folder, manifest, forms, now())
    part.replace(folder / f"{manifest.name}.bundle")
    sync_folder(folder)
    for old in kept(folder)[:-KEPT]:
        old.unlink()
    return manifest.bundle_version


def newest(folder: Path | None) -> Path | None:
    """The bundle on offer; None when nothing was published yet."""
    found = kept(folder) if folder is not None and folder.is_dir() else []
    return found[-1] if found else None


def _check_newer(folder: Path, manifest: Manifest) -> None:
    on_offer = newest(folder)
    version = int(on_offer.name[:16]) if on_offer else 0
    if manifest.bundle_version <= version:
        raise CouncilError(
            f"The version {manifest.bundle_version} is not above {version}, which is on offer already, so no kiosk "
            "would take it: make the bundle again."
        )


def kept(folder: Path) -> list[Path]:
    """The bundles that are still there, the newest last."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def version_of(bundle: Path) -> str:
    """The version of one that was published, as it is written for a roll-out (rollout.py)."""
    return str(int(bundle.name[:16]))
