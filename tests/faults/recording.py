"""What a process did to the files below a folder, and what it told, as strace saw it: the input of the power cuts."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

TRACED = (
    "openat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "write,writev,pwrite64,ftruncate,fsync,fdatasync,sendto,sendmsg"
)
TRACE_NEEDED = "processes cannot be traced here: strace is missing or not allowed"
WATCH = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={TRACED}"]

_LINE = re.compile(r"(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?(?: E[A-Z]+ \(.*\))?")
_TEXT = re.compile(r'"([^"]*)"')
_HANDLE = re.compile(r"(?:\d+|AT_FDCWD)<([^>]*)>")
_NUMBER = re.compile(r", (\d+)$")


@dataclass(frozen=True)
class Step:
    """``kind`` is make, empty, folder, move, remove, write, truncate, sync, failed (a sync that did) or told.

    Paths are absolute. ``data`` is what was written or told; ``at`` an offset or a length, None behind the last write.
    """

    kind: str
    path: str
    to: str = ""
    data: bytes = b""
    at: int | None = None


def can_trace() -> bool:
    """Whether processes can be watched here."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode
        == 0
    )


def record(command: Sequence[object], root: Path, *more: str) -> list[Step]:
    """Run a command to its end and give what it did below ``root``. ``more`` are options of strace."""
    if not can_trace():
        pytest.skip(TRACE_NEEDED)
    out = root.with_name(f"{root.name}.trace")
    done = subprocess.run([*WATCH, *more, "-o", out, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(read_steps(out.read_text(), root))


def read_steps(text: str, root: Path) -> Iterator[Step]:
    """The steps below ``root`` and all that was told, each at the moment when its call came back."""
    for line in _whole_lines(text):
        found = _LINE.fullmatch(line)
        assert found is not None or line.startswith(("+++", "---", "exit")) or "= ?" in line, line[:200]
        for step in _steps(*found.groups()) if found else ():
            if step.kind == "told" or step.path.startswith(str(root)):
                yield step


def _whole_lines(text: str) -> Iterator[str]:
    """Each call as one line, also where another thread's came between its beginning and its end."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        process, _, rest = line.partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            begun[process] = rest.removesuffix("<unfinished ...>").rstrip()
        elif rest.startswith("<... "):
            yield begun.pop(process) + rest.partition(" resumed>")[2]
        else:
            yield rest


def _steps(name: str, arguments: str, result: str, opened: str | None) -> list[Step]:
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    at = [_bytes(path).decode() for path in _HANDLE.findall(arguments)]
    if int(result) < 0:
        return [Step("failed", at[0])] if name in {"fsync", "fdatasync"} else []
    last = _NUMBER.search(arguments)
    match name:
        case "openat" if opened is not None:
            kinds = [kind for kind, flag in (("make", "O_CREAT"), ("empty", "O_TRUNC")) if flag in arguments]
            return [Step(kind, _bytes(opened).decode()) for kind in kinds]
        case "pwrite64" if last:
            return [Step("write", at[0], data=texts[0][: int(result)], at=int(last[1]))]
        case "ftruncate" if last:
            return [Step("truncate", at[0], at=int(last[1]))]
        case "fsync" | "fdatasync":
            return [Step("sync", at[0])]
        case "write" | "writev" | "sendto" | "sendmsg":
            told = arguments.startswith("1<") or at[0].startswith(("socket:", "TCP:"))
            return [Step("told" if told else "write", at[0], data=b"".join(texts)[: int(result)])]
    return _named(name, texts, at)


def _named(name: str, texts: list[bytes], at: list[str]) -> list[Step]:
    """The steps that concern names alone."""
    paths = [
        str(Path(at[min(n, len(at) - 1)] if at else "/", text.decode())) for n, text in enumerate(texts[:2])
    ]
    match name:
        case "mkdir" | "mkdirat":
            return [Step("folder", paths[0])]
        case "rename" | "renameat" | "renameat2":
            return [Step("move", paths[0], paths[1])]
        case "unlink" | "unlinkat" | "rmdir":
            return [Step("remove", paths[0])]
    return []


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
