"""An installed kiosk that has no council yet begins with a screen for staff, and opens by itself when it has one."""

from pathlib import Path

from kiosk.config import Config
from kiosk.service_manager import ServiceManager, service_manager


def needed(config: Config, manager: ServiceManager | None) -> bool:
    """Whether staff are to set this kiosk up first: never where Handrail is tried out, nor where all goes elsewhere."""
    return manager is not None and not config.destinations and not _enrolled(config.data)


def set_up(file: Path | None = None) -> bool:
    """Show the screen until the kiosk is enrolled; False when somebody closed it before. Raises ConfigError.

    ``file`` holds the settings, else the usual places do.
    """
    from kiosk.cli.enrolling import Enrolling, clock_off  # noqa: PLC0415 an enrolled kiosk waits for none of it
    from ui.enrolment.run import run  # noqa: PLC0415 likewise

    steps = Enrolling(file)
    run(steps.settings(), steps, clock_off, service_manager())
    return _enrolled(steps.data)


def _enrolled(data: Path) -> bool:
    # As kiosk.enrolment.taking says, which an enrolled kiosk would load before its first paint.
    return (data / "council.toml").exists()
