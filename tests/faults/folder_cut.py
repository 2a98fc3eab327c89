"""Power cuts replayed for a whole folder: which names are in it after one, and how much of each file.

As power_cut.py, with folders: a name that was made, moved or removed is there for sure only once its folder was synced;
of what was done since, any number of steps may have reached the disk, in order, in each folder for itself.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.power_cut import Call as Write
from tests.faults.power_cut import _torn, _unescaped

TRACED = "openat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,write,pwrite64,ftruncate,fsync,fdatasync"
_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?")
_TEXT = re.compile(r'"([^"]*)"')
_HANDLE = re.compile(r"(?:\d+|AT_FDCWD)<([^>]*)>")


@dataclass(frozen=True)
class Step:
    """``kind`` is make, folder, move, remove, write, sync or told; paths are absolute; ``data`` is what was written."""

    kind: str
    path: str
    to: str = ""
    data: bytes = b""


def read_steps(text: str, root: Path) -> Iterator[Step]:
    """What a ``strace -f -y -xx`` says was done below ``root``, and what the process told on its standard output."""
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        step = _step(*found.groups()) if found else None
        if step is not None and (step.kind == "told" or step.path.startswith(str(root))):
            yield step


def _step(name: str, arguments: str, result: str, opened: str | None) -> Step | None:
    texts = [_unescaped(text) for text in _TEXT.findall(arguments)]
    at = [_unescaped(path).decode() for path in _HANDLE.findall(arguments)]
    paths = (
        [str(Path(at[min(n, len(at) - 1)] if at else "/", text.decode())) for n, text in enumerate(texts[:2])]
        if (name not in {"write", "pwrite64"})
        else []
    )
    match name:
        case "openat" if "O_CREAT" in arguments and opened is not None:
            return Step("make", _unescaped(opened).decode())
        case "mkdir" | "mkdirat":
            return Step("folder", paths[0])
        case "rename" | "renameat" | "renameat2":
            return Step("move", paths[0], paths[1])
        case "unlink" | "unlinkat" | "rmdir":
            return Step("remove", paths[0])
        case "write" if arguments.startswith("1<"):
            return Step("told", "", data=texts[0])
        case "write":
            return Step("write", at[0], data=texts[0] if texts else b"")
        case "fsync" | "fdatasync":
            return Step("sync", at[0])
    assert name not in {"pwrite64", "ftruncate"}, "a bundle is written from beginning to end"
    return None


@dataclass
class File:
    """Its bytes for sure, and what was written since."""

    durable: bytes = b""
    pending: list[Write] = field(default_factory=list)
    size: int = 0

    def after(self, dice: random.Random) -> bytes:
        chance = dice.choice((0.0, 0.5, 1.0))
        content = bytearray(self.durable)
        for call in self.pending:
            if dice.random() < chance:
                torn = _torn(call, dice)
                content.extend(bytes(max(0, torn.at - len(content))))
                content[torn.at : torn.at + len(torn.data)] = torn.data
        return bytes(content)


@dataclass
class Folder:
    """Its names now, those that are there for sure, and the changes since: each of names to what they lead to."""

    now: "dict[str, File | Folder]" = field(default_factory=dict)
    durable: "dict[str, File | Folder]" = field(default_factory=dict)
    pending: "list[dict[str, File | Folder | None]]" = field(default_factory=list)

    def change(self, names: "dict[str, File | Folder | None]") -> None:
        self.pending.append(names)
        self.now = _changed(self.now, [names])

    def after(self, dice: random.Random) -> "dict[str, File | Folder]":
        return _changed(self.durable, self.pending[: dice.randint(0, len(self.pending))])


class Disk:
    """A folder as it is now, and as a power cut may leave it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = Folder()

    def apply(self, step: Step) -> None:
        folder, name = self._place(step.path)
        node = folder.now.get(name) if name else self._folder
        match step.kind:
            case "make" if node is None:
                folder.change({name: File()})
            case "folder" if name:
                folder.change({name: Folder()})
            case "move":
                there, new = self._place(step.to)
                assert there is folder, "a move from one folder to another is not replayed"
                folder.change({name: None, new: node})
            case "remove":
                folder.change({name: None})
            case "write":
                node.pending.append(Write("write", name, step.data, node.size))
                node.size += len(step.data)
            case "sync" if isinstance(node, File):
                node.durable, node.pending = _whole(node), []
            case "sync":
                node.durable, node.pending = dict(node.now), []

    def after_a_cut(self, dice: random.Random) -> Mapping[str, bytes | None]:
        """One of the states in which the power may leave it: each name with its bytes, None for a folder."""
        left: dict[str, bytes | None] = {}
        waiting = [("", self._folder)]
        while waiting:
            at, folder = waiting.pop()
            for name, node in folder.after(dice).items():
                if isinstance(node, File):
                    left[at + name] = node.after(dice)
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


def _whole(file: File) -> bytes:
    content = bytearray(file.durable)
    for call in file.pending:
        content[call.at : call.at + len(call.data)] = call.data
    return bytes(content)


def _changed(
    names: "dict[str, File | Folder]", changes: "Iterable[dict[str, File | Folder | None]]"
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
