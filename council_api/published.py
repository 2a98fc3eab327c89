"""What was published when: one line of history for each bundle, kept after the bundle itself is gone.

The insight page reads from it which wording of a form kiosks had from when on.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kiosk import variants
from kiosk.bundle import package
from kiosk.bundle.manifest import Manifest
from kiosk.durable import replace_synced
from kiosk.errors import BundleError

_ENDING = ".json"
_SERVICE = "services/*/manifest.toml"


@dataclass(frozen=True)
class Published:
    """A bundle that kiosks were offered from ``at`` on (UTC), with the note of who published it.

    ``forms`` tells, for each service's id, the digest of its form as in kiosk.analytics.happenings.Began.form, by
    variant: under "" where there is one wording, under "a" and "b" where there are two.
    """

    version: int
    at: datetime
    note: str
    forms: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Changed:
    """A service got another wording with ``published``. ``before`` and ``after`` are the digests, sorted.

    ``before`` is () where no bundle before had the service.
    """

    service: str
    published: Published
    before: tuple[str, ...]
    after: tuple[str, ...]


def published(folder: Path) -> tuple[Published, ...]:
    """Every bundle that was published from ``folder`` (Settings.bundles), the oldest first."""
    files = sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []
    found = [one for one in map(_read, files) if one is not None]
    # One that is newer than the bundle on offer was written down just before the power went, and never offered.
    offered = max((file.name for file in folder.glob("*.bundle")), default="") if files else ""
    known = [one for one in found if f"{one.version:016d}" <= offered[:16]]
    return tuple(sorted(known, key=lambda one: one.version))


def changes(history: Sequence[Published]) -> tuple[Changed, ...]:
    """Each change of a service's wording, in the order in which they were published."""
    found = []
    known: dict[str, tuple[str, ...]] = {}
    for one in history:
        for service, forms in one.forms.items():
            after = tuple(sorted(forms.values()))
            if known.get(service) != after:
                found.append(Changed(service, one, known.get(service, ()), after))
            known[service] = after
    return tuple(found)


def note_down(folder: Path, manifest: Manifest, forms: Mapping[str, Mapping[str, str]], at: datetime) -> None:
    """Write the line of a bundle that is offered from now on."""
    line = {
        "version": manifest.bundle_version,
        "at": at.astimezone(UTC).isoformat(),
        "note": manifest.note,
        "forms": forms,
    }
    text = json.dumps(line, ensure_ascii=False, indent=1)
    replace_synced(folder / f"{manifest.name}{_ENDING}", text.encode(), 0o600)


def forms_of(bundle: BinaryIO, manifest: Manifest) -> dict[str, dict[str, str]]:
    """Reads a whole bundle, whose head has been read, and gives the digests of its forms as in Published.

    Raises BundleError when a byte of it is damaged.
    """
    digests = {file.path: variants.digest_of(file.sha256) for file in manifest.files}
    found: dict[str, dict[str, str]] = {}
    for file, blocks in package.contents(bundle, manifest):
        path = PurePosixPath(file.path)
        if not path.match(_SERVICE):
            for _block in blocks:
                pass  # its digest is compared at its end
            continue
        service, names = _forms(b"".join(blocks))
        here = {
            variant: digests[f"{path.parent}/{name}"]
            for variant, name in names.items()
            if f"{path.parent}/{name}" in digests
        }
        if service and here:
            found[service] = here
    return found


def _forms(manifest: bytes) -> tuple[str, dict[str, str]]:
    """The id of a service, and the files of its wordings."""
    try:
        table = tomllib.loads(manifest.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BundleError("The bundle has a service whose manifest.toml cannot be read: mend it.") from error
    form = str(table.get("form", "form.xml"))
    names = variants.NAMES if table.get("variants") else ("",)
    return str(table.get("id", "")), {name: variants.file_of(form, name) for name in names}


def _read(file: Path) -> Published | None:
    """One that was damaged is passed over: history is for looking at."""
    try:
        line = json.loads(file.read_bytes())
        at = datetime.fromisoformat(line["at"])
        forms = {str(service): dict(found) for service, found in line["forms"].items()}
        return Published(int(line["version"]), at, str(line["note"]), forms)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
