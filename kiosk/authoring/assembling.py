"""From the folder that somebody worked on to the whole content of a bundle."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk import variants
from kiosk.authoring import folder as service
from kiosk.authoring.live import Live
from kiosk.bundle import package
from kiosk.bundle.paths import COUNCIL_KEYS, SERVICES, files_below
from kiosk.catalogue import read_service
from kiosk.errors import ConfigError, FormError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def services_in(folder: Path) -> tuple[Path, ...]:
    """The services that are to be published: the folder itself, or all in its services/. Raises FormError for none."""
    if (folder / service.MANIFEST).is_file():
        return (folder,)
    found = tuple(sorted(each.parent for each in (folder / SERVICES).glob(f"*/{service.MANIFEST}")))
    if not found:
        raise FormError(
            f"there is no {service.MANIFEST} here, and no folder {SERVICES}: name the folder of a service.",
            str(folder),
        )
    return found


def assemble(folder: Path, live: Live, into: Path) -> None:
    """All that a bundle is to hold, in the empty folder ``into``.

    One service takes its place among those that are live; a folder with services/ stands by itself. The forms are
    made of their sheets anew. Raises FormError and ConfigError.
    """
    one = (folder / service.MANIFEST).is_file()
    _copy(live if one else Live(folder, str(folder)), into)
    if one:
        id_ = read_service(folder / service.MANIFEST, published=False).id
        if not _NAME.fullmatch(id_):
            raise ConfigError(
                f"{folder / service.MANIFEST}: write the id in small letters, digits and dashes."
            )
        for old in list(_of_id(into / SERVICES, id_)):
            shutil.rmtree(old)
        _copy_tree(folder, into / SERVICES / id_)
    for sheeted in (into / SERVICES / id_,) if one else services_in(into):
        publish_forms(sheeted)


def differing(content: Path, live: Live) -> tuple[str, ...]:
    """The files that are not as they are live, but for the sheets, which are saved anew without a change."""
    now, then = (
        {package.listed(each, path) for path in _files(each, live)} for each in (content, live.content)
    )
    return tuple(sorted({file.path for file in now ^ then}))


def _files(content: Path, live: Live) -> Iterator[str]:
    if (content / COUNCIL_KEYS).is_file():
        yield COUNCIL_KEYS
    for part in live.parts:
        for path in map(Path, files_below(content / part)):
            if path.suffix == ".xml" or path.stem not in {service.FORM, service.OTHER}:
                yield f"{part}/{path.as_posix()}"


def publish_forms(folder: Path) -> None:
    """Make the XForm of each wording in a service's folder anew. Raises FormError and ConfigError."""
    found = read_service(folder / service.MANIFEST, published=False)
    wordings = variants.NAMES if found.variants else variants.NAMES[:1]
    for variant in wordings:
        sheet = service.sheet_of(folder, service.OTHER if variant == variants.NAMES[1] else service.FORM)
        if sheet.suffix != ".xml":
            source, _ = service.read(sheet)
            (folder / variants.file_of(found.form, variant)).write_bytes(source.xml)


def _copy(live: Live, into: Path) -> None:
    for name in live.parts:
        if (live.content / name).is_dir():
            _copy_tree(live.content / name, into / name)
    if (live.content / COUNCIL_KEYS).is_file():
        shutil.copyfile(live.content / COUNCIL_KEYS, into / COUNCIL_KEYS)


def _copy_tree(folder: Path, into: Path) -> None:
    """Without what programs leave in a folder."""

    def left_out(at: str, names: list[str]) -> set[str]:
        return {name for name in names if not service.belongs(Path(at) / name)}

    shutil.copytree(folder, into, ignore=left_out, symlinks=True)


def _of_id(services: Path, id_: str) -> Iterator[Path]:
    for manifest in services.glob(f"*/{service.MANIFEST}"):
        try:
            if read_service(manifest).id == id_:
                yield manifest.parent
        except ConfigError:
            continue
