"""The information pages on offer: each a folder with page.toml and a Markdown file for each language."""

from collections.abc import Callable
from pathlib import Path

from kiosk.config import ASSETS
from kiosk.errors import ConfigError
from kiosk.information import article
from kiosk.information.article import Article

BUILT_IN = ASSETS / "information"

MAX_PAGES = 500
"""Folders of one set of pages."""


def _raise(error: ConfigError) -> None:
    raise error


def load(folder: Path, broken: Callable[[ConfigError], object] = _raise) -> tuple[Article, ...]:
    """The pages below ``folder``, in the order to show; () where there is no such folder.

    One that cannot be used is left out and told to ``broken``; without it the ConfigError is raised.
    """
    found: list[Article] = []
    folders = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    for each in folders[:MAX_PAGES]:
        try:
            found.append(article.read(each))
        except ConfigError as error:
            broken(error)
    if len(folders) > MAX_PAGES:
        broken(ConfigError(f"{folder} has more than {MAX_PAGES} pages: take some away."))
    return tuple(sorted(found, key=lambda each: (each.order, each.id)))
