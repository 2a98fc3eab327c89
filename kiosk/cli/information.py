"""``kiosk information``: what to mend in the pages of information that people read at the kiosk."""

from collections.abc import Sequence
from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Look over pages of information (Markdown, a folder a page)."""


@command.command()
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
def check(folders: Sequence[Path]) -> int:
    """Say all that is wrong with pages, where, and what to do. Exit code 1 when one cannot be used.

    FOLDERS are those of pages, each with page.toml and en.md, or a folder of such folders.
    """
    from kiosk.information.lint import check as look_over  # noqa: PLC0415 only for this command

    pages = [page for folder in folders for page in _pages(folder)]
    broken = False
    for page in pages:
        found = look_over(page)
        for finding in found:
            click.echo(f"{page}: {finding.level}: {finding.where}: {finding.sentence}")
        fails = any(finding.level == "error" for finding in found)
        broken = broken or fails
        if not fails:
            click.echo(f"{page}: can be used{' (see the notes above)' if found else ''}.")
    return int(broken)


def _pages(folder: Path) -> list[Path]:
    """The folder itself where it is a page, else those in it."""
    if (folder / "page.toml").is_file() or (folder / "en.md").is_file():
        return [folder]
    return sorted(each for each in folder.iterdir() if each.is_dir()) or [folder]
