"""Keys that this machine makes for itself: given by systemd, or a file that the kiosk's user alone can read."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.durable import sync_folder, write_synced
from kiosk.errors import ConfigError

SIZE = 32


@dataclass(frozen=True)
class OwnKey:
    """One such key of SIZE random bytes. ``credential`` is what systemd calls it (LoadCredential=), ``file`` we."""

    file: str
    credential: str

    def load(self, folder: Path, environ: Mapping[str, str] = os.environ) -> bytes:
        """The key that systemd gives, else the file in ``folder``; made when there is none, on disk before it returns.

        Raises ConfigError when it is no key, or can be read by others than the kiosk's user.
        """
        return self._read(folder, environ, make=True)

    def read(self, folder: Path, environ: Mapping[str, str] = os.environ) -> bytes:
        """The same, for who must not make another: raises ConfigError when there is none, too."""
        return self._read(folder, environ, make=False)

    def _read(self, folder: Path, environ: Mapping[str, str], *, make: bool) -> bytes:
        given = Path(environ.get("CREDENTIALS_DIRECTORY") or os.devnull) / self.credential
        own = folder / self.file
        path = given if given.is_file() else own
        try:
            if path is own:
                if make and not own.exists():
                    _make(own)
                if own.stat().st_mode & 0o077:
                    raise ConfigError(f"{own} can be read by others than the kiosk: run 'chmod 600' on it.")
            with path.open("rb") as opened:
                raw = opened.read(SIZE + 1)
        except OSError as error:
            raise ConfigError(
                f"The kiosk’s own key {path} cannot be used ({error.strerror}): check its owner."
            ) from error
        if len(raw) != SIZE:
            raise ConfigError(
                f"{path} is not the kiosk’s own key ({SIZE} bytes): put it back from where it was made."
            )
        return raw


KIOSK_KEY = OwnKey("kiosk.key", "handrail-kiosk-key")
"""What the kiosk's credential at its council is made from (kiosk/enrolment/identity.py)."""

DEVICE_KEY = OwnKey("device.key", "handrail-device-key")
"""What seals submissions for destinations that must be sent plain content (offline_cache/device_key.py)."""


def _make(path: Path) -> None:
    """Whole or not at all: a torn key would lose what is sealed to it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    write_synced(fresh, iter((secrets.token_bytes(SIZE),)), 0o600)
    with contextlib.suppress(FileExistsError):  # another start was first, and its key is the key
        os.link(fresh, path)
    fresh.unlink()
    sync_folder(path.parent)
