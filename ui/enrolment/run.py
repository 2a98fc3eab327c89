"""Shows the screen until the kiosk is set up."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop

from kiosk.config import Config
from kiosk.enrolment.answer import Answer
from kiosk.service_manager import ServiceManager
from ui.app import application
from ui.enrolment.flow import Flow, Steps
from ui.enrolment.shell import Shell
from ui.keypad import read
from ui.watchdog import Watchdog


def run(
    config: Config, steps: Steps, clock_off: Callable[[Answer], bool], manager: ServiceManager | None
) -> None:
    """Until it is set up, or somebody closed the window of a trial. The kiosk's own window may be opened then."""
    application()
    shell = made(config, steps, clock_off)
    loop = QEventLoop()  # not the program's, whose end would be told as the kiosk's
    if manager is not None:
        manager.status("Waits for staff to set it up.")
        Watchdog(shell, manager)
    shell.finished.connect(loop.quit)
    shell.closed.connect(loop.quit)
    if config.windowed:
        shell.show()
    else:
        shell.showFullScreen()
    loop.exec()
    shell.hide()
    shell.deleteLater()


def made(config: Config, steps: Steps, clock_off: Callable[[Answer], bool]) -> Shell:
    """The window, on its first page. Raises ConfigError for a keypad that cannot be read."""
    keys = read(config)
    shell = Shell(
        config.languages,
        lambda: keys,
        px_per_mm=config.px_per_mm,
        board=config.on_screen_keyboard,
        windowed=config.windowed,
    )
    flow = Flow(shell, steps, clock_off)
    flow.done.connect(shell.finished)
    flow.ways()
    return shell
