"""What the council itself says of its services: nothing in a message is what a kiosk said."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from council_api.bundles import newest
from kiosk.bundle import package
from kiosk.bundle.head import read_head
from kiosk.bundle.manifest import Manifest
from kiosk.bundle.paths import SERVICES
from kiosk.catalogue import BUILT_IN
from kiosk.errors import BundleError
from kiosk.language import pick

_SAID = ("title", "next", "contact")


def said_of(folder: Path | None, service: str, language: str) -> Mapping[str, str]:
    """The service's title, what happens next and whom to ask, in ``language`` or else in English; "" for none.

    ``folder`` is that of the bundles that were published; without one it is the services that Handrail comes with,
    as for a kiosk.
    """
    bundle = newest(folder)
    known = _of_bundle(bundle) if bundle else _built_in()
    table = known.get(service, {})
    found = {name: table.get(name) for name in _SAID}
    return {
        name: " ".join(pick(texts, language).split()) if isinstance(texts, dict) else ""
        for name, texts in found.items()
    }


@lru_cache(maxsize=2)
def _of_bundle(file: Path) -> Mapping[str, Mapping[str, Any]]:
    """By the name of the file, which is that of its content."""
    tables: dict[str, Mapping[str, Any]] = {}
    try:
        with package.opened(file) as bundle:
            signed = read_head(bundle)
            manifest = Manifest.of(signed.line)
            paths = [each.path for each in manifest.files if each.path.startswith(f"{SERVICES}/")]
            if not paths:
                return _built_in()
            for each, blocks in package.contents(bundle, manifest):
                data = b"".join(blocks)
                if each.path in paths and each.path.endswith("/manifest.toml"):
                    _add(tables, data)
    except (BundleError, OSError):
        return {}
    return tables


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, Mapping[str, Any]]:
    tables: dict[str, Mapping[str, Any]] = {}
    for file in sorted(BUILT_IN.glob("*/manifest.toml")):
        _add(tables, file.read_bytes())
    return tables


def _add(tables: dict[str, Mapping[str, Any]], data: bytes) -> None:
    try:
        table = tomllib.loads(data.decode())
    except ValueError:  # the kiosks say so
        return
    tables[str(table.get("id", ""))] = table
