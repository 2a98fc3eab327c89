"""Where files can come from at this kiosk.

To add a source: a file with a class that keeps a Protocol of ui/inputs: Files in file.py (somewhere that files lie),
Taker in taking.py (a device that makes a page) or Watcher in aiming.py (one that is aimed first); and a line in
SOURCES.
"""

from collections.abc import Callable, Mapping

from kiosk.attachments.camera import Camera
from kiosk.attachments.folder import FolderSource
from kiosk.attachments.scanner import Scanner
from kiosk.config import Config
from ui.inputs.file import Source


def _folder(config: Config) -> Source | None:
    return FolderSource(config.attachments_from) if config.attachments_from else None


def _scanner(config: Config) -> Source | None:
    return (
        Scanner(config.scanner, round(config.scanner_dpi), config.scanner_colour) if config.scanner else None
    )


def _camera(config: Config) -> Source | None:
    return Camera(config.camera) if config.camera else None


SOURCES: Mapping[str, Callable[[Config], Source | None]] = {
    "scanner": _scanner,
    "camera": _camera,
    "folder": _folder,
}
"""What makes each source, None where this kiosk has none."""


def sources_of(config: Config) -> tuple[Source, ...]:
    """Those that this kiosk has, in the order to show."""
    made = (make(config) for make in SOURCES.values())
    return tuple(source for source in made if source is not None)
