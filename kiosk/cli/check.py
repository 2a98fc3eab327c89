"""``kiosk check``: what works on this machine, within two minutes (docs/kiosk-check.md)."""

import json
import logging
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.checking.found import State
from kiosk.checking.here import Here
from kiosk.checking.running import Result, count
from kiosk.errors import ConfigError

if TYPE_CHECKING:
    from kiosk.catalogue import Service
    from kiosk.checking.here import Certificate, Reply, Screen
    from kiosk.checking.telling import Kiosk
    from kiosk.config import Config
    from kiosk.council_link import CouncilLink
    from kiosk.settings.mistakes import Mistake


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option(
    "--pdf", "pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write one page for the folder too."
)
@click.option("--by", default="", metavar="NAME", help="Who checks, for the page.")
@click.option("--quiet", is_flag=True, help="Make no sound.")
@click.option("--print", "prints", is_flag=True, help="Print a test slip first; not while the kiosk runs.")
@click.option("--only", "names", multiple=True, metavar="CHECK", help="This check alone; may be given again.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of kiosk.toml, for editors, and end.")
def command(
    *,
    as_json: bool,
    pdf: Path | None,
    by: str,
    quiet: bool,
    prints: bool,
    names: tuple[str, ...],
    schema: bool,
) -> int:
    """Say what works on this machine: screen, keys, sound, printer, disk, network, keys and the rest.

    May be run beside the running kiosk: nothing of a visit is touched. Exit code 0 when nothing fails, 1 when
    something does.
    """
    if schema:
        from kiosk.settings.editors import schema as of_settings  # noqa: PLC0415 'kiosk --help' does not wait for it

        click.echo(json.dumps(of_settings(), ensure_ascii=False, indent=2))
        return 0
    from kiosk.checking.running import run  # noqa: PLC0415 likewise
    from kiosk.checking.table import CHECKS  # noqa: PLC0415 likewise
    from kiosk.checking.telling import document, lines  # noqa: PLC0415 likewise

    for name in names:
        if name not in {check.name for check in CHECKS}:
            raise click.UsageError(
                f"There is no check {name}. Choose from: {', '.join(c.name for c in CHECKS)}."
            )
    # What the kiosk would log of a device that is away is told here, in the list.
    logging.getLogger("handrail").addHandler(logging.NullHandler())
    here = everything(os.environ, quiet=quiet)
    if prints:
        _print(here)
    chosen = [check for check in CHECKS if not names or check.name in names]
    results = run(chosen, here)
    kiosk = _kiosk(here, by)
    if as_json:
        told = document(kiosk, results, [mistake.words for mistake in here.mistakes])
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(kiosk, results)))
    if pdf is not None:
        _write(pdf, kiosk, results)
        click.echo(f"The page for the folder: {pdf}", err=True)
    return 1 if count(results, State.FAILS) else 0


def everything(environ: Mapping[str, str], *, quiet: bool) -> Here:
    """A view of this machine. The settings that are right are used, whatever is wrong with others."""
    from kiosk.checking import network, programs, speaking  # noqa: PLC0415 'kiosk --help' does not wait for it
    from offline_cache.lock import is_held  # noqa: PLC0415 likewise
    from offline_cache.looking import look  # noqa: PLC0415 likewise

    config, file, mistakes = _settings(environ)
    link, trouble = _link(config, environ)
    kept = {name: value for name, value in environ.items() if name in _KEPT}
    return Here(
        config=config,
        file=file,
        link=link,
        link_trouble=trouble,
        mistakes=mistakes,
        now=lambda: datetime.now().astimezone(),
        run=partial(programs.run, environ=kept),
        screen=partial(_screen, kept),
        reach=network.reach,
        ask=partial(_ask, link, known=not trouble),
        certificate=partial(_certificate, link),
        outbox=partial(look, config.data),
        opens=partial(_opens, config),
        speak=partial(speaking.speak, config.voice, config.languages[0], config.data / "prompts"),
        quiet=quiet,
        running=is_held(config.data),
        environ=kept,
    )


_ROOT = Path(__file__).resolve().parents[2]
_KEPT = {
    *("PATH", "HOME", "TZ", "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"),
    *(
        "PULSE_SERVER",
        "PIPEWIRE_REMOTE",
        "DBUS_SESSION_BUS_ADDRESS",
        "CUPS_SERVER",
        "SANE_CONFIG_DIR",
        "LD_LIBRARY_PATH",
    ),
}
"""What of the environment the programs are given that are run."""


def _settings(environ: Mapping[str, str]) -> "tuple[Config, Path, tuple[Mistake, ...]]":
    """As config.load has them, but with what is right of a file that has mistakes."""
    from kiosk import config as settings  # noqa: PLC0415 'kiosk --help' does not wait for it
    from kiosk.settings.mistakes import Mistake  # noqa: PLC0415 likewise
    from kiosk.settings.reading import read  # noqa: PLC0415 likewise

    file = settings.file_of(environ)
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for each in (settings.default_data(environ) / settings.ENROLLED, file):
        if not each.exists() and not (each == file and environ.get("KIOSK_CONFIG")):
            continue
        try:
            found = read(each)
        except ConfigError as error:
            mistakes.append(Mistake("", str(error).rstrip(".").removeprefix(f"{each} "), "Put it right."))
            continue
        values |= found.values
        where = "" if each == file else f"in {each.name} "
        mistakes += [replace(mistake, wrong=f"{where}{mistake.wrong}") for mistake in found.mistakes]
    return settings.made_of(values, environ), file, tuple(mistakes)


def _link(config: "Config", environ: Mapping[str, str]) -> "tuple[CouncilLink | None, str]":
    """Where submissions go, and why it or its credential cannot be used."""
    from kiosk.council_link import council_link  # noqa: PLC0415 'kiosk --help' does not wait for it
    from offline_cache.delivery.exchange import checked  # noqa: PLC0415 loads requests

    try:
        link = council_link(config.data / "council.toml", environ)
        if link is not None:
            checked(link.url)
    except ConfigError as error:
        return None, str(error)
    try:
        trouble = "" if link is None or link.token else "The kiosk’s credential is empty."
    except ConfigError as error:
        trouble = str(error)
    return link, trouble


def _ask(link: "CouncilLink | None", *, known: bool) -> "Reply | None":
    from offline_cache.looking import ask  # noqa: PLC0415 loaded already, with the store

    return ask(link, link.token if known else "") if link else None


def _certificate(link: "CouncilLink | None") -> "Certificate":
    from kiosk.checking.here import Certificate  # noqa: PLC0415 'kiosk --help' does not wait for it
    from offline_cache.looking import certificate  # noqa: PLC0415 likewise

    return certificate(link) if link else Certificate()


def _opens(config: "Config", service: "Service") -> str:
    from kiosk.cli.compose import load_form  # noqa: PLC0415 'kiosk --help' does not wait for it
    from kiosk.errors import HandrailError  # noqa: PLC0415 likewise

    try:
        load_form(service, takes_files=config.takes_files, places=config.places)
    except HandrailError as error:
        return str(error)
    return ""


def _screen(environ: Mapping[str, str]) -> "Screen | None":
    """What Qt hears; None where there is no display, or it does not answer."""
    from kiosk.checking import programs  # noqa: PLC0415 'kiosk --help' does not wait for it
    from kiosk.checking.here import Screen  # noqa: PLC0415 likewise

    if not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY"):
        return None
    said = programs.run((sys.executable, "-m", "ui.screen_told"), {**environ, "PYTHONPATH": str(_ROOT)})
    try:
        told = json.loads(said.out) if said.well else None
        return Screen(**{**told, "touch": tuple(told["touch"])}) if told else None
    except (ValueError, TypeError, KeyError):
        return None


def _kiosk(here: Here, by: str) -> "Kiosk":
    from kiosk.checking.telling import Kiosk  # noqa: PLC0415 'kiosk --help' does not wait for it
    from kiosk.cli.bundle import app  # noqa: PLC0415 likewise
    from kiosk.language import pick  # noqa: PLC0415 likewise

    config = here.config
    council = pick(config.council_name, config.languages[0])
    name = (here.link.name if here.link else "") or platform.node()
    return Kiosk(name, config.location, app(), here.now(), council, config.phone, by)


def _write(file: Path, kiosk: "Kiosk", results: Sequence[Result]) -> None:
    from kiosk.checking.paper import paper  # noqa: PLC0415 'kiosk --help' does not wait for it

    try:
        file.write_bytes(paper(kiosk, results))
    except OSError as error:
        raise ConfigError(f"{file} cannot be written ({error.strerror}): choose another place.") from error


def _print(here: Here) -> None:
    """The slip that the staff console prints, to the same queue. Raises ConfigError."""
    if not here.config.printer:
        raise ConfigError("kiosk.toml names no printer, so nothing can be printed.")
    if here.running:
        raise ConfigError("The kiosk is running: print its test slip at the staff console (Test, Printer).")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kiosk.language import Words  # noqa: PLC0415 'kiosk --help' does not wait for it
    from kiosk.printing.cups import Cups, Fault  # noqa: PLC0415 likewise
    from kiosk.printing.papers import SHEETS  # noqa: PLC0415 likewise
    from kiosk.printing.slip import trial  # noqa: PLC0415 likewise
    from ui.app import application  # noqa: PLC0415 likewise
    from ui.paper import draw  # noqa: PLC0415 likewise

    app = application()
    config = here.config
    slip = trial(Words(config.languages[0]), config.council_name, here.now())
    sent = Cups(config.printer).send(draw(slip, config.paper, SHEETS[config.paper], text_size="normal"))
    del app
    if isinstance(sent, Fault):
        raise ConfigError(
            f"The queue {config.printer} takes no test slip: 'kiosk check --only printer' says why."
        )
    click.echo(f"A test slip was sent to {config.printer} as {sent}: see whether it comes out.", err=True)
