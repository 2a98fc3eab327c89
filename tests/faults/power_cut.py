"""Power cuts replayed: a folder as it may be at any moment of what a process did to it (recording.py).

What was synced is there. Of what was written to a file since, each sector may be there or be missing, in any order.
A name that was made, moved or removed is there for sure only once its folder was synced; until then any number of such
steps may have reached the disk, in order, in each folder for itself. What was written before a sync that failed may
never reach it, whatever is synced later (the page is marked clean).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from tests.faults.recording import Step

SECTOR = 512


@dataclass
class File:
    """Its bytes for sure, what was written since, and where a write without an offset goes."""

    durable: bytes = b""
    pending: list[Step] = field(default_factory=list)
    end: int = 0

    def write(self, step: Step) -> None:
        at = self.end if step.at is None else step.at
        if step.kind == "write":
            self.end = at + len(step.data)
        self.pending.append(replace(step, at=at))

    def sync(self) -> None:
        self.durable, self.pending = _with(self.durable, self.pending), []

    def fail(self, dice: random.Random) -> None:
        self.durable, self.pending = self.after(dice), []

    def after(self, dice: random.Random) -> bytes:
        chance = dice.choice((0.0, 0.5, 0.9, 1.0))
        reached = [piece for step in self.pending if dice.random() < chance for piece in _torn(step, dice)]
        return _with(self.durable, reached)


@dataclass
class Folder:
    """Its names now, those that are there for sure, and the changes since: each of names to what they lead to."""

    now: "dict[str, File | Folder]" = field(default_factory=dict)
    durable: "dict[str, File | Folder]" = field(default_factory=dict)
    pending: "list[dict[str, File | Folder | None]]" = field(default_factory=list)

    def change(self, names: "dict[str, File | Folder | None]") -> None:
        self.pending.append(names)
        self.now = _changed(self.now, [names])

    def sync(self) -> None:
        self.durable, self.pending = dict(self.now), []

    def fail(self, _dice: random.Random) -> None:
        """None of it need be there: as before."""

    def after(self, dice: random.Random) -> "dict[str, File | Folder]":
        return _changed(self.durable, self.pending[: dice.randint(0, len(self.pending))])


class Disk:
    """A folder as it is now, and as a power cut may leave it. ``ignore`` are names that do not matter."""

    def __init__(self, root: Path, dice: random.Random, ignore: frozenset[str] = frozenset()) -> None:
        self._root = root
        self._dice = dice
        self._ignore = ignore
        self._folder = Folder()

    def holds(self, folder: Path) -> None:
        """Begin with the files of ``folder``, which has no folders in it, all of them synced."""
        for path in folder.iterdir():
            if path.is_file() and path.name not in self._ignore:
                self._folder.now[path.name] = File(path.read_bytes(), end=path.stat().st_size)
        self._folder.sync()

    def apply(self, step: Step) -> None:
        folder, name = self._place(step.path)
        if name in self._ignore:
            return
        node = folder.now.get(name) if name else self._folder
        match step.kind:
            case "make" if node is None:
                folder.change({name: File()})
            case "empty" if isinstance(node, File):
                node.write(replace(step, kind="truncate", at=0))
                node.end = 0
            case "folder" if name:
                folder.change({name: Folder()})
            case "move":
                there, new = self._place(step.to)
                assert there is folder, "a move from one folder to another is not replayed"
                folder.change({name: None, new: node})
            case "remove":
                folder.change({name: None})
            case "write" | "truncate":
                node.write(step)
            case "sync":
                node.sync()
            case "failed":
                node.fail(self._dice)

    def after_a_cut(self) -> Mapping[str, bytes | None]:
        """One of the states in which the power may leave it: each name with its bytes, None for a folder."""
        left: dict[str, bytes | None] = {}
        waiting = [("", self._folder)]
        while waiting:
            at, folder = waiting.pop()
            for name, node in folder.after(self._dice).items():
                if isinstance(node, File):
                    left[at + name] = node.after(self._dice)
                else:
                    left[at + name] = None
                    waiting.append((f"{at}{name}/", node))
        return left

    def _place(self, path: str) -> tuple[Folder, str]:
        parts = Path(path).relative_to(self._root).parts
        folder = self._folder
        for part in parts[:-1]:
            folder = folder.now[part]
        return folder, parts[-1] if parts else ""


def _torn(step: Step, dice: random.Random) -> list[Step]:
    """What of a write reached the disk: nearly always all, else any of its sectors."""
    if step.kind != "write" or dice.random() < 0.9:
        return [step]
    first = step.at - step.at % SECTOR
    cuts = [step.at, *range(first + SECTOR, step.at + len(step.data), SECTOR), step.at + len(step.data)]
    pieces = [replace(step, at=a, data=step.data[a - step.at : b - step.at]) for a, b in pairwise(cuts)]
    return [piece for piece in pieces if dice.random() < 0.5]


def _with(content: bytes, steps: list[Step]) -> bytes:
    changed = bytearray(content)
    for step in steps:
        if step.kind == "truncate":
            del changed[step.at :]
        changed.extend(bytes(max(0, step.at - len(changed))))
        changed[step.at : step.at + len(step.data)] = step.data
    return bytes(changed)


def _changed(
    names: "dict[str, File | Folder]", changes: "list[dict[str, File | Folder | None]]"
) -> "dict[str, File | Folder]":
    after = dict(names)
    for change in changes:
        for name, node in change.items():
            if node is None:
                after.pop(name, None)
            else:
                after[name] = node
    return after


def write(left: Mapping[str, bytes | None], place: Path) -> Path:
    """What a cut left, as files below ``place``."""
    place.mkdir(parents=True)
    for name, data in left.items():
        if data is None:
            (place / name).mkdir()
        else:
            (place / name).write_bytes(data)
    return place
