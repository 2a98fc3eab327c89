"""``kiosk forms preview``: a service in the real window, in every way a person can have it, sent nowhere."""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

import click

from kiosk import config
from kiosk.cli.authoring import FOLDER
from kiosk.cli.compose import give_voice, has_display
from kiosk.display import Display
from kiosk.errors import ConfigError, FormError
from kiosk.idle import Idle
from kiosk.visit import Means, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.authoring.preview import Previewed
    from kiosk.forms.page import Raw
    from ui.window import Window

OUT = click.Path(file_okay=False, path_type=Path)
_WALKS = 60
NO_WAY = "No answers were found with which it can be sent: look at what is required."


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Only save a picture of every page here.",
)
@click.option(
    "--variant", type=click.Choice(["a", "b"]), default="a", show_default=True, help="Which wording."
)
@click.option("--language", default="en", show_default=True, help="The language to begin in.")
def preview(folder: Path, pictures: Path | None, variant: str, language: str) -> int:
    """Show the service in FOLDER as people will meet it. Nothing is sent, and no answer is kept.

    Save the sheet, and the window shows it as it is then. With --pictures no window opens: every page is saved in
    every mode, with a page to look them through or send to a colleague.
    """
    from kiosk.authoring import preview as look  # noqa: PLC0415 heavy, and only for this command

    shown = look.read(folder, variant)
    if isinstance(shown, look.Unreadable):
        first, *rest = shown.sentences
        raise FormError(first, others=tuple(FormError(each) for each in rest))
    previewed = look.Previewed(shown)
    if pictures is not None:
        return _save(previewed, pictures)
    if not has_display():
        raise ConfigError("There is no screen here to show it on: save pictures of it with --pictures DIR.")
    return _open(previewed, folder, variant, language)


def new_visit(previewed: "Previewed", settings: config.Config) -> Visit:
    """A visit that offers the one service, never times out, and sends what it is given nowhere."""
    from uuid import uuid4  # noqa: PLC0415 only for this command

    from kiosk.authoring.preview import Nowhere  # noqa: PLC0415 likewise

    return Visit(
        Means(
            catalogue=previewed.catalogue,
            load_form=previewed.load_form,
            outbox=Nowhere(),
            idle=Idle(lambda: 0.0, settings.idle_warning, settings.idle_end),  # who edits a sheet is not gone
            now=lambda: datetime.now().astimezone(),
            random=SystemRandom(),
            new_id=lambda: str(uuid4()),
            languages=settings.languages,
            display=Display(read_aloud=settings.read_aloud),
        )
    )


def _open(previewed: "Previewed", folder: Path, variant: str, language: str) -> int:
    from kiosk.authoring.preview import begin, settings  # noqa: PLC0415 heavy, and only for this command
    from ui import app  # noqa: PLC0415 Qt asks for its platform when it is loaded
    from ui.preview import Sheet, Tools  # noqa: PLC0415 likewise

    chosen = settings(config.load())
    visit = new_visit(previewed, replace(chosen, read_aloud=False))
    if language not in visit.languages:
        raise click.UsageError(
            f"The kiosk does not speak {language!r}: choose one of {', '.join(visit.languages)}."
        )
    begin(visit, language)

    def painted(window: "Window") -> object:
        tools = Tools(window, visit, previewed, Sheet(folder, variant))
        tools.show()
        return give_voice(window, visit, chosen), tools

    return app.run(visit, chosen, lambda: True, painted)


def _save(previewed: "Previewed", out: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.preview_pictures import save  # noqa: PLC0415 Qt asks for its platform when it is loaded

    looks = save(previewed, answers(previewed), out, datetime.now().astimezone())
    with click.progressbar(looks, label="Saving pictures", file=sys.stderr) as each:
        count = sum(each)
    click.echo(f"{count} pictures. Look through them in {out / 'index.html'}.")
    return 0


def answers(previewed: "Previewed") -> "Sequence[Mapping[str, Raw]]":
    """Plausible ones, of as many visits as it takes to see every page. Raises FormError when none can be sent."""
    from kiosk.cli.forms import new_filling  # noqa: PLC0415 heavy, and only for this command
    from kiosk.forms.walking import all_paths  # noqa: PLC0415 likewise

    form = previewed.shown.form
    found = all_paths.explore(form, _WALKS, lambda seed: new_filling(form, Random(seed)))  # noqa: S311 plausible, not secret
    if not found.answers:
        raise FormError(*((found.stuck[0].sentence, found.stuck[0].path) if found.stuck else (NO_WAY,)))
    for never in found.never:
        click.echo(
            f"No visit was found that opens {never.rpartition('/')[2]}: look at when it is asked.", err=True
        )
    return found.answers
