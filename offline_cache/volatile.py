"""A folder in memory: what lies there is gone with the power, and no disk was ever written."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_IN_MEMORY = {"tmpfs", "ramfs"}
_LONGEST = 100
"""Letters of a path that make a name: more is not needed to tell two kiosks of one computer apart."""
_SHARED = Path("/dev/shm")  # noqa: S108 not for others: what is made there is checked to be ours alone


def folder_for(data: Path, environ: Mapping[str, str] = os.environ, mounts: Path = _MOUNTS) -> Path | None:
    """A folder of this user's alone in memory, for the kiosk whose data folder is ``data``; None where there is none.

    It is where systemd made a folder for the program (RUNTIME_DIRECTORY), else in XDG_RUNTIME_DIR, else in /run/user,
    else in /dev/shm, and has the same name at each start.
    """
    path = str(data.resolve()).replace("-", "--").replace("/", "-")
    name = f"handrail-{os.getuid()}{path[-_LONGEST:]}"
    given = (environ.get(variable, "") for variable in ("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"))
    for base in (*(Path(runtime) for runtime in given if runtime), Path(f"/run/user/{os.getuid()}"), _SHARED):
        folder = base / name
        if in_memory(base, mounts) and _ours_alone(folder):
            return folder
    return None


def in_memory(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether ``folder`` is there and on a file system that has no disk below it."""
    try:
        place = folder.resolve(strict=True)
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    kinds: dict[Path, str] = {}
    for line in lines:
        fields, _, rest = line.partition(" - ")
        place_of = Path(_unescaped(fields.split()[4]))
        kinds[place_of] = rest.split()[0]  # the last mounted on a place is what is seen
    mounted = next((kinds[above] for above in (place, *place.parents) if above in kinds), "")
    return mounted in _IN_MEMORY


def _unescaped(path: str) -> str:
    for sign in " \t\n\\":
        path = path.replace(f"\\{ord(sign):03o}", sign)
    return path


def _ours_alone(folder: Path) -> bool:
    """Makes the folder; False when somebody else made one of this name, or can look into it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
