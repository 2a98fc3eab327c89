"""What kiosks offer now: to compare a change with, and to put it beside."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.authoring import folder as service
from kiosk.authoring.comparing import Change, compare, compare_services
from kiosk.bundle import package
from kiosk.bundle.head import read_head
from kiosk.bundle.manifest import Manifest
from kiosk.bundle.paths import INFORMATION, LANGUAGES, SERVICES
from kiosk.catalogue import BUILT_IN, Service, read_service
from kiosk.errors import ConfigError, FormError
from kiosk.forms import xform
from kiosk.forms.form import Form


@dataclass(frozen=True)
class Live:
    """``content`` is a folder with services/ and the like; ``said`` names it in a sentence; ``version`` 0 is none.

    ``parts`` are the folders in it that a bundle holds.
    """

    content: Path
    said: str
    version: int = 0
    parts: tuple[str, ...] = (SERVICES, INFORMATION, LANGUAGES)

    @property
    def services(self) -> Path:
        """The folder of its services."""
        return self.content / SERVICES


@dataclass(frozen=True)
class Compared:
    """A change of one service. ``fresh``: there was none of that id. ``notes`` are to be told first."""

    service: Service
    changes: tuple[Change, ...]
    fresh: bool = False
    notes: tuple[str, ...] = ()


BUILT = Live(
    BUILT_IN.parent, "the services that Handrail comes with", parts=(SERVICES, INFORMATION)
)  # its words every kiosk has

SAME_VERSION = (
    "The questions have changed, and the version has not. Raise it in the sheet “settings”, column “version”: then "
    "people who paused are told what is new."
)


def unpacked(bundle: Path, into: Path) -> Live:
    """A bundle's content, in the empty folder ``into``. Raises BundleError when it is damaged.

    Who signed it is not asked.
    """
    with package.opened(bundle) as file:
        signed = read_head(file)
        manifest = Manifest.of(signed.line)
        package.check_size(file, signed, manifest)
        package.unpack(file, manifest, into)
    said = f"version {manifest.bundle_version}, which began on {manifest.not_before:%d %B %Y}"
    return Live(into, said, manifest.bundle_version)


def changed(folder: Path, live: Live) -> Compared:
    """How a service's folder differs from what is live. Raises FormError and ConfigError for what cannot be used."""
    now = read_service(folder / service.MANIFEST, published=False)
    was = live.services / now.id
    if not (was / service.MANIFEST).is_file():
        was = next(
            (each.parent for each in live.services.glob(f"*/{service.MANIFEST}") if _id(each) == now.id), was
        )
    if not (was / service.MANIFEST).is_file():
        return Compared(now, (), fresh=True)
    return against(folder, was)


def against(folder: Path, other: Path) -> Compared:
    """The same with another folder of a service, or with the file of a form."""
    now = read_service(folder / service.MANIFEST, published=False)
    _, form = service.read(service.sheet_of(folder))
    changes: tuple[Change, ...] = ()
    if other.is_dir():
        old = read_service(other / service.MANIFEST, published=False)
        changes = compare_services(old, now)
        before = published(old)
    else:
        _, before = service.read(other)
    asked = compare(before, form)
    notes = (SAME_VERSION,) if asked and before.version == form.version else ()
    return Compared(now, (*changes, *asked), notes=notes)


def published(found: Service) -> Form:
    """The form of a service as kiosks have it; of its sheet, where it is not published yet."""
    file = found.folder / found.form
    if not file.is_file():
        return service.read(service.sheet_of(found.folder))[1]
    try:
        return xform.load(file.read_bytes(), found.media())
    except OSError as error:
        raise FormError(f"it cannot be read ({error.strerror}).", str(file)) from error


def _id(manifest: Path) -> str:
    try:
        return read_service(manifest).id
    except ConfigError:
        return ""
