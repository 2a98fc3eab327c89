"""Where files can come from at this kiosk.

To add a source (a scanner, a camera): a file with a class that keeps the Protocol of ui/inputs/file.py, and a line in
SOURCES.
"""

from collections.abc import Callable, Mapping

from kiosk.attachments.folder import FolderSource
from kiosk.config import Config
from ui.inputs.file import Source


def _folder(config: Config) -> Source | None:
    return FolderSource(config.attachments_from) if config.attachments_from else None


SOURCES: Mapping[str, Callable[[Config], Source | None]] = {
    "folder": _folder,
}
"""What makes each source, None where this kiosk has none."""


def sources_of(config: Config) -> tuple[Source, ...]:
    """Those that this kiosk has, in the order to show."""
    made = (make(config) for make in SOURCES.values())
    return tuple(source for source in made if source is not None)
