"""What the forms that kiosks have just now call their pages: from the bundle on offer, else from our own."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from council_api.bundles import newest
from kiosk.bundle import package
from kiosk.bundle.head import read_head
from kiosk.bundle.manifest import Manifest
from kiosk.catalogue import BUILT_IN
from kiosk.errors import BundleError, FormError
from kiosk.forms.xform import load
from kiosk.insight.kinds import Known, Pages, known_pages

LANGUAGE = "en"
"""The language of these pages."""


@dataclass(frozen=True)
class Wording:
    """``titles`` are those of the services; ``pages`` what their forms say of their pages."""

    titles: Mapping[str, str] = field(default_factory=dict)
    pages: Pages = field(default_factory=dict)

    def title(self, service: str) -> str:
        """What a service is called; made of its id where it is not known."""
        known = service.replace("-", " ").replace("_", " ")
        return self.titles.get(service) or known[:1].upper() + known[1:]


def wording(folder: Path | None) -> Wording:
    """That of the bundle on offer in ``folder`` (Settings.bundles); of what cannot be read nothing is known."""
    return _wording(newest(folder))


@lru_cache(maxsize=2)
def _wording(bundle: Path | None) -> Wording:
    try:
        return _of(_bundled(bundle) if bundle else _built_in())
    except (BundleError, OSError):
        return Wording()


def _built_in() -> Iterator[tuple[str, bytes]]:
    for folder in sorted(BUILT_IN.iterdir()):
        for name in ("manifest.toml", "form.xml"):
            file = folder / name
            if file.is_file():
                yield f"services/{folder.name}/{name}", file.read_bytes()


def _bundled(bundle: Path) -> Iterator[tuple[str, bytes]]:
    with package.opened(bundle) as file:
        for each, blocks in package.contents(file, Manifest.of(read_head(file).line)):
            kept = PurePosixPath(each.path)
            wanted = kept.match("services/*/manifest.toml") or kept.match("services/*/*.xml")
            read = b"".join(blocks) if wanted else b"".join(b"" for _ in blocks)
            if wanted:
                yield each.path, read


def _of(files: Iterable[tuple[str, bytes]]) -> Wording:
    manifests, forms = {}, {}
    for name, data in files:
        folder, _, file = name.rpartition("/")
        if file == "manifest.toml":
            manifests[folder] = data
        else:
            forms[name] = data
    titles: dict[str, str] = {}
    pages: dict[tuple[str, str], Known] = {}
    for folder, data in manifests.items():
        try:
            table = tomllib.loads(data.decode())
            service = str(table["id"])
            titles[service] = str(table["title"][LANGUAGE])
            form = load(forms[f"{folder}/{table.get('form', 'form.xml')}"])
        except (ValueError, KeyError, TypeError, RecursionError, FormError):
            continue  # a service that is not known is shown by its names
        pages.update({(service, page): known for page, known in known_pages(form, LANGUAGE).items()})
    return Wording(titles, pages)
