"""What this kiosk offers: the services, words and keys of the bundle in use, else those that it came with."""

import os
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import config, language, log
from kiosk.errors import BundleError, ConfigError, HandrailError

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from kiosk.bundle.council_keys import TimedKey
    from kiosk.bundle.installed import Installed
    from kiosk.catalogue import Catalogue, Service


class Content:
    """Stays the same for a whole visit; :meth:`renew`, between two visits, takes up what was applied meanwhile.

    ``data`` is the kiosk's data folder, ``destinations`` the names that services may give besides the council's own,
    ``kiosk`` gives the name by which it is told which of two wordings it shows (kiosk/variants.py).
    A bundle that does not load is gone back from, and the log says so.
    """

    def __init__(
        self, data: Path, destinations: Collection[str] = (), kiosk: Callable[[], str] = lambda: ""
    ) -> None:
        self._data = data
        self._kiosk = kiosk
        self._destinations = destinations
        self._root = data / "bundles"
        self._seen: tuple[int, int] | None = None
        self._handle: int | None = None
        self._bundle: Installed | None = None
        self._catalogue: Catalogue | None = None
        self._keys: tuple[TimedKey, ...] = ()
        self._spoilt = ""
        self._look()

    @property
    def version(self) -> int:
        """The version of the bundle in use; 0 for none."""
        return self._bundle.manifest.bundle_version if self._bundle else 0

    @property
    def made(self) -> datetime | None:
        """When the bundle in use was made; None for none."""
        return self._bundle.manifest.not_before if self._bundle else None

    @property
    def expires(self) -> datetime | None:
        """Until when the bundle in use can be taken; None for none. The kiosk goes on with it."""
        return self._bundle.manifest.expires if self._bundle else None

    @property
    def keys(self) -> "tuple[TimedKey, ...]":
        """The council's keys that the bundle in use brings."""
        return self._keys

    @property
    def services(self) -> Path:
        """The folder of the services that are the council's own: the bundle's, else those it came with."""
        own = self._bundle.folder / "services" if self._bundle else None
        return own if own is not None and own.is_dir() else config.ASSETS / "services"

    @property
    def information(self) -> Path:
        """The folder of the pages of information: ours only stand beside our own services."""
        own = self._bundle.folder / "information" if self._bundle else None
        if own is not None and (own.is_dir() or self.services.parent == own.parent):
            return own
        return config.ASSETS / "information"

    def catalogue(self) -> "Catalogue":
        """The services on offer, with those that were added to this kiosk."""
        while self._catalogue is None:
            try:
                self._catalogue = self._load()
            except (ConfigError, OSError) as error:
                self._go_back(str(error))
        return self._catalogue

    def renew(self) -> bool:
        """Between two visits: whether another bundle is in use now than before."""
        if self._spoilt:
            self._go_back(self._spoilt)
            return True
        before = self._bundle
        return self._mark() != self._seen and self._look() != before

    def failed(self, service: "Service", error: HandrailError) -> None:
        """A form did not load: when it is one of the bundle's, that is gone back from once this visit is over."""
        if self._bundle is not None and service.folder.is_relative_to(self._bundle.folder):
            self._spoilt = str(error)

    def sealing_key(self, clock: datetime) -> str | None:
        """The public key (PEM) to seal to now: "" when no bundle names any, None when none of those is in force."""
        if not self._keys or self._bundle is None:
            return ""
        from kiosk.bundle.council_keys import believable, in_force  # noqa: PLC0415 loaded with the keys already

        key = in_force(self._keys, believable(clock, self._bundle.manifest.not_before))
        return key.public_key if key else None

    def _look(self) -> "Installed | None":
        """Take up the bundle that is in use on disk."""
        self._seen = self._mark()
        if self._handle is not None:
            os.close(self._handle)
        self._handle = self._catalogue = None
        self._bundle = self._installed()
        self._keys = self._read_keys()
        folder = self._bundle.folder / "languages" if self._bundle else None
        language.say_first(folder if folder and folder.is_dir() else None)
        return self._bundle

    def _installed(self) -> "Installed | None":
        if self._seen is None:
            return None  # most kiosks at their first start: nothing is loaded for it
        from kiosk.bundle.installed import hold, installed  # noqa: PLC0415 only with a bundle

        bundle = installed(self._root)
        try:
            self._handle = hold(bundle) if bundle else None
        except OSError:  # it is being removed: another is in use by now
            bundle = installed(self._root)
        return bundle

    def _read_keys(self) -> "tuple[TimedKey, ...]":
        file = self._bundle.folder / "council-keys.toml" if self._bundle else None
        if file is None or not file.exists():
            return ()
        from kiosk.bundle.council_keys import read_keys  # noqa: PLC0415 only with keys

        try:
            return read_keys(file)
        except BundleError as error:
            self._spoilt = str(error)
            return ()

    def _load(self) -> "Catalogue":
        from kiosk import catalogue  # noqa: PLC0415 not before a language is chosen

        if self._bundle is not None:
            catalogue.load(
                self.services, information=self.information
            )  # raises, so that a bundle is whole or not in use
        return catalogue.load(
            self.services,
            self._data / "services",
            broken=lambda error: log.error("A service or a page is left out. %s", error),
            destinations=self._destinations,
            information=self.information,
            kiosk=self._kiosk(),
        )

    def _go_back(self, reason: str) -> None:
        bundle, self._spoilt = self._bundle, ""
        if bundle is None:
            raise ConfigError(reason)  # what the kiosk came with cannot be read
        from kiosk.bundle.shelf import go_back  # noqa: PLC0415 heavy, and hardly ever

        log.error("The bundle %s is gone back from. %s", bundle.name, reason)
        try:
            go_back(self._root, bundle.name)
        except BundleError as error:
            log.error("%s", error)
        if self._look() == bundle:  # the disk does not let us: for this run it is left out
            self._bundle, self._keys = None, ()
            language.say_first(None)

    def _mark(self) -> tuple[int, int] | None:
        """What tells that the folder's state was replaced."""
        try:
            found = (self._root / "state.json").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns
