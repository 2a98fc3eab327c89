"""A package put together again from what is installed: the way back from the first update by release."""

import os
import shutil
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.durable import sync_folder

_OF_STATUS = ("Status:", "Conffiles:", "Config-Version:")


def repack(package: str, tree: Path, out: Path, run: Callable[[Sequence[str]], str]) -> None:
    """Write the package as ``out``, on disk when this returns; ``tree`` is a folder to work in. Raises ReleaseError.

    Settings are taken as they are now.
    """
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(mode=0o755, parents=True)
    try:
        for line in run(("dpkg-query", "-L", package)).splitlines():
            if line.startswith("/") and line != "/.":
                _copy(Path(line), tree / line.lstrip("/"))
        control = tree / "DEBIAN"
        control.mkdir(mode=0o755)
        for line in run(("dpkg-query", "--control-path", package)).splitlines():
            shutil.copy(line, control / Path(line).name.removeprefix(f"{package}."))
        _keep_listed(control / "conffiles", tree)
        (control / "control").write_text(_fields(run(("dpkg-query", "-s", package))), encoding="utf-8")
        run(("dpkg-deb", "-Zgzip", "-z1", "--build", str(tree), str(out)))
        with out.open("rb") as file:
            os.fsync(file.fileno())
        sync_folder(out.parent)
    finally:
        shutil.rmtree(tree, ignore_errors=True)


def _copy(here: Path, there: Path) -> None:
    try:
        mode = here.lstat().st_mode
    except FileNotFoundError:
        return  # somebody deleted it
    if stat.S_ISDIR(mode):
        there.mkdir(parents=True, exist_ok=True)
    else:
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(here, there, follow_symlinks=False)
    if not stat.S_ISLNK(mode):
        there.chmod(stat.S_IMODE(mode))


def _keep_listed(conffiles: Path, tree: Path) -> None:
    """Of the list of settings those that are there: a package must have each file that it lists."""
    if conffiles.exists():
        listed = conffiles.read_text(encoding="utf-8").splitlines()
        kept = [line for line in listed if (tree / line.split()[-1].lstrip("/")).exists()]
        conffiles.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


def _fields(status: str) -> str:
    """The control file of a package, from what dpkg tells of it."""
    kept, leave = [], False
    for line in status.splitlines():
        if not line.startswith(" "):
            leave = line.startswith(_OF_STATUS)
        if not leave and line:
            kept.append(line)
    return "\n".join(kept) + "\n"
