"""``kiosk forms new`` and ``compare``: how somebody who delivers a service changes its form."""

import json
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import config
from kiosk.errors import FormError

if TYPE_CHECKING:
    from kiosk.authoring.live import Compared, Live

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
ANY = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="What the service is called, such as “Ask for a garden bin”.")
@click.option("--title-cy", help="The same in Welsh; else the English title, for you to mend.")
@click.option("--csv", "as_csv", is_flag=True, help="A CSV file in place of the Excel workbook.")
def new(folder: Path, title: str, title_cy: str | None, as_csv: bool) -> None:
    """Make FOLDER a new service: a spreadsheet with an example of every kind of question, ready to change."""
    from kiosk.authoring import template  # noqa: PLC0415 heavy, and only for this command

    sheet = template.new(folder, title, title_cy or title, datetime.now().astimezone(), as_csv=as_csv)
    click.echo(f"{sheet} is a whole form that works already. Open it and change the words.")
    if title_cy is None:
        click.echo(f"Write the Welsh title into {folder / 'manifest.toml'}.")
    click.echo(f"What to do next is in {folder / template.START}.")


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--with", "other", type=ANY, help="A bundle, another folder, or a form; what is live otherwise."
)
@click.option("--data", type=FOLDER, help="The data folder of the council API, whose newest bundle is live.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to look through.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def compare(folder: Path, other: Path | None, data: Path | None, html: Path | None, as_json: bool) -> None:
    """Say how the service in FOLDER differs from the one that kiosks have now, question by question."""
    from kiosk.authoring import live, page  # noqa: PLC0415 heavy, and only for this command
    from kiosk.authoring import telling as say  # noqa: PLC0415 likewise

    with tempfile.TemporaryDirectory(prefix="handrail-compare-") as room:
        if (
            other is not None
            and (other.suffix != ".bundle" or other.is_dir())
            and not (other / "services").is_dir()
        ):
            found, said = live.against(folder, other), str(other)
        else:
            there = live_with(other, data, Path(room))
            found, said = live.changed(folder, there), there.said
    title = f"What changes in “{found.service.text('title', 'en')}”"
    if html is not None:
        _write(html, page.comparison(title, said, found.changes, (*_fresh(found), *found.notes)))
    if as_json:
        told = [
            asdict(one)
            | {"sentence": say.sentence(one), "paused": say.paused(one), "answers": say.answers(one)}
            for one in found.changes
        ]
        shown = {
            "service": found.service.id,
            "with": said,
            "new": found.fresh,
            "notes": found.notes,
            "changes": told,
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    click.echo(f"Compared with {said}.")
    print_changes(found)
    if html is not None:
        click.echo(f"The page to look through is {html}.")


def print_changes(found: "Compared") -> None:
    """Every change, with what it does to people who paused and to whoever works with the answers."""
    from kiosk.authoring import telling as say  # noqa: PLC0415 heavy, and only for these commands

    for note in (*_fresh(found), *found.notes):
        click.echo(note)
    for change in found.changes:
        click.echo(f"- {say.sentence(change)}")
        for then in filter(None, (say.paused(change), say.answers(change))):
            click.echo(f"    {then}")
    if not found.fresh:
        click.echo(say.summary(found.changes))


def live_of(data: Path | None, room: Path) -> "Live":
    """What is live: the council's newest bundle, else the one this kiosk uses, else what Handrail comes with."""
    from kiosk.authoring import live  # noqa: PLC0415 heavy, and only for these commands

    if data is not None:
        from council_api.bundles import newest  # noqa: PLC0415 likewise
        from council_api.settings import settings_for  # noqa: PLC0415 likewise

        file = newest(settings_for(data).bundles)
        return live.unpacked(file, room) if file is not None else live.BUILT
    from kiosk.bundle.installed import installed  # noqa: PLC0415 likewise

    bundle = installed(config.load().data / "bundles")
    if bundle is None:
        return live.BUILT
    number = bundle.manifest.bundle_version
    return live.Live(bundle.folder, f"version {number}, which this kiosk uses", number)


def live_with(other: Path | None, data: Path | None, room: Path) -> "Live":
    """The bundle or folder ``other``, else what is live."""
    from kiosk.authoring import live  # noqa: PLC0415 heavy, and only for these commands

    if other is None:
        return live_of(data, room)
    return live.Live(other, str(other)) if other.is_dir() else live.unpacked(other, room)


def _fresh(found: "Compared") -> tuple[str, ...]:
    return (f"No kiosk has a service “{found.service.id}” yet: all of it is new.",) if found.fresh else ()


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FormError(f"it cannot be written ({error.strerror}).", str(file)) from error
