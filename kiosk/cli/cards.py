"""``kiosk cards``: printed cards that set the kiosk up for a person, and the card that lies at the desk."""

from pathlib import Path

import click

from kiosk import config
from kiosk.errors import ConfigError
from kiosk.language import Words
from kiosk.presets import PRESETS


@click.command()
@click.argument("sets", nargs=-1, metavar="[PRESET[+PRESET]]...")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default="cards.pdf", show_default=True
)
@click.option(
    "--language", "languages", multiple=True, help="Two at most; the first two of kiosk.toml if not given."
)
@click.option(
    "--desk", is_flag=True, help="The one sheet for the desk instead: what staff do with the kiosk."
)
def command(sets: tuple[str, ...], out: Path, languages: tuple[str, ...], desk: bool) -> None:
    """Make a PDF of cards to print, four on a sheet of A4: settings only, never what anybody has or cannot do.

    Without PRESET there is a card for each, and one for large+listen.
    """
    if desk:
        _desk(out, languages)
        return
    from kiosk.cards import SETS, cards  # noqa: PLC0415 'kiosk --help' does not wait for it

    codes = languages or config.load().languages[:2]
    chosen = tuple(tuple(each.lower().split("+")) for each in sets) or SETS
    for name in {name for names in chosen for name in names} - set(PRESETS):
        raise ConfigError(f"There is no preset {name!r}. Write some of {', '.join(PRESETS)}.")
    for code in codes:
        if not Words(code).keys or len(codes) > 2:  # noqa: PLR2004 as its help says
            raise ConfigError("Write one language or two of those in assets/languages.")
    _write(out, cards(chosen, codes))
    click.echo(f"{out} has {len(chosen)} cards. Print it at its full size and cut along the lines.")


def _desk(out: Path, languages: tuple[str, ...]) -> None:
    from kiosk import desk_card  # noqa: PLC0415 likewise

    settings = config.load()
    own = [code for code in settings.languages if code in desk_card.languages()]
    language = (*languages, *own, "en")[0]
    _write(out, desk_card.desk_card(settings, language))
    click.echo(f"{out} is one sheet of A4. Print it and lay it at the desk.")


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise ConfigError(f"{out} cannot be written ({error.strerror}): choose another place.") from error
