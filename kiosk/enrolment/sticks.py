"""Sticks that enrol: handrail/enrol*.json by the council, and request and answer where there is no network."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kiosk.durable import replace_synced
from kiosk.enrolment import answer, offer
from kiosk.enrolment.answer import Answer
from kiosk.enrolment.offer import Offer
from kiosk.enrolment.request import Request
from kiosk.enrolment.trouble import TroubleError
from kiosk.errors import ConfigError
from kiosk.sticks import entries, is_a, sticks_with

FOLDER = "handrail"
_USED = "used-"
MOST_FILES = 100
_SHOWN = 8

Read = TypeVar("Read")


def offers(place: Path) -> tuple[tuple[Path, Offer], ...]:
    """What the sticks below ``place`` offer a kiosk, by name. What cannot be read is passed over."""
    return tuple(_read(place, "enrol", offer.of_json))


def answers(place: Path, digest: str) -> tuple[tuple[Path, Answer], ...]:
    """The council's answers on the sticks, for this kiosk alone."""
    return tuple(one for one in _read(place, "answer", answer.of_json) if one[1].digest == digest)


def mark_used(file: Path) -> None:
    """So that no other kiosk tries it; a stick that cannot be written to is left as it is: its code is used anyhow."""
    with suppress(OSError):
        file.rename(file.with_name(f"{_USED}{file.name}"))


def name_of(what: str, digest: str) -> str:
    """How a request or an answer is called on a stick."""
    return f"{what}-{digest[:_SHOWN]}.json"


def write_request(place: Path, request: Request) -> Path:
    """Write it to the first stick that takes it. Raises TroubleError when there is none."""
    found = list(_sticks(place))
    for stick in sorted(found, key=lambda path: not os.path.ismount(path)):
        with suppress(OSError):
            return write(stick, name_of("request", request.digest), request.to_json())
    raise TroubleError("stick", "There is no stick that can be written to: put one in, and wait a moment.")


def write(stick: Path, name: str, data: bytes) -> Path:
    """Put a file where a kiosk, or the council, looks for it. Raises OSError."""
    folder = stick / FOLDER
    folder.mkdir(exist_ok=True)
    replace_synced(folder / name, data)
    return folder / name


def _sticks(place: Path) -> Iterator[Path]:
    """As sticks_with, whatever is on them."""
    first = [path for path in entries(place) if is_a(path, stat.S_ISDIR)]
    yield from first
    for outer in first:
        yield from (path for path in entries(outer) if is_a(path, stat.S_ISDIR) and path.name != FOLDER)


def _read(place: Path, begins: str, of: Callable[[bytes], Read]) -> Iterator[tuple[Path, Read]]:
    for stick in sticks_with(place, FOLDER):
        names = [
            path
            for path in entries(stick / FOLDER)
            if path.name.startswith(begins) and path.suffix == ".json" and is_a(path, stat.S_ISREG)
        ]
        for path in names[:MOST_FILES]:
            with suppress(OSError, ConfigError):
                yield path, of(_bytes(path))


def _bytes(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        return file.read(offer.MOST + 1)
