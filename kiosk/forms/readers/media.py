"""The data files that a form reads its lists from, found beside it."""

import re
from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers.pictures import MOST_BYTES as LARGEST
from kiosk.forms.readers.pictures import PICTURES, trouble_with

WANTED = re.compile(rb"jr://(?:file|file-csv|images)/([^\"'<>\s]{1,200})")
DATA = {".csv", ".xml", ".geojson"}
MOST_BYTES = 20_000_000
MOST_PICTURES = 100


def beside(path: Path, xml: bytes, made: dict[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files that ``xml`` names and that lie beside ``path``, and a warning when some do not.

    A folder ``NAME-media`` or ``media`` counts as beside. ``made`` are files that the conversion made.
    Pictures are taken when they are small enough; sounds and films are not (see loading/media.py).
    """
    media = dict(made)
    missing = []
    pictures: dict[str, Path] = {}
    for name in dict.fromkeys(match.decode("utf-8", "replace") for match in WANTED.findall(xml)):
        if name in media or name.startswith("last-saved"):
            continue
        found = _look(path, name)
        if found is None:
            missing.append(f"“{name}”")
        elif found.suffix.lower() in DATA:
            media[name] = _read(found, MOST_BYTES - sum(map(len, media.values())))
        elif found.suffix.lower() in PICTURES and len(pictures) < MOST_PICTURES:
            pictures[name] = found
    told = _take(pictures, media)
    if not missing:
        return media, told
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""  # noqa: PLR2004 - as many names as are read
    return media, (
        f"The form uses {', '.join(missing[:3])}{more}: put what is missing in the same folder.",
        *told,
    )


def _take(pictures: dict[str, Path], media: dict[str, bytes]) -> tuple[str, ...]:
    """Adds the pictures that can be shown to ``media``; a sentence for each of the others."""
    told = []
    for name, file in pictures.items():
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if trouble := trouble_with(name, data):
            told.append(trouble)
        else:
            media[name] = data
    return tuple(told)


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
