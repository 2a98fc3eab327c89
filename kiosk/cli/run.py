"""``kiosk run``: the window, the voice, the outbox and its sync."""

import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import config as settings
from kiosk import log
from kiosk.cli.compose import LinkState, give_voice, has_display, new_visit
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.local_council import LocalCouncil

if TYPE_CHECKING:
    from ui.reader import Reader
    from ui.window import Window


@click.command()
@click.option("--local-council", is_flag=True, help="Start a council API on this machine and send to it.")
@click.option(
    "--config",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings; KIOSK_CONFIG or kiosk.toml in the data folder otherwise.",
)
def command(local_council: bool, file: Path | None) -> int:
    """Open the kiosk on this screen. Without a screen the demo journey runs instead."""
    if not has_display():
        from kiosk.cli import demo  # noqa: PLC0415 only without a screen

        out = settings.default_data(os.environ) / "demo"
        click.echo(
            f"There is no screen here, so this is the demo journey, painted in memory. Its pictures: {out}"
        )
        return demo.journey(headless=True, form=None, out=out)
    config = settings.load(path=file)
    log.set_up()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold answers (P1)
    link = LinkState()
    council = LocalCouncil(config.data) if local_council else None
    outbox = LateOutbox(config, link.hear, council.start if council else lambda: None)
    visit = new_visit(config, outbox)
    from ui import app  # noqa: PLC0415 only where there is a screen

    def painted(window: "Window") -> "Reader":
        outbox.start()
        return give_voice(window, visit, config)

    try:
        return app.run(visit, config, link.online, painted)
    finally:
        outbox.close()
        if council:
            council.stop()
