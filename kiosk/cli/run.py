"""``kiosk run``: the window, the voice, the outbox and its sync."""

import os
import resource
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import config as settings
from kiosk import log
from kiosk.cli.compose import LateOutbox, new_visit
from kiosk.cli.local_council import LocalCouncil
from kiosk.config import Config

if TYPE_CHECKING:
    from kiosk.visit import Visit
    from offline_cache.sync import Link
    from ui.reader import Reader
    from ui.window import Window


class LinkState:
    """What the sync last heard of the network. Unknown counts as there: nothing is said until it is sure."""

    def __init__(self) -> None:
        self._offline = False

    def hear(self, link: "Link") -> None:
        """To be called by the sync, in its thread."""
        self._offline = link.online is False

    def online(self) -> bool:
        """Whether the council could be reached, as far as is known."""
        return not self._offline


def has_display(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> bool:
    """Whether there is a screen to open a window on."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or environ.get("QT_QPA_PLATFORM"))


def give_voice(window: "Window", visit: "Visit", config: Config) -> "Reader":
    """Joins a voice to the window. The result must be kept as long as the window."""
    from kiosk.errors import ConfigError  # noqa: PLC0415 after the first paint, like all here
    from kiosk.speech.speaker import Speaker  # noqa: PLC0415 likewise
    from kiosk.speech.voices import VOICES  # noqa: PLC0415 likewise
    from ui.reader import Reader  # noqa: PLC0415 likewise

    if config.voice not in VOICES:
        raise ConfigError(
            f"There is no voice {config.voice!r}: write one of {', '.join(VOICES)} in kiosk.toml."
        )
    reader = Reader(window, visit, partial(Speaker, VOICES[config.voice]))
    window.opened.connect(reader.opened)
    window.second.connect(reader.second)
    if window.activity is not None:
        window.activity.alive.connect(reader.silence)
    window.give_voice(reader.spell)
    return reader


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
