"""``kiosk demo``: one visit through the real window, with the council away and then back."""

import os
import tempfile
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import click

from kiosk import catalogue
from kiosk.catalogue import Service
from kiosk.cli import council_side
from kiosk.cli.compose import LinkState, give_voice, has_display, load_form, new_visit
from kiosk.cli.forms import FILE, add_form, new_filling
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.local_council import LocalCouncil, free_port
from kiosk.config import Config, load
from kiosk.content import Content
from kiosk.display import TEXT_SIZES, THEMES, Display
from kiosk.errors import FormError
from kiosk.submission import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.forms.page import Raw
    from ui.demo import Plan

SIZE = "1920x1080"


@click.command()
@click.option("--headless", is_flag=True, help="Paint the window in memory, even when there is a screen.")
@click.option("--form", type=FILE, help="A form of your own; one of our services otherwise.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True
)
@click.option("--service", default="missed-bin", show_default=True, help="Which of our services.")
@click.option(
    "--language", "code", default="en", show_default=True, help="The language chosen: en, cy, pl or ur."
)
@click.option("--text", type=click.Choice(list(TEXT_SIZES)), default="normal", show_default=True)
@click.option("--theme", type=click.Choice(THEMES), default="light", show_default=True)
@click.option("--size", default=SIZE, show_default=True, help="The window's size in pixels.")
@click.option("--silent", is_flag=True, help="Without the voice.")
@click.option("--guide", is_flag=True, help="Only draw the pictures of the guides in docs/.")
@click.option("--seed", type=int, default=4, show_default=True, help="The same seed gives the same answers.")
def command(headless: bool, guide: bool, form: Path | None, out: Path, **looks: Any) -> int:
    """Go through a whole visit, save a picture of every page, and deliver it once the council is back."""
    if guide:
        return draw_guide(out)
    read_aloud = not looks.pop("silent")
    display = Display(text_size=looks.pop("text"), theme=looks.pop("theme"), read_aloud=read_aloud)
    return journey(headless=headless, form=form, out=out, display=display, **looks)


def journey(
    *,
    headless: bool,
    form: Path | None,
    out: Path,
    service: str = "missed-bin",
    code: str = "en",
    display: Display | None = None,
    size: str = SIZE,
    seed: int = 4,
) -> int:
    """As the command. The exit code is 0 when the submission was delivered, or is kept where there is no council."""
    if headless or not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.demo import Plan  # noqa: PLC0415 Qt asks for its platform when it is loaded

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="handrail-demo-") as folder:
        display = display or Display()
        config = replace(load(), data=Path(folder), windowed=True, read_aloud=display.read_aloud)
        chosen = (
            catalogue.load(catalogue.BUILT_IN).service(service)
            if form is None
            else add_form(form, config.data)
        )
        answers = plausible(chosen, seed)
        council = LocalCouncil(config.data, free_port()) if council_side.is_here() else None
        council.enrol() if council else council_side.enrol_with_nobody(config.data)
        link = LinkState()
        outbox = LateOutbox(config, link.hear, send=False)
        outbox.start()
        outbox.wait()
        try:
            plan = Plan(chosen.id, code, answers, display, _pixels(size), out)
            _drive(config, outbox, link, plan)
            return _deliver(outbox, council)
        finally:
            if council:
                council.stop()
            outbox.close()


def _deliver(outbox: LateOutbox, council: LocalCouncil | None) -> int:
    """The end of the demo: what was kept is delivered, where there is a council to deliver it to."""
    if council is None:
        waiting = outbox.wait().sync.once().waiting
        click.echo(f"{council_side.ABSENT} What was sent is safe on this kiosk, and waits: {waiting}.")
        return 0 if waiting == 1 else 1
    click.echo("The council is back.")
    council.start()
    done = outbox.wait().sync.once()
    click.echo(f"delivered: {done.sent} of {done.of}")
    return 0 if done.sent == done.of == 1 else 1


def draw_guide(out: Path) -> int:
    """Saves the pictures of the guides, of pages that a plain visit does not pass. The exit code is 0."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.cli.enrolling import Enrolling  # noqa: PLC0415 only for this
    from kiosk.information import shelf  # noqa: PLC0415 only for this
    from ui import guide  # noqa: PLC0415 Qt asks for its platform when it is loaded
    from ui.audit.walk import Subject  # noqa: PLC0415 likewise

    out.mkdir(parents=True, exist_ok=True)
    ours = catalogue.load(catalogue.BUILT_IN, information=shelf.BUILT_IN)
    service = ours.service("missed-bin")
    subject = Subject(service, plausible(service, seed=4))
    names = guide.draw(out, ours, load_form, subject, datetime.now().astimezone())
    for name in chain(names, guide.draw_windows(out, Config(out), Enrolling())):
        click.echo(f"  {out / name}")
    return 0


def plausible(service: Service, seed: int) -> "Mapping[str, Raw]":
    """An answer for each path of a service's form, with which it can be sent. Raises FormError when none are found."""
    from kiosk.forms.walk import Stuck, walk  # noqa: PLC0415 the form engine is loaded when it is needed

    filling = new_filling(load_form(service), Random(seed))  # noqa: S311 plausible, not secret
    walked = walk(filling, Random(seed))  # noqa: S311 likewise
    if isinstance(walked, Stuck):
        raise FormError(f"{walked.sentence}.", walked.path)
    return walked.answers


def _pixels(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise click.UsageError(f"{size!r} is no size: write it like {SIZE}.")
    return int(width), int(height)


def _drive(config: Config, outbox: LateOutbox, link: LinkState, plan: "Plan") -> None:
    """The visit, in the window; the council cannot be reached meanwhile."""
    from ui import demo  # noqa: PLC0415 the window is loaded when all else is ready

    visit = new_visit(config, outbox, Content(config.data, config.destinations))

    def sent(reference: str) -> None:
        click.echo(f"reference: {grouped(reference)}")
        done = outbox.wait().sync.once()
        click.echo(f"The council cannot be reached: {done.waiting} waits on this kiosk.")

    demo.run(
        visit,
        config,
        link.online,
        plan,
        opened=lambda window: give_voice(window, visit, config),
        saved=lambda name: click.echo(f"  {plan.out / name}"),
        sent=sent,
    )
