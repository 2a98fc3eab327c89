"""A plain ODK XForm (.xml), taken as it is once it is known to be one."""

import re
from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import FormError
from kiosk.forms.readers.media import beside
from kiosk.forms.readers.sniff import alone, content
from kiosk.forms.readers.source import Source
from kiosk.forms.readers.wellformed import XFORMS, check

LOOKED_AT = 4_096  # bytes
COMMCARE = re.compile(rb"jr://instance/(?:casedb|session)\b")


def recognises(data: bytes) -> bool:
    """Whether a file is an XForm: XML that speaks of XForms near its beginning."""
    start = data[:LOOKED_AT].replace(b"\0", b"")
    return start.lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").startswith(b"<") and XFORMS.encode() in start


def read(path: Path, others: Sequence[Path] = (), _part: str = "") -> Source:
    """Read an XForm. Raises FormError, one plain sentence with the line, for anything else."""
    alone(path, others)
    data = content(path)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise FormError(
            f"“{path.name}” is not XML: add an XForm, or name a spreadsheet by its own ending (.xlsx)."
        )
    check(data, path.name)
    if COMMCARE.search(data):
        raise FormError(
            f"“{path.name}” works on the cases of CommCare, which a kiosk has not: take out what reads them."
        )
    media, missing = beside(path, data, {})
    return Source(data, media, missing)
