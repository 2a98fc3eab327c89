"""What the store has to be told."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.destinations import COUNCIL, DestinationSettings


@dataclass(frozen=True)
class Other:
    """A destination besides the council's own API, with its credential."""

    settings: DestinationSettings
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Where things are and how the council is reached.

    ``folder`` holds the data; ``key`` is the council's public key (PEM text); ``url`` the root of its API; ``token``
    this kiosk's credential, all three "" where it is not enrolled; ``authority`` a file of certificates to trust
    instead of the usual ones; ``proxy`` a web proxy; ``others`` where some services go instead.
    """

    folder: Path
    key: str
    url: str
    token: str = field(repr=False)
    authority: Path | None = None
    proxy: str = ""
    others: tuple[Other, ...] = ()

    @property
    def destinations(self) -> tuple[Other, ...]:
        """All of them, the council's own API first where the kiosk is enrolled."""
        if not self.url:
            return self.others
        council = DestinationSettings(COUNCIL, COUNCIL, self.url, authority=self.authority, proxy=self.proxy)
        return (Other(council, self.token), *self.others)
