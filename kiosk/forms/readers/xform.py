"""A plain ODK XForm (.xml), taken as it is once it is known to be one."""

from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers.media import beside
from kiosk.forms.readers.sniff import content
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.wellformed import check


def read(path: Path) -> Source:
    """Read an XForm. Raises FormError, one plain sentence with the line, for anything else."""
    data = content(path)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise FormError(
            f"“{path.name}” is not XML: add an XForm, or name a spreadsheet by its own ending (.xlsx)."
        )
    check(data, path.name)
    media, missing = beside(path, data, {})
    return Source(data, media, missing)
