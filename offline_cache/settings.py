"""What the store has to be told."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where things are and how the council is reached.

    ``folder`` holds the data; ``key`` is the council's public key (PEM text); ``url`` the root of its API; ``token``
    this kiosk's credential; ``authority`` a file of certificates to trust instead of the usual ones; ``proxy`` a web
    proxy; ``destination`` a name in DESTINATIONS.
    """

    folder: Path
    key: str
    url: str
    token: str = field(repr=False)
    authority: Path | None = None
    proxy: str = ""
    destination: str = "council"
