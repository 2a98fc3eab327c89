"""Opens the kiosk on this screen. Holds nothing that the welcome page can do without."""

import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import config as settings
from kiosk import log, memory
from kiosk.begun_display import wait_for_display
from kiosk.bundle.trial import Trial
from kiosk.cli.asking import LateAsker
from kiosk.cli.compose import (
    LinkState,
    ask_who_came_back,
    give_copies,
    give_noticing,
    give_offers,
    give_printer,
    give_voice,
    has_display,
    keep_drafts,
    load_form,
    new_visit,
    open_addresses,
)
from kiosk.cli.late_outbox import LateOutbox
from kiosk.cli.precompiled import Precompiled
from kiosk.cli.setting_up import needed, set_up
from kiosk.cli.updating import Updating
from kiosk.content import Content
from kiosk.service_manager import service_manager
from kiosk.variants import name_of
from offline_cache.drafts import may_lie_in, open_drafts

if TYPE_CHECKING:
    from kiosk.cli.journeys import Counting
    from kiosk.cli.pausing import LateCupboard
    from offline_cache.heartbeats import Heartbeats
    from ui.reader import Reader
    from ui.window import Window


def open_kiosk(*, local_council: bool = False, file: Path | None = None) -> int:
    """As ``kiosk run``: until it is told to stop; the result is the exit code.

    ``file`` holds the settings, else the usual places do. Raises ConfigError; where a service manager started it, the
    page that it is out of order shows instead.
    """
    manager = service_manager()
    if manager is None:
        return _open(Precompiled(), local_council=local_council, file=file)
    precompiled = Precompiled()
    with precompiled:
        import ui.app  # noqa: F401, PLC0415 what the window is made of is loaded while its display starts
    if may_lie_in(settings.default_data(os.environ)):
        import kiosk.coming_back  # noqa: F401, PLC0415 and what offers the visit that was under way
    wait_for_display(os.environ, time.sleep)
    from kiosk.cli.out_of_order import guard  # noqa: PLC0415 in a terminal a mistake is a sentence

    return guard(manager, partial(_open, precompiled, local_council=local_council, file=file), file)


def _open(precompiled: Precompiled, *, local_council: bool, file: Path | None) -> int:
    if not has_display():
        return _demo()
    config = settings.load(path=file)
    if not local_council and needed(config, service_manager()):
        if not set_up(file):
            return 0
        config = settings.load(path=file)
    _check_keypads(config)
    memory.no_core_files()
    council = None
    if local_council:
        from kiosk.cli.local_council import LocalCouncil  # noqa: PLC0415 for trying out alone

        council = LocalCouncil(config.data)
    kiosk = _Kiosk(config, file, council.start if council else lambda: None)
    with precompiled:
        from ui import app  # noqa: PLC0415 only where there is a screen

    def painted(window: "Window") -> "Reader":
        gc.enable()
        log.set_up()
        precompiled.keep()
        return kiosk.painted(window)

    code = 0
    try:
        code = app.run(kiosk.visit, config, kiosk.link.online, painted)
        return code
    finally:
        kiosk.close(broke=code == app.BROKE)
        if council:
            council.stop()


class _Kiosk:
    """What runs beside the window. ``before`` runs before the outbox is opened, in its thread."""

    def __init__(self, config: settings.Config, file: Path | None, before: Callable[[], object]) -> None:
        self._config = config
        self.link = LinkState()
        self._trial = Trial(config.data / "bundles")
        self._trial.begin()  # before anything of it is taken up
        self._content = content = Content(config.data, config.destinations, partial(name_of, config))
        self._outbox = LateOutbox(
            config, self.link.hear, before, sealing_key=lambda: content.sealing_key(datetime.now(UTC))
        )
        self._drafts = open_drafts(config.data, lambda: content.version)
        self._asking = LateAsker(config, content, partial(load_form, takes_files=True, places=config.places))
        self.visit = new_visit(config, self._outbox, content, self._drafts, self._asking.ask)
        if self._drafts is not None:
            ask_who_came_back(self.visit, self._drafts)
        self._updating = Updating(config, file)
        self._cupboard: LateCupboard | None = None
        self._counting: Counting | None = None
        self._heartbeats: Heartbeats | None = None
        self._file = file

    def painted(self, window: "Window") -> "Reader":
        """The first page is on the screen: all that it did not need begins. The result is to be kept."""
        from kiosk.cli.calls import give_calls  # noqa: PLC0415 the first paint does not wait for it
        from kiosk.cli.heartbeat import give_heartbeat  # noqa: PLC0415 likewise
        from kiosk.cli.journeys import give_counting  # noqa: PLC0415 likewise
        from kiosk.cli.keeping_up import keep_up  # noqa: PLC0415 likewise
        from kiosk.cli.office import Office, open_desk  # noqa: PLC0415 likewise
        from kiosk.cli.pausing import give_pausing  # noqa: PLC0415 likewise
        from kiosk.cli.up_to_date import keep_up_to_date  # noqa: PLC0415 likewise

        config, visit, content = self._config, self.visit, self._content
        memory.keep_to_ourselves()
        memory.warn_of_swap()
        self._outbox.start()
        self._updating.start()
        open_addresses(config)
        keep_up_to_date(window, visit, content, self._trial, lambda: self._outbox.busy)
        window.second.connect(self._asking.second)
        self._asking.prepare()
        reader = give_voice(window, visit, config)
        noticing = give_noticing(window, visit, reader)
        self._counting = give_counting(noticing, config, content, self.link)
        give_offers(window, visit, noticing, reader, config)
        give_printer(window, visit, config)
        give_calls(window, visit, config)
        give_copies(window, visit, config)
        keep_drafts(window, visit, reader, self._drafts)
        self._cupboard = give_pausing(window, visit, reader, config, self._outbox.wait)
        look_now, file = self._updating.look_now, self._file
        office = Office(config, self._outbox, self.link, content, look_now=look_now, file=file)
        open_desk(window, visit, reader, office, config)
        self._heartbeats = give_heartbeat(config, office, content)
        keep_up(window, visit, config, self._outbox)
        return reader

    def close(self, *, broke: bool) -> None:
        """The window has gone. ``broke``: not by itself, so a draft of the visit stays for who stands there still."""
        if self._heartbeats is not None:
            self._heartbeats.stop()
        if self._counting is not None:
            self._counting.close()
        if self._drafts is not None and not broke:
            self._drafts.close()
        if self._cupboard is not None:
            self._cupboard.close()
        self._updating.stop()
        self._outbox.close()


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
