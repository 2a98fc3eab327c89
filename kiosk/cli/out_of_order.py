"""An installed kiosk that cannot serve anybody says so on its screen, and opens by itself when all is well again."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk import config as settings
from kiosk import log
from kiosk.cli.keeping_up import OUT_OF_ORDER
from kiosk.config import Config
from kiosk.errors import ConfigError, HandrailError
from kiosk.out_of_order import Trouble, of_folder, phone_of
from kiosk.service_manager import ServiceManager


def guard(manager: ServiceManager, open_: Callable[[], int], file: Path | None) -> int:
    """The kiosk, or the page that it is out of order; ``open_`` and ``file`` are open_kiosk's. Gives the exit code."""
    trouble = of_folder(settings.default_data(os.environ))
    code = 0
    if trouble is None:
        try:
            code = open_()
        except HandrailError as error:
            trouble = Trouble("S1", str(error))
        else:
            trouble = find(file) if code == OUT_OF_ORDER else None
    if trouble is not None:
        _page(manager, trouble, file)
    manager.stopping()  # not before: systemd waits no longer than it must for who said so
    return 0 if code == OUT_OF_ORDER else code


def find(file: Path | None) -> Trouble | None:
    """What keeps the kiosk from serving anybody; None when all is well. Waits for the disk."""
    try:
        config = settings.load(path=file)
    except ConfigError as error:
        # On the image the settings lie beside the data: where both are gone, it is the data that IT must look for.
        return of_folder(settings.default_data(os.environ)) or Trouble("S1", str(error))
    return of_folder(config.data) or _of_outbox(config)


def _of_outbox(config: Config) -> Trouble | None:
    from kiosk.cli.late_outbox import open_store  # noqa: PLC0415 only where something is wrong

    try:
        open_store(config).close()
    except ConfigError as error:
        enrolled = config.destinations or (config.data / "council.toml").exists()
        return Trouble("S2" if enrolled else "E1", str(error))
    except (HandrailError, OSError) as error:
        return Trouble("O1", str(error))
    return None


def _page(manager: ServiceManager, trouble: Trouble, file: Path | None) -> None:
    """Until all is well. The program ends then, to be started afresh."""
    from ui.out_of_order import OutOfOrder, Voice, application, run, tell  # noqa: PLC0415 only where there is a screen

    # A visit is no more: what it had set up for its end or for a fault is not to be asked.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.excepthook = sys.__excepthook__
    log.error("This kiosk is out of order: %s. %s", trouble.code, trouble.sentence)
    try:
        config = settings.load(path=file)
    except ConfigError:
        config = Config(settings.default_data(os.environ), px_per_mm=0.0)
    phone = phone_of((config.data / settings.ENROLLED, file or settings.file_of()))
    application()
    voice = Voice(config.voice)
    window = OutOfOrder(trouble, config.languages, phone, voice.say, px_per_mm=config.px_per_mm)
    tell(manager, trouble)
    run(window, manager, lambda: find(file))
