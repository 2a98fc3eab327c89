"""What the store has to be told."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where things are and how the council is reached.

    ``folder`` holds the data; ``key`` is the council's public key file (PEM); ``url`` the root of its API; ``token``
    this kiosk's credential; ``authority`` a file of certificates to trust instead of the usual ones; ``proxy`` a web
    proxy; ``destination`` a name in DESTINATIONS.
    """

    folder: Path
    key: Path
    url: str
    token: str
    authority: Path | None = None
    proxy: str = ""
    destination: str = "council"
