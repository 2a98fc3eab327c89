"""PINs of staff, one a role: argon2id hashes in one file, and a lock-out that grows, and that no power cut undoes.

Six digits do not hold against somebody who has the file: a PIN stands before a page of the running kiosk and
protects no data (docs/threat-model.md).
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.durable import replace_synced
from kiosk.errors import ConfigError
from kiosk.lockout import Moment, Rule, Tries, now
from kiosk.roles import Role

FILE = "pins.json"
LEAST_DIGITS = 6
MOST_DIGITS = 12
RULE = Rule(free=3, first=30.0, longest=3600.0)
"""No longer, so that somebody who plays with it does not shut staff out for days."""
_MEMORY = 64 * 1024
_PASSES = 3
_LANES = 4
_SALT = 16
"""RFC 9106, 4: its recommendation where memory is scarce: 64 MiB."""


@dataclass(frozen=True)
class Right:
    """It was the PIN of ``role``."""

    role: Role


@dataclass(frozen=True)
class Wrong:
    """It was not; ``wait`` seconds must pass before another is looked at."""

    wait: int


@dataclass(frozen=True)
class Locked:
    """It was not even looked at: ``wait`` seconds are left."""

    wait: int


@dataclass(frozen=True)
class _Entry:
    """``hash`` is a PHC string."""

    hash: str
    tries: Tries = field(default_factory=Tries)


class Pins:
    """The PINs in a data folder, one for each role. Every method takes a moment or waits for the disk."""

    def __init__(self, folder: Path, clock: Callable[[], Moment] = now) -> None:
        self._file = folder / FILE
        self._clock = clock

    def there(self) -> bool:
        """Whether there are any. Answers at once."""
        return self._file.exists()

    def set(self, role: Role, pin: str) -> None:
        """Takes ``pin`` for ``role`` from now on, and forgets the wrong ones.

        Raises ConfigError when it is too easy, or when it is another role's.
        """
        check_strength(pin)
        salt = os.urandom(_SALT)
        made = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY)
        hashed = made.derive_phc_encoded(pin.encode())
        with self._alone():
            others = {name: _Entry(entry.hash) for name, entry in self._read().items() if name != role.value}
            if self._whose(pin, others) is not None:
                raise ConfigError(
                    "Another role has this PIN, and a PIN tells who somebody is: choose another."
                )
            self._write(others | {role.value: _Entry(hashed)})

    def check(self, pin: str) -> Right | Wrong | Locked:
        """Whose PIN it is. Takes a quarter of a second for each role: never on the window's thread.

        It is counted as wrong, on disk, before it is looked at: pulling the plug saves nobody a count. Who guesses
        guesses at all roles at once, so one count stands for all. Raises ConfigError when there is no PIN, or when
        the file cannot be read or written.
        """
        with self._alone():
            return self._check(pin)

    def _check(self, pin: str) -> Right | Wrong | Locked:
        entries = self._read()
        if not entries:
            raise ConfigError("There is no PIN: set one with 'kiosk pin set'.")
        moment = self._clock()
        worst = max((entry.tries for entry in entries.values()), key=lambda tries: tries.wrong)
        tries = worst.at(moment, RULE)
        if left := tries.left(moment, RULE):
            if tries != worst:
                self._write({name: _Entry(entry.hash, tries) for name, entry in entries.items()})
            return Locked(left)
        tries = tries.more(moment, RULE)
        self._write({name: _Entry(entry.hash, tries) for name, entry in entries.items()})
        role = self._whose(pin, entries)
        if role is None:
            return Wrong(round(RULE.wait(tries.wrong)))
        self._write({name: _Entry(entry.hash) for name, entry in entries.items()})
        return Right(role)

    def _whose(self, pin: str, entries: Mapping[str, _Entry]) -> Role | None:
        for name, entry in entries.items():
            try:
                Argon2id.verify_phc_encoded(pin.encode(), entry.hash)
            except InvalidKey:
                continue
            except ValueError as error:
                raise self._damaged() from error
            return Role(name)
        return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While one program looks at a PIN or sets one, no other does: what is set is never written over."""
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise ConfigError(
                f"{self._file.parent} cannot be opened ({error.strerror}), so no PIN is taken: look at whose it is."
            ) from error
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _read(self) -> dict[str, _Entry]:
        if not self._file.exists():
            return {}
        try:
            if self._file.stat().st_mode & 0o077:
                raise ConfigError(
                    f"{self._file} can be read by others than the kiosk: run 'chmod 600' on it."
                )
            read = json.loads(self._file.read_text(encoding="ascii"))
            return {Role(role).value: _checked(entry) for role, entry in read.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged() from error

    def _damaged(self) -> ConfigError:
        return ConfigError(
            f"{self._file} cannot be read: delete it and set the PINs again with 'kiosk pin set'."
        )

    def _write(self, entries: Mapping[str, _Entry]) -> None:
        """Whole or not at all, and on disk before it returns."""
        text = json.dumps({role: {"hash": one.hash, **asdict(one.tries)} for role, one in entries.items()})
        try:
            replace_synced(self._file, text.encode("ascii"), 0o600)
        except OSError as error:
            raise ConfigError(
                f"{self._file} cannot be written ({error.strerror}), so no PIN is taken: make room on the disk."
            ) from error


def check_strength(pin: str) -> None:
    """Raises ConfigError unless ``pin`` is digits, long enough, and none of the first that anybody tries."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise ConfigError(f"A PIN is {LEAST_DIGITS} to {MOST_DIGITS} digits: choose another.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise ConfigError("Digits that are all the same, or that only count up or down, are guessed first.")


def _checked(entry: Mapping[str, object]) -> _Entry:
    found = dict(entry)
    made = _Entry(found.pop("hash"), Tries(**found))  # type: ignore[arg-type]  # each is checked below
    tries = made.tries
    kinds = isinstance(made.hash, str), isinstance(tries.wrong, int), isinstance(tries.boot, str)
    if not (all(kinds) and isinstance(tries.until, int | float) and tries.wrong >= 0):
        raise ValueError("a PIN's entry is damaged")
    return made
