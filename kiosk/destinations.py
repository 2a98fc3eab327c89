"""Where else submissions can go than to the council's own API: what kiosk.toml says under [destinations.NAME]."""

import os
import re
from collections.abc import Iterator, Mapping
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


def made(name: str, values: Any, beside: Path) -> DestinationSettings:
    """One table without faults; paths are reckoned from the folder ``beside``."""
    fields: dict[str, Any] = dict(values)
    if authority := fields.pop("authority", ""):
        fields["authority"] = beside / authority
    return DestinationSettings(name, **fields)


def faults(name: str, values: object, beside: Path) -> Iterator[tuple[str, str, str]]:
    """All that is wrong with one table: the key ("" for all of it), what of it, and a sentence that says what to do."""
    if not _NAME.fullmatch(name) or name == COUNCIL:
        yield "", "cannot be called that", "Choose another name, of small letters, digits and dashes."
    if not isinstance(values, dict):
        yield "", "must be a table", "Write its keys below it, each value as text in quotes."
        return
    from kiosk.settings.destination import DESTINATION  # noqa: PLC0415 its table asks this file for its names
    from kiosk.settings.mistakes import nearest  # noqa: PLC0415 likewise

    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    for key in values:
        if key not in DESTINATION:
            near = nearest(key, DESTINATION)
            yield (
                key,
                f"has a key {key!r} that Handrail does not know",
                f"Write {near}." if near else "Take it out.",
            )
        elif key not in texts:
            yield key, f"has {key} not as text in quotes", "Put it in quotes."
    for key in _REQUIRED:
        if not values.get(key):
            yield "", f"has no {key}", "Add it."
    known = {key: text for key, text in texts.items() if key in DESTINATION}
    if all(known.get(key) for key in _REQUIRED):
        yield from _at_odds(made(name, known, beside))


def _at_odds(made: DestinationSettings) -> Iterator[tuple[str, str, str]]:
    """What does not fit together."""
    if made.kind not in AUTHS:
        yield "kind", f"has no kind {made.kind!r} to go to", f"Write one of {', '.join(sorted(AUTHS))}."
    elif made.auth not in AUTHS[made.kind]:
        ways = ", ".join(sorted(AUTHS[made.kind]))
        yield "auth", f"has an auth {made.auth!r} that is not known for {made.kind}", f"Write one of {ways}."
    if (made.auth == "url") != (PLACE in made.url):
        yield "url", f"must have {PLACE} in its url exactly when auth is 'url'", "Mend one of the two."
    if made.auth != "none" and not re.fullmatch(r"(?!handrail-)[A-Za-z0-9][\w.-]{0,99}", made.secret):
        yield (
            "secret",
            "must name in secret the file that holds it",
            "Write the name of the file in credentials/.",
        )
    if made.auth in {"basic", "digest"} and not made.user:
        yield "user", "has no user", "Add it."
    if made.format not in FORMATS:
        yield (
            "format",
            f"has a format {made.format!r} that is not known",
            f"Write one of {', '.join(FORMATS)}.",
        )
    if made.authority is not None and not made.authority.is_file():
        yield (
            "authority",
            f"names the file of certificates {made.authority}, which is not there",
            "Put it there.",
        )
