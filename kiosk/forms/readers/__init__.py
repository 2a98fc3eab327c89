"""Every format a form can be written in, in one table: a file's ending and what reads it.

To add a format, write one file here with ``read(path) -> Source`` and add one line.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers import xform, xlsform
from kiosk.forms.readers.source import Source

READERS: Mapping[str, Callable[[Path], Source]] = {
    ".xlsx": xlsform.read,
    ".xlsm": xlsform.read,
    ".xls": xlsform.read,
    ".csv": xlsform.read,
    ".md": xlsform.read,
    ".xml": xform.read,
}


def read_form(path: Path) -> Source:
    """Read a form file of any kind we know. Raises FormError: one plain sentence, where and what to do."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise FormError(
            f"“{path.name}” is of no kind that can be a form: add one that ends with one of {known}."
        )
    return reader(path)
