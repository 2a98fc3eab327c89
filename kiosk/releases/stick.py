"""A stick that was plugged in: mounted by root, read-only, where nobody else sees it, and looked over for releases."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import ReleaseError

FOLDER = "handrail"
KINDS = ("vfat", "exfat", "ext4")
"""The file systems that the kernel may be shown: each is code that a stranger's bytes run through."""

_DEVICE = re.compile(r"/dev/sd[a-z]{1,2}[0-9]{0,3}")
_OPTIONS = "ro,nosuid,nodev,noexec,noatime"
_MORE = {"ext4": ",noload"}

Run = Callable[[Sequence[str]], str]


@contextmanager
def mounted(device: str, shown: Path, place: Path, run: Run) -> Iterator[Path]:
    """The stick: where it is mounted below ``shown`` already, else at ``place``. Raises ReleaseError.

    Call it in a mount namespace of its own, so that nobody else sees the second.
    """
    if not _DEVICE.fullmatch(device):
        raise ReleaseError(f"{device[:40]!r} is no stick.")
    there = shown / Path(device).name
    if there.is_mount():
        yield there
        return
    kind = _kind(device, run)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    run(("mount", "-t", kind, "-o", _OPTIONS + _MORE.get(kind, ""), "--", device, str(place)))
    try:
        yield place
    finally:
        with suppress(ReleaseError):
            run(("umount", "--lazy", "--", str(place)))


def release_on(stick: Path, kind: str) -> Path | None:
    """The folder of a release of this kind on a stick; None when there is none. No link is followed."""
    for path in (stick / FOLDER, stick / FOLDER / kind):
        try:
            os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC))
        except OSError:
            return None
    return stick / FOLDER / kind


def _kind(device: str, run: Run) -> str:
    told = json.loads(run(("lsblk", "-Jdpo", "NAME,FSTYPE", device)))["blockdevices"]
    kind = str(told[0].get("fstype")) if told else ""
    if kind not in KINDS:
        raise ReleaseError(f"A stick is read when it has {', '.join(KINDS[:-1])} or {KINDS[-1]} on it.")
    return kind
