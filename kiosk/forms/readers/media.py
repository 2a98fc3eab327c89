"""The files that a form needs, found beside it: lists, pictures and recordings."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from kiosk import recordings
from kiosk.errors import FormError
from kiosk.forms.readers import pictures

WANTED = re.compile(rb"jr://(file|file-csv|images|audio)/([^\"'<>\r\n\t]{1,200})")
DATA = {".csv", ".xml", ".geojson"}
MOST_BYTES = 20_000_000
MOST_PICTURES = 100
MOST_RECORDINGS = 500


def beside(path: Path, xml: bytes, made: dict[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files that ``xml`` names and that lie beside ``path``, and a warning when some do not.

    A folder ``NAME-media`` or ``media`` counts as beside. ``made`` are files that the conversion made.
    Pictures and recordings are taken when they can be shown and played; films are not (see loading/media.py).
    """
    media = dict(made)
    missing: dict[str, None] = {}
    shown: dict[str, Path] = {}
    heard: dict[str, Path] = {}
    named = dict.fromkeys(
        (kind, unescape(name.decode("utf-8", "replace")).strip()) for kind, name in WANTED.findall(xml)
    )
    for kind, name in named:
        if name in media or name.startswith("last-saved"):
            continue
        found = _look(path, name)
        if found is None:
            missing[name] = None
        elif found.suffix.lower() in DATA and name.startswith("form."):
            raise FormError(
                f"The list “{name}” has the name of the form itself: call it lists{found.suffix}, in the form too."
            )
        elif found.suffix.lower() in DATA:
            media[name] = _read(found, MOST_BYTES - sum(map(len, media.values())))
        elif kind == b"images" or found.suffix.lower() in pictures.PICTURES:
            shown[name] = found
        elif kind == b"audio":
            heard[name] = found
    told = [*_take_pictures(shown, media), *_take_recordings(heard, media)]
    others = [
        name for kind, name in named if kind == b"audio" and name in missing and not recordings.fits(name)
    ]
    if others:
        told.insert(0, f"The recordings {_some(others)} would not be played: save them as WAV, 16 bit.")
    if missing:
        told.insert(0, f"The form uses {_some([*missing])}: put what is missing in the same folder.")
    return media, tuple(told)


def _some(names: list[str]) -> str:
    """As many as are read."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 the same number
    return ", ".join(f"“{name}”" for name in names[:3]) + more


def _take_pictures(files: dict[str, Path], media: dict[str, bytes]) -> Iterator[str]:
    """Adds the pictures that can be shown to ``media``; a sentence for each of the others."""
    for number, (name, file) in enumerate(files.items()):
        if number == MOST_PICTURES:
            yield f"The form has over {MOST_PICTURES} pictures, so “{name}” and those after it are left out."
            return
        data = _beginning(file, pictures.MOST_BYTES)
        if trouble := pictures.trouble_with(name, data):
            yield trouble
        else:
            media[name] = data


def _take_recordings(files: dict[str, Path], media: dict[str, bytes]) -> Iterator[str]:
    """The same, of recordings that can be played: no more than a bundle has room for beside all else."""
    taken = 0
    for number, (name, file) in enumerate(files.items()):
        if number == MOST_RECORDINGS:
            yield f"The form has over {MOST_RECORDINGS} recordings, so “{name}” and those after it are left out."
            return
        data = _beginning(file, recordings.MOST_BYTES)
        trouble = recordings.trouble_with(name, data)
        if not trouble and taken + len(data) > recordings.MOST_TOGETHER:
            most = recordings.MOST_TOGETHER // 1_000_000
            trouble = f"The recordings are over {most} MB together with “{name}”: save them in mono."
        if trouble:
            yield f"{trouble} Until then the voice reads the words."
        else:
            media[name] = data
            taken += len(data)


def _beginning(file: Path, most: int) -> bytes:
    """All of a file, or a byte more than ``most``."""
    with file.open("rb") as opened:
        return opened.read(most + 1)


def _look(path: Path, name: str) -> Path | None:
    if Path(name).name != name:
        return None  # a form names files of its own folder, never a way to others
    for folder in (path.parent, path.parent / f"{path.stem}-media", path.parent / "media"):
        file = folder / name
        if file.is_file() and file.resolve().parent == folder.resolve():
            return file
    return None


def _read(file: Path, most: int) -> bytes:
    if file.stat().st_size > most:
        raise FormError(
            f"“{file.name}” and the other lists are over {MOST_BYTES // 1_000_000} MB: shorten them."
        )
    return file.read_bytes()
