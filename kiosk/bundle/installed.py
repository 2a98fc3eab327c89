"""The folder of the bundles that were taken: the one in use, the last good one, and how high versions have come.

    bundles/
        state.json                what is in use; replaced as a whole
        0000202611220740-1f…/     one bundle: its files, and ``head`` as it was signed
        incoming/                 one that is being unpacked; never in use

After a power cut at any moment the one in use is whole: a folder gets its name once all in it is on disk, and
state.json names it only then.
"""

import fcntl
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.bundle.head import read_head
from kiosk.bundle.limits import MAX_BUNDLE
from kiosk.bundle.manifest import Manifest
from kiosk.errors import BundleError

FOLDER = "bundles"
HEAD = "head"
STATE = "state.json"
NAME = re.compile(r"(\d{16})-[0-9a-f]{16}")
_ANYBODY = "*"


@dataclass(frozen=True)
class State:
    """``current`` and ``previous`` name folders, "" for none; ``highest`` is the highest version by each key."""

    current: str = ""
    previous: str = ""
    highest: Mapping[str, int] = field(default_factory=dict)

    def highest_of(self, key_ids: Sequence[str]) -> int:
        """The highest version that counts while these keys are trusted; 0 for none."""
        return max((self.highest.get(key, 0) for key in (*key_ids, _ANYBODY)), default=0)


@dataclass(frozen=True)
class Installed:
    """A bundle as it lies on the shelf. ``name`` is its folder's."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name


def installed(root: Path) -> Installed | None:
    """The bundle in use, or the last good one when files of that are missing; None when neither is whole.

    Looks at names and sizes alone, so that it may be asked before the first paint.
    """
    state = read_state(root)
    found = (_as_installed(root / name) for name in (state.current, state.previous) if name)
    return next((one for one in found if one is not None), None)


def is_whole(root: Path, name: str) -> bool:
    """Whether a bundle of this name lies there with all its files."""
    return bool(name) and _as_installed(root / name) is not None


def hold(bundle: Installed) -> int:
    """Keep a bundle's files while they are read, whatever is taken meanwhile: until the handle is closed."""
    handle = os.open(bundle.folder / HEAD, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return handle


def read_state(root: Path) -> State:
    """What state.json says. One that is lost or damaged is made up from the folders: the highest is in use."""
    try:
        fields = json.loads((root / STATE).read_bytes())
        state = State(**fields)
        named = (state.current, state.previous)
        if all(name == "" or NAME.fullmatch(name) for name in named) and _are_versions(state.highest):
            return state
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    names = (
        sorted(path.name for path in root.glob("*-*") if NAME.fullmatch(path.name)) if root.exists() else []
    )
    *_, previous, current = "", "", *names
    return State(current, previous, {_ANYBODY: int(current[:16])} if current else {})


def _as_installed(folder: Path) -> Installed | None:
    try:
        if (folder / HEAD).stat().st_size > MAX_BUNDLE:
            return None
        with (folder / HEAD).open("rb") as file:
            manifest = Manifest.of(read_head(file).line)
        whole = all((folder / each.path).stat().st_size == each.size for each in manifest.files)
    except (OSError, BundleError):
        return None
    return Installed(folder, manifest) if whole else None


def _are_versions(value: object) -> bool:
    return isinstance(value, dict) and all(type(number) is int for number in value.values())
