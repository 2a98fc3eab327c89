"""Fetching the council's newest bundle: only when there is another than the last, in pieces, and never too much."""

import os
import re
from enum import Enum
from pathlib import Path

from kiosk.bundle.limits import MAX_BUNDLE, MIB
from offline_cache.delivery.exchange import Answer, Line

MEDIA_TYPE = "application/vnd.handrail.bundle"
PIECE = MIB
"""Bytes that are asked for at once, so that neither a slow line nor a lying server holds much of anything."""

_MOST_PIECES = MAX_BUNDLE // PIECE + 2
_OK, _PARTIAL, _SAME, _NONE, _BEHIND_END = 200, 206, 304, 404, 416
_RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(\d{1,12})")
_TAG = re.compile(r'"[\x21\x23-\x7e]{1,100}"')


class Fetched(Enum):
    """What one fetch came to."""

    NEW = "new"
    SAME = "same"
    NONE = "none"
    CUT_OFF = "cut off"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class BundleLink:
    """Asks one council for its bundle. ``root`` is its API's, ``token`` the kiosk's credential.

    ``folder`` keeps what came so far: a fetch that was cut off is gone on with. What arrives is believed by its
    signature alone, so a portal's page or a lying server can do nothing but waste a fetch.
    """

    def __init__(self, root: str, token: str, line: Line, folder: Path) -> None:
        self._url = f"{root}/v1/bundle"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": MEDIA_TYPE}
        self._line = line
        self._part = folder / "offered.part"
        self._part_tag = folder / "offered.part-tag"
        self._tag = folder / "offered.tag"
        self.file = folder / "offered.bundle"

    def fetch(self) -> Fetched:
        """Fetch what is new into :attr:`file`. Every failure of the network is a result, not an exception."""
        self._part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(_MOST_PIECES):
            start = self._started()
            answer = self._line.ask("GET", self._url, headers=self._headers | self._wish(start), room=PIECE)
            if not isinstance(answer, Answer):
                return Fetched.CUT_OFF if start else Fetched.UNREACHABLE
            done = self._read(answer, start)
            if done is not None:
                return done
        return Fetched.REFUSED  # a server that changes its mind with every piece

    def _started(self) -> int:
        """How many bytes of a bundle are here already."""
        if not _read(self._part_tag):
            self._part.unlink(missing_ok=True)
        return self._part.stat().st_size if self._part.exists() else 0

    def _wish(self, start: int) -> dict[str, str]:
        wish = {"Range": f"bytes={start}-{start + PIECE - 1}"}
        if start:
            return wish | {"If-Range": _read(self._part_tag)}
        return wish | ({"If-None-Match": _read(self._tag)} if _read(self._tag) and self.file.exists() else {})

    def _read(self, answer: Answer, start: int) -> Fetched | None:
        """What an answer came to; None when the next piece is to be asked for."""
        if answer.status in {_SAME, _NONE}:
            return Fetched.SAME if answer.status == _SAME else Fetched.NONE
        if answer.status == _BEHIND_END:
            self._part.unlink(missing_ok=True)
            return Fetched.CUT_OFF
        tag = answer.headers.get("ETag", "")
        if answer.media_type != MEDIA_TYPE or not _TAG.fullmatch(tag):
            return Fetched.REFUSED
        at = start if answer.status == _PARTIAL else 0
        size = _announced(answer, at)
        again = start and at == 0 and tag == _read(self._part_tag)
        if size is None or size > MAX_BUNDLE or len(answer.body) > size - at or again:
            return Fetched.REFUSED  # a server that never sends the rest would have us begin for ever
        self._keep(answer.body, at, tag)
        if at + len(answer.body) == size:
            # The tag last: after a power cut before it the bundle is fetched once more, and none is missed.
            self._part.replace(self.file)
            self._tag.write_text(tag, encoding="ascii")
            return Fetched.NEW
        return None if len(answer.body) == PIECE else Fetched.CUT_OFF

    def _keep(self, body: bytes, at: int, tag: str) -> None:
        with self._part.open("r+b" if at else "wb") as file:
            file.seek(at)
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        self._part_tag.write_text(tag, encoding="ascii")


def _announced(answer: Answer, at: int) -> int | None:
    """Bytes of the whole bundle, as the answer tells; None when that makes no sense."""
    if answer.status == _OK:
        length = answer.headers.get("Content-Length", "")
        return int(length) if re.fullmatch(r"\d{1,12}", length) else None
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", "")) if answer.status == _PARTIAL else None
    return int(found[2]) if found and int(found[1]) == at else None


def _read(file: Path) -> str:
    try:
        tag = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return tag if _TAG.fullmatch(tag) else ""
