"""Opens the kiosk on this screen. Holds nothing that the welcome page can do without."""

import gc
import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import config as settings
from kiosk import log, memory
from kiosk.cli.compose import (
    LinkState,
    ask_who_came_back,
    give_printer,
    give_voice,
    has_display,
    keep_drafts,
    new_visit,
    open_addresses,
    renew_between_visits,
)
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.precompiled import Precompiled
from kiosk.cli.updating import Updating
from kiosk.content import Content
from offline_cache.drafts import open_drafts

if TYPE_CHECKING:
    from ui.reader import Reader
    from ui.window import Window


def open_kiosk(*, local_council: bool = False, file: Path | None = None) -> int:
    """As ``kiosk run``: until it is told to stop; the result is the exit code.

    ``file`` holds the settings, else the usual places do. Raises ConfigError.
    """
    if not has_display():
        return _demo()
    config = settings.load(path=file)
    _check_keypads(config)
    memory.no_core_files()
    link = LinkState()
    council = None
    if local_council:
        from kiosk.cli.local_council import LocalCouncil  # noqa: PLC0415 for trying out alone

        council = LocalCouncil(config.data)
    content = Content(config.data, config.destinations)
    outbox = LateOutbox(
        config,
        link.hear,
        council.start if council else lambda: None,
        sealing_key=lambda: content.sealing_key(datetime.now(UTC)),
    )
    drafts = open_drafts(config.data, lambda: content.version)
    visit = new_visit(config, outbox, content, drafts)
    if drafts is not None:
        ask_who_came_back(visit, drafts)
    updating = Updating(config, file)
    precompiled = Precompiled()
    with precompiled:
        from ui import app  # noqa: PLC0415 only where there is a screen

    def painted(window: "Window") -> "Reader":
        from kiosk.cli.office import Office, open_desk  # noqa: PLC0415 the first paint does not wait for it

        gc.enable()
        log.set_up()
        memory.keep_to_ourselves()
        memory.warn_of_swap()
        outbox.start()
        updating.start()
        precompiled.keep()
        open_addresses(config)
        window.second.connect(partial(renew_between_visits, window, visit, content))
        reader = give_voice(window, visit, config)
        give_printer(window, visit, config)
        keep_drafts(window, visit, reader, drafts)
        open_desk(window, visit, Office(config.data, outbox, link, content))
        return reader

    try:
        return app.run(visit, config, link.online, painted)
    finally:
        if drafts is not None:
            drafts.close()
        updating.stop()
        outbox.close()
        if council:
            council.stop()


def _check_keypads(config: settings.Config) -> None:
    """A mistake in a keypad's file is told before the window opens."""
    if config.keys != settings.Config.keys or (config.data / "keys").is_dir():
        from ui.keypad import read  # noqa: PLC0415 our own keypads need no check, and the first paint does not wait

        read(config)


def _demo() -> int:
    from kiosk.cli import demo  # noqa: PLC0415 only without a screen

    gc.enable()
    out = settings.default_data(os.environ) / "demo"
    sys.stdout.write(
        f"There is no screen here, so this is the demo journey, painted in memory. Its pictures: {out}\n"
    )
    return demo.journey(headless=True, form=None, out=out)
