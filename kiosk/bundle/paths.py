"""Which names a bundle may give its files: the same on every file system, and never outside the bundle."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kiosk.bundle.limits import MAX_DEPTH, MAX_NAME
from kiosk.errors import BundleError

SERVICES = "services"
LANGUAGES = "languages"
INFORMATION = "information"
COUNCIL_KEYS = "council-keys.toml"

_SPECIAL = frozenset('\\:*?"<>|')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})


def check_paths(paths: Iterable[str]) -> None:
    """Raise BundleError naming the first path that is unsafe, given twice, or clashes with another.

    ``services/A/x`` and ``services/a/y`` clash: one folder on some file systems and two on others.
    """
    known: dict[str, str] = {}
    for path in paths:
        check_path(path)
        if path.casefold() in known:
            raise BundleError(
                f"The bundle has two files named {path!r}, or names that differ by letter case alone."
            )
        at = ""
        for part in path.split("/")[:-1]:
            at = f"{at}{part}/"
            if known.setdefault(at.casefold(), at) != at or at[:-1].casefold() in known:
                raise BundleError(f"The bundle has a folder {at!r} that clashes with another name in it.")
        known[path.casefold()] = path
        if f"{path}/".casefold() in known:
            raise BundleError(f"The bundle has a file {path!r} that is a folder as well.")


def check_path(path: str) -> None:
    """Raise BundleError unless ``path`` names a file below one of the places that a bundle has."""
    parts = path.split("/")
    if not all(map(_is_name, parts)) or len(parts) > MAX_DEPTH:
        raise BundleError(
            f"The bundle has a file with an unsafe name ({path[:MAX_NAME]!r}), so none of it is used."
        )
    at_home = path == COUNCIL_KEYS or (len(parts) > 1 and parts[0] in {SERVICES, LANGUAGES, INFORMATION})
    if not at_home:
        raise BundleError(
            f"The bundle has a file {path!r}, but one holds only {SERVICES}/, {INFORMATION}/, {LANGUAGES}/ "
            f"and {COUNCIL_KEYS}."
        )


def files_below(folder: Path) -> list[str]:
    """The paths of all files below ``folder``, sorted. Raises BundleError at what is no plain file or folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BundleError(f"{path} is a link or a device: put the file itself there.")
        if path.is_file():
            found.append(path.relative_to(folder).as_posix())
    return sorted(found)  # as texts: "bins-2/x" comes before "bins/x", and among paths after it


def _is_name(part: str) -> bool:
    return (
        bool(part)
        and len(part) <= MAX_NAME
        and part.isprintable()
        and not set(part) & _SPECIAL
        and part[0] not in ". "
        and part[-1] not in ". "
        and part.partition(".")[0].casefold() not in _DEVICES
        and unicodedata.is_normalized("NFC", part)
    )
