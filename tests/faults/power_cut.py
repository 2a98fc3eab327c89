"""Power cuts replayed: a process's writes as strace saw them, and the disk as it may be at any of them.

What was synced is there; each write since may be there, be torn at a sector or be missing, in any combination.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TRACED = "pwrite64,write,fdatasync,fsync,ftruncate"
SECTOR = 512
_CALL = re.compile(r'\d+ +(\w+)\((\d+)<([^>]*)>(?:, "([^"]*)")?(?:, (\d+))?(?:, (\d+))?\) += (\d+)')


@dataclass(frozen=True)
class Call:
    """``kind`` is write, truncate, sync or told; ``data`` is what was written or told; ``at`` an offset or a length."""

    kind: str
    name: str
    data: bytes = b""
    at: int = 0


def read_trace(text: str) -> Iterator[Call]:
    """The calls of a ``strace -f -y -xx`` that concern files, and what the process told on its standard output."""
    for line in text.splitlines():
        found = _CALL.fullmatch(line)
        if found is None:
            continue
        name, handle, path, data, second, third, _ = found.groups()
        file = Path(_unescaped(path).decode()).name
        content = _unescaped(data or "")
        match name:
            case "pwrite64":
                yield Call("write", file, content, int(third))
            case "ftruncate":
                yield Call("truncate", file, at=int(second))
            case "fdatasync" | "fsync":
                yield Call("sync", file)
            case "write" if handle == "1":
                yield Call("told", file, content)


class Disk:
    """The files as they are for sure, and what was done to each since it was last synced."""

    def __init__(self) -> None:
        self._durable: dict[str, bytes] = {}
        self._pending: dict[str, list[Call]] = {}

    def apply(self, call: Call) -> None:
        if call.kind == "sync":
            self._durable[call.name] = self._with(call.name, self._pending.pop(call.name, []))
        else:
            self._pending.setdefault(call.name, []).append(call)

    def after_a_cut(self, dice: random.Random) -> Mapping[str, bytes]:
        """One of the states in which the power may leave the files."""
        chance = dice.choice((0.0, 0.5, 0.9, 1.0))
        files = {}
        for name in self._durable.keys() | self._pending.keys():
            reached = [call for call in self._pending.get(name, []) if dice.random() < chance]
            files[name] = self._with(name, [_torn(call, dice) for call in reached])
        return files

    def _with(self, name: str, calls: list[Call]) -> bytes:
        content = bytearray(self._durable.get(name, b""))
        for call in calls:
            if call.kind == "truncate":
                del content[call.at :]
                content.extend(bytes(call.at - len(content)))
            else:
                content.extend(bytes(max(0, call.at - len(content))))
                content[call.at : call.at + len(call.data)] = call.data
        return bytes(content)


def _torn(call: Call, dice: random.Random) -> Call:
    if call.kind != "write" or dice.random() < 0.9:
        return call
    return Call(call.kind, call.name, call.data[: dice.randrange(0, len(call.data) + 1, SECTOR)], call.at)


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
