"""Where the council API keeps its things: the data folder, the inbox password, the database's address."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import CouncilError
from kiosk.submission import ALPHABET

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
_PASSWORD_GROUPS = 5
_PASSWORD_GROUP = 5


@dataclass(frozen=True)
class Settings:
    """What one run of the council API needs to know.

    ``data`` is the folder with the private keys and the inbox password; ``database`` is an SQLAlchemy URL,
    or None for SQLite in the data folder.
    """

    data: Path
    database: str | None

    @property
    def sqlite(self) -> Path:
        """The database where ``database`` is None."""
        return self.data / "council.db"

    @property
    def keys(self) -> Path:
        """The folder of private keys, one ``<key id>.pem`` each."""
        return self.data / "keys"

    @property
    def bundles(self) -> Path:
        """The folder of the bundles that were published for the kiosks."""
        return self.data / "bundles"

    @property
    def releases(self) -> Path:
        """The folder of the releases of image and program that were published for the kiosks."""
        return self.data / "releases"

    @property
    def policy(self) -> Path:
        """The file with what the council decides for itself; there need be none."""
        return self.data / "council.toml"

    @property
    def metrics_token_file(self) -> Path:
        """The file with the token that opens /metrics and nothing else."""
        return self.data / "metrics-token"

    @property
    def password_file(self) -> Path:
        """The file with the inbox password and nothing else."""
        return self.data / "inbox-password"


def settings_for(data: Path, database: str | None = None) -> Settings:
    """The settings for a data folder, which need not exist yet. Raises CouncilError when it is a file."""
    folder = data.absolute()
    if folder.exists() and not folder.is_dir():
        raise CouncilError(f"{data} is a file: give --data a folder.")
    return Settings(folder, database)


def settings_of(data: Path, database: str | None = None) -> Settings:
    """As settings_for, of a council that is there: for who only reads. Raises CouncilError when there is none."""
    settings = settings_for(data, database)
    if database is None and not settings.sqlite.is_file():
        raise CouncilError(f"There is no council in {data}: give --data the folder that its server uses.")
    return settings


def private_folder(folder: Path) -> None:
    """Make ``folder``, for its owner alone. Raises CouncilError when it cannot be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise CouncilError(
            f"The folder {folder} cannot be made or used ({error.strerror}): choose another with --data."
        ) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise CouncilError(f"The folder {folder} cannot be written to: choose another with --data.")


def private_file(path: Path, data: bytes) -> None:
    """Write a new file that only its owner can read, whole or not at all, and on disk before it returns.

    Raises CouncilError when the file is already there or cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError as error:
        raise CouncilError(f"{path} is already there: move it away or choose another name.") from error
    except OSError as error:
        raise CouncilError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)


def inbox_password(settings: Settings, choose: Callable[[str], str]) -> str:
    """The password of the inbox, made at the first start. ``choose`` picks one character at random."""
    return _secret(settings.password_file, "inbox password", choose)


def metrics_token(settings: Settings, choose: Callable[[str], str]) -> str:
    """The bearer token of /metrics, made at the first start. ``choose`` picks one character at random."""
    return _secret(settings.metrics_token_file, "metrics token", choose)


def _secret(path: Path, name: str, choose: Callable[[str], str]) -> str:
    if not path.exists():
        groups = ("".join(choose(ALPHABET) for _ in range(_PASSWORD_GROUP)) for _ in range(_PASSWORD_GROUPS))
        private_file(path, "-".join(groups).lower().encode() + b"\n")
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(f"The {name} in {path} cannot be read.") from error
    if not secret:
        raise CouncilError(f"{path} is empty: delete it, and a new {name.rsplit(maxsplit=1)[-1]} is made.")
    return secret
