"""Where else submissions can go than to the council's own API: what kiosk.toml says under [destinations.NAME]."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.errors import ConfigError

COUNCIL = "council"
"""The name of the council's own API, to which a service goes whose manifest names no destination."""

AUTHS: Mapping[str, frozenset[str]] = {
    "openrosa": frozenset({"none", "url", "basic", "digest", "token"}),
    "open311": frozenset({"none", "key"}),
}
"""The kinds of destination, each with the ways in which it can know this kiosk."""

FORMATS = ("json", "xml")
PLACE = "{secret}"
_REQUIRED = ("kind", "url")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MOST_BYTES = 4096


@dataclass(frozen=True)
class DestinationSettings:
    """One destination.

    ``kind`` is a key of AUTHS and ``auth`` one of its values. ``secret`` is never the credential itself but the name
    of the file that holds it (:func:`read_secret`). With ``auth`` "url" the address has ``{secret}`` where it goes.
    ``authority`` is a file of certificates to trust instead of the usual ones; ``jurisdiction`` and
    ``format`` (one of FORMATS) are Open311's.
    """

    name: str
    kind: str
    url: str
    auth: str = "none"
    user: str = ""
    secret: str = ""
    authority: Path | None = None
    proxy: str = field(default="", repr=False)  # it may hold the proxy's own password
    jurisdiction: str = ""
    format: str = "json"


def read(table: object, file: Path) -> dict[str, DestinationSettings]:
    """The tables under [destinations] of ``file``, by name. Raises ConfigError with the key and what to do."""
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: write each destination as a table, [destinations.NAME].")
    return {name: _one(name, values, file) for name, values in table.items()}


def read_secret(settings: DestinationSettings, folder: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The credential: systemd's (LoadCredential=) when it gave one of that name, else credentials/NAME in ``folder``.

    Raises ConfigError when it is not there, empty, or can be read by others than the kiosk's user.
    """
    if settings.auth == "none":
        return ""
    given = environ.get("CREDENTIALS_DIRECTORY", "")
    file = Path(given) / settings.secret if given else Path()
    own = not (given and file.is_file())
    if own:
        file = folder / "credentials" / settings.secret
    try:
        if own and file.stat().st_mode & 0o077:
            raise ConfigError(f"{file} can be read by others than the kiosk: run 'chmod 600' on it.")
        with file.open("rb") as opened:
            secret = opened.read(_MOST_BYTES).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The credential of the destination {settings.name!r} cannot be read from {file}: put it there."
        ) from error
    if not secret.isprintable() or not secret:
        raise ConfigError(f"{file} must hold one line, the credential of {settings.name!r}: write it again.")
    return secret


def _one(name: str, values: object, file: Path) -> DestinationSettings:
    at = f"{file}: [destinations.{name}]"
    if not _NAME.fullmatch(name) or name == COUNCIL:
        raise ConfigError(f"{at}: choose another name, of small letters, digits and dashes.")
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise ConfigError(f"{at}: every value must be text in quotes.")
    known = set(DestinationSettings.__dataclass_fields__) - {"name"}
    for key in values:
        if key not in known:
            raise ConfigError(f"{at} has a key {key!r} that Handrail does not know: mend its name.")
    for key in _REQUIRED:
        if not values.get(key):
            raise ConfigError(f"{at} has no {key}: add it.")
    fields: dict[str, Any] = dict(values)
    if authority := fields.pop("authority", ""):
        fields["authority"] = file.parent / authority
    made = DestinationSettings(name, **fields)
    _check(made, at)
    return made


def _check(made: DestinationSettings, at: str) -> None:
    if made.kind not in AUTHS:
        raise ConfigError(f"{at}: there is no kind {made.kind!r}: write one of {', '.join(sorted(AUTHS))}.")
    if made.auth not in AUTHS[made.kind]:
        ways = ", ".join(sorted(AUTHS[made.kind]))
        raise ConfigError(f"{at}: auth {made.auth!r} is not known for {made.kind}: write one of {ways}.")
    if (made.auth == "url") != (PLACE in made.url):
        raise ConfigError(f'{at}: write {PLACE} into the url exactly when auth is "url".')
    if made.auth != "none" and not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,99}", made.secret):
        raise ConfigError(f"{at}: secret must be the name of the file in credentials/ that holds it.")
    if made.auth in {"basic", "digest"} and not made.user:
        raise ConfigError(f"{at} has no user: add it.")
    if made.format not in FORMATS:
        raise ConfigError(f"{at}: format must be one of {', '.join(FORMATS)}.")
    if made.authority is not None and not made.authority.is_file():
        raise ConfigError(f"{at}: the file of certificates {made.authority} is not there: put it there.")
