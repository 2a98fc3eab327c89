"""What every kiosk of this council is told when it is enrolled: [enrolment] in council.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.enrolment import offer
from kiosk.errors import ConfigError, CouncilError

_NAMES = ("url", "authority", "proxy", "settings")


@dataclass(frozen=True)
class Enrolment:
    """``url`` is where kiosks find this API, "" for where they asked; ``proxy`` the web proxy between.

    ``authority`` is a PEM file of the council's own certificate authority, None where the usual ones do; ``settings`` a
    kiosk.toml that all kiosks get, None for none. Both lie beside council.toml, unless they say where.
    """

    url: str = ""
    authority: Path | None = None
    proxy: str = field(default="", repr=False)
    settings: Path | None = None

    def authority_text(self) -> str:
        """The PEM text, "" for none. Raises CouncilError when it cannot be read."""
        text = _text(self.authority)
        try:
            offer.check_authority(text)
        except ConfigError as error:
            raise CouncilError(f"{self.authority}: {error}") from error
        return text

    def settings_text(self) -> str:
        """The text of the kiosk.toml, "" for none. Raises CouncilError when it cannot be read."""
        return _text(self.settings)


def read_enrolment(path: Path, section: Mapping[str, Any]) -> Enrolment:
    """The section of the file ``path``. Raises CouncilError that names what cannot be used."""
    for name, value in section.items():
        if name not in _NAMES:
            raise CouncilError(f"{path}: {name} is none of {', '.join(_NAMES)}.")
        if not isinstance(value, str) or not value.isprintable():
            raise CouncilError(f"{path}: {name} in [enrolment] is text in quotes, not {value!r}.")
    try:
        url = offer.root(section["url"]) if section.get("url") else ""
    except ConfigError as error:
        raise CouncilError(f"{path}: [enrolment]: {error}") from error
    files = {key: path.parent / section[key] for key in ("authority", "settings") if section.get(key)}
    return Enrolment(url, proxy=section.get("proxy", ""), **files)


def _text(file: Path | None) -> str:
    try:
        return file.read_text("utf-8") if file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(f"{file} cannot be read: check [enrolment] in council.toml.") from error
