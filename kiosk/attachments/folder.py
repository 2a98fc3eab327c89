"""Files in a folder that staff named: a memory stick that is put in there, or scans on the library's disk.

Whoever owns the stick is a stranger: no link is followed, nothing but regular files is opened, and no more is looked
at than a page of files needs.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from kiosk.attachments.attachment import MAX_FILE
from kiosk.attachments.kinds import HEAD, FileKind, kind_named, kind_of, needs_all
from kiosk.attachments.offer import Offer, fit_to_show

MOST_SEEN = 2_000
"""Names that are looked at in all, folders counted."""
MOST_OFFERED = 200
DEEPEST = 5
MOST_READ = 40_000_000
"""Bytes of a picture before it is made smaller; other files may have MAX_FILE."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_BLOCK = 1 << 20

Steps = tuple[str, ...]


@dataclass(frozen=True)
class FolderSource:
    """What lies in ``root`` and the folders below it."""

    root: Path

    def offers(self) -> tuple[Offer, ...]:
        """The files of a kind that is taken, newest first; none when the folder is not there."""
        found = sorted(self._walk(), key=lambda pair: (-pair[0], pair[1].name.casefold()))
        offers = [offer for _, offer in found[:MOST_OFFERED]]
        often = Counter(offer.name for offer in offers)
        return tuple(_with_folder(offer) if often[offer.name] > 1 else offer for offer in offers)

    def read(self, offer: Offer) -> bytes | str:
        """All of a file, or what is wrong: the last part of ``problem.file.<…>`` in the words."""
        assert isinstance(offer.key, tuple)  # noqa: S101 one of offers()
        limit = MOST_READ if offer.kind.group == "image" else MAX_FILE
        try:
            handle = self._open(offer.key)
        except FileNotFoundError:
            return "gone"
        except OSError:
            return "unreadable"
        try:
            return _whole(handle, limit)
        except OSError:
            return "unreadable"
        finally:
            os.close(handle)

    def _walk(self) -> Iterator[tuple[float, Offer]]:
        left = MOST_SEEN
        waiting: list[Steps] = [()]
        while waiting and left > 0:
            at = waiting.pop(0)
            for entry in self._entries(at):
                left -= 1
                if left < 0:
                    return
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                path = (*at, entry.name)
                try:
                    if entry.is_dir(follow_symlinks=False):
                        waiting += [path] if len(path) < DEEPEST else []
                    elif entry.is_file(follow_symlinks=False) and (offer := self._offer(path)):
                        yield offer
                except OSError:
                    continue  # the stick was pulled out, or it is damaged there

    def _entries(self, at: Steps) -> list["os.DirEntry[str]"]:
        try:
            with os.scandir(self.root.joinpath(*at)) as entries:
                found = [entry for _, entry in zip(range(MOST_SEEN), entries, strict=False)]
        except OSError:
            return []
        return sorted(found, key=lambda entry: entry.name)

    def _offer(self, path: Steps) -> tuple[float, Offer] | None:
        handle = self._open(path)
        try:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode) or not about.st_size:
                return None
            kind = _seems(os.read(handle, HEAD), path[-1])
        finally:
            os.close(handle)
        if kind is None:
            return None
        return about.st_mtime, Offer(path, fit_to_show(path[-1]), kind, about.st_size, _day(about.st_mtime))

    def _open(self, path: Steps) -> int:
        """A handle of the file, reached folder by folder so that none of them can be a link."""
        handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for step, name in enumerate(path, 1):
            try:
                inner = os.open(name, _FILE if step == len(path) else _FOLDER, dir_fd=handle)
            finally:
                os.close(handle)
            handle = inner
        return handle


def _with_folder(offer: Offer) -> Offer:
    """One of several of the same name says where it lies."""
    assert isinstance(offer.key, tuple)  # noqa: S101 it is the steps to the file
    return replace(offer, name=fit_to_show(" / ".join(offer.key)))


def _day(moment: float) -> date:
    """A camera without a clock, or a lie, is as good as the first day there is."""
    try:
        return datetime.fromtimestamp(moment, tz=UTC).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return date.min


def _seems(head: bytes, name: str) -> FileKind | None:
    """By its beginning; a kind that only the whole can tell, by its name until all of it is read."""
    named = kind_named(name)
    if named is not None and needs_all(named):
        return named
    found = kind_of(head)
    return None if found is None or needs_all(found) else found


def _whole(handle: int, limit: int) -> bytes | str:
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        return "unreadable"
    if before.st_size > limit:
        return "too_big"
    blocks: list[bytes] = []
    left = limit + 1
    while left > 0 and (block := os.read(handle, min(_BLOCK, left))):
        blocks.append(block)
        left -= len(block)
    data, after = b"".join(blocks), os.fstat(handle)
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (
        before.st_size,
        before.st_mtime_ns,
    ):
        return "changed"
    return data
