"""Keypads: which key of which asks what, from a file each (M8). Knows no Qt."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kiosk.config import ASSETS
from kiosk.errors import ConfigError
from kiosk.keys import Command

_SCAN = re.compile(r"scan:\d{1,5}")
"""The code that the key sends, whatever the layout makes of it."""


@dataclass(frozen=True)
class Key:
    """One key of a keypad. ``names``: as Qt calls it ("F17"), or the code that its wire sends ("scan:195").

    ``looks`` is how a person finds it, in each language. ``in_fields``: it acts while somebody types, too; never a
    letter or a digit, since those are typed. ``press``: how pressing it is called within a sentence ("press the round
    key"); without it the key is called as it looks.
    """

    names: tuple[str, ...]
    command: Command
    looks: Mapping[str, str]
    in_fields: bool = False
    press: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """One kind of keypad, read from one file."""

    name: str
    title: Mapping[str, str]
    keys: tuple[Key, ...]

    def key(self, command: Command) -> Key | None:
        """The first key that asks ``command``."""
        return next((key for key in self.keys if key.command is command), None)


@dataclass(frozen=True)
class Keys:
    """All the keypads that this kiosk reads, as one."""

    profiles: tuple[Profile, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Profile, Key]]:
        """Each name with its keypad and key; of two keypads the one listed first."""
        listed = [
            (name, profile, key) for profile in self.profiles for key in profile.keys for name in key.names
        ]
        return {name: (profile, key) for name, profile, key in reversed(listed)}

    def find(self, names: Iterable[str]) -> tuple[Profile, Key] | None:
        """The key that goes by one of ``names``, with its keypad; the first name known counts."""
        return next((self.by_name[name] for name in names if name in self.by_name), None)


def load(
    names: Iterable[str], own: Path, known: Callable[[str], bool], folder: Path = ASSETS / "keys"
) -> Keys:
    """The profiles of kiosk.toml's ``keys``, from ``folder``; each file in ``own`` besides, in place of its namesake.

    ``known`` tells whether there is a key of that name. Raises ConfigError with the file, the key and what to do.
    """
    files = {file.stem: file for place in (folder, own) for file in sorted(place.glob("*.toml"))}
    for name in names:
        if name not in files:
            raise ConfigError(
                f"kiosk.toml: keys names a keypad {name!r} that there is no file for. "
                f"Write some of {', '.join(sorted(files))}."
            )
    chosen = dict.fromkeys([*names, *(file.stem for file in sorted(own.glob("*.toml")))])
    found = Keys(tuple(_profile(files[name], known) for name in chosen))
    _agree(found)
    return found


def _agree(keys: Keys) -> None:
    """Raises ConfigError when two keypads want different things of one key."""
    found = keys.by_name
    for profile in keys.profiles:
        for key in profile.keys:
            for name in key.names:
                other, taken = found[name]
                if taken.command is not key.command:
                    raise ConfigError(
                        f"The key {name} is {taken.command.value!r} in {other.name}.toml and {key.command.value!r} "
                        f"in {profile.name}.toml: mend one of them, or take one out of keys in kiosk.toml."
                    )


def _profile(path: Path, known: Callable[[str], bool]) -> Profile:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): check that it is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not a TOML file: {error}. Mend that line.") from error
    if not _texts(table.get("title")):
        raise ConfigError(f'{path} has no title: write title = {{ en = "…" }}.')
    listed = table.get("key")
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        raise ConfigError(f"{path} has no keys: write a [[key]] for each.")
    return Profile(
        path.stem, table["title"], tuple(_key(path, n, entry, known) for n, entry in enumerate(listed, 1))
    )


def _key(path: Path, number: int, entry: Mapping[str, Any], known: Callable[[str], bool]) -> Key:
    where = f"{path}: key {number}"
    names, in_fields = entry.get("names"), entry.get("in_fields", False)
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ConfigError(f'{where} has no names: write names = ["F17"].')
    where += f" ({names[0]})"
    if unknown := entry.keys() - {"names", "does", "looks", "in_fields", "press"}:
        raise ConfigError(f"{where} has {min(unknown)!r}, which Handrail does not know: take it out.")
    for name in names:
        if not _SCAN.fullmatch(name) and not known(name):
            raise ConfigError(
                f"{where}: there is no key called {name!r}. Press it on the page Learn the buttons to see its name."
            )
    if entry.get("does") not in {command.value for command in Command}:
        raise ConfigError(f"{where}: does must be one of {', '.join(command.value for command in Command)}.")
    if not _texts(entry.get("looks")):
        raise ConfigError(
            f'{where} does not say how it looks: write looks = {{ en = "the round green key" }}.'
        )
    if "press" in entry and not _texts(entry["press"]):
        raise ConfigError(
            f'{where}: write press as part of a sentence: press = {{ en = "press the green key" }}.'
        )
    if not isinstance(in_fields, bool):
        raise ConfigError(f"{where}: in_fields must be true or false.")
    if in_fields and any(len(name) == 1 for name in names):
        raise ConfigError(f"{where}: a letter or a digit is typed, so it cannot have in_fields.")
    return Key(tuple(names), Command(entry["does"]), entry["looks"], in_fields, entry.get("press", {}))


def _texts(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(text, str) and text for text in value.values())
    )
