"""``kiosk ask``: what the kiosk would show for a question, and why."""

from functools import partial
from pathlib import Path

import click

from kiosk import config as settings


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--language", "-l", default="en", show_default=True, help="The language of the person who asks."
)
@click.option(
    "--config",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The kiosk's settings, where they are not in the usual places.",
)
def command(question: tuple[str, ...], language: str, file: Path | None) -> None:
    """Print what the kiosk would answer to QUESTION, with how sure each answer is, from 0 to 1.

    Nothing is kept of it.
    """
    from kiosk.asking.asker import Asker  # noqa: PLC0415 not for --help
    from kiosk.asking.gathering import gather  # noqa: PLC0415 likewise
    from kiosk.cli.compose import load_form  # noqa: PLC0415 likewise
    from kiosk.content import Content  # noqa: PLC0415 likewise

    config = settings.load(path=file)
    content = Content(config.data, config.destinations)
    load = partial(load_form, takes_files=True, places=config.places)
    asker = Asker(content.catalogue, partial(gather, load_form=load), config.languages)
    asked = " ".join(question)
    answer = asker.ask(asked, language)
    click.echo(answer.outcome)
    for hit in answer.hits:
        click.echo(f"  {hit.sure:.2f}  {hit.entry.title}  ({hit.entry.place.kind} of {hit.entry.place.id})")
    for line in asker.why(asked, language):
        click.echo(f"  {line}")
