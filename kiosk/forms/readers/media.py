"""The data files that a form reads its lists from, found beside it."""

import re
from pathlib import Path

from kiosk.errors import FormError

WANTED = re.compile(rb"jr://(?:file|file-csv|images|audio|video)/([^\"'<>\s]{1,200})")
DATA = {".csv", ".xml", ".geojson"}
MOST_BYTES = 20_000_000


def beside(path: Path, xml: bytes, made: dict[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files that ``xml`` names and that lie beside ``path`` (or in ``NAME-media``), and a warning for each that does not.

    ``made`` are files that the conversion made itself. Pictures and sounds are looked for but not read.
    """
    media = dict(made)
    warnings = []
    for name in dict.fromkeys(match.decode("utf-8", "replace") for match in WANTED.findall(xml)):
        if name in media or name.startswith("last-saved"):
            continue
        found = _look(path, name)
        if found is None:
            warnings.append(f"The form uses “{name}”, which is not beside it: put it in the same folder.")
        elif found.suffix.lower() in DATA:
            media[name] = _read(found, MOST_BYTES - sum(map(len, media.values())))
    return media, tuple(warnings)


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
