"""A page of information: where it stands, what belongs to it, and its words in each language."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.config import ASSETS
from kiosk.errors import ConfigError
from kiosk.information import markdown
from kiosk.information.edition import Edition
from kiosk.language import FALLBACK, pick

MAX_TOML = 16 * 1024
"""Bytes of one page.toml."""

_KINDS: dict[str, tuple[type, str]] = {
    "category": (str, "text in quotes"),
    "icon": (str, "text in quotes"),
    "order": (int, "a whole number"),
    "services": (list, "a list of the ids of services"),
    "index": (dict, 'written as { en = ["..."] }'),
}
_LANGUAGES = {file.stem for file in (ASSETS / "languages").glob("*.toml")}


@dataclass(frozen=True)
class Article:
    """One page. ``titles`` are by language code; English is always among them.

    ``category`` is the shelf it stands on and ``order`` its place there. ``services`` are the ids of those that
    belong to it, the nearest first. ``index`` are the names of what it is about, by which A to Z lists it.
    """

    id: str
    folder: Path
    category: str
    titles: Mapping[str, str]
    icon: str = "info"
    order: int = 1000
    services: tuple[str, ...] = ()
    index: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Its title in ``language``, else in English."""
        return pick(self.titles, language)

    def language(self, wanted: str) -> str:
        """The code of the language that it is read in by who reads ``wanted``."""
        return wanted if wanted in self.titles else FALLBACK

    def edition(self, wanted: str) -> Edition:
        """All its words in ``wanted``, else in English, read from its file. Raises ConfigError when it is spoilt."""
        file = self.folder / f"{self.language(wanted)}.md"
        return markdown.read(text_of(file, markdown.MAX_FILE), str(file))


def read(folder: Path) -> Article:
    """One page, from its folder. Raises ConfigError with the file and what to do.

    Of its words only the titles are looked at: :meth:`Article.edition` reads them when somebody wants them.
    """
    table = _table(folder / "page.toml")
    titles = {}
    for file in sorted(folder.glob("*.md")):
        if file.stem not in _LANGUAGES:
            raise ConfigError(
                f"{file} is in no language of this kiosk: name it en.md, cy.md, pl.md or ur.md."
            )
        titles[file.stem] = markdown.title(text_of(file, markdown.MAX_FILE))
        if not titles[file.stem]:
            raise ConfigError(f"{file} must begin with its title, on a line that begins with one #.")
    if FALLBACK not in titles:
        raise ConfigError(f"{folder} has no en.md: write it, since every other language falls back on it.")
    table["services"] = tuple(table.get("services", ()))
    return Article(id=folder.name, folder=folder, titles=titles, **table)


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(text_of(path, MAX_TOML))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not a TOML file: {error}. Mend that line.") from error
    for key, value in table.items():
        if key not in _KINDS:
            raise ConfigError(
                f"{path} has a key {key!r} that Handrail does not know: take it out or mend its name."
            )
        kind, how = _KINDS[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ConfigError(f"{path}: {key} must be {how}.")
    if not all(isinstance(name, str) for name in table.get("services", ())):
        raise ConfigError(f"{path}: services must be a list of the ids of services.")
    if not all(_is_list(names) for names in table.get("index", {}).values()):
        raise ConfigError(f'{path}: index must be written as {{ en = ["..."] }}.')
    if not table.get("category"):
        raise ConfigError(f"{path} has no 'category': name the shelf that the page stands on.")
    return table


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def text_of(path: Path, most: int) -> str:
    """What a file says; never more than ``most`` bytes of it are read. Raises ConfigError with what to do."""
    try:
        with path.open("rb") as file:
            found = file.read(most + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): check that it is there.") from error
    if len(found) > most:
        raise ConfigError(f"{path} is longer than {most // 1024} KiB: make several pages of it.")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not written in UTF-8: save it anew as UTF-8.") from error
