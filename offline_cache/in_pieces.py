"""Fetching one file from the council in pieces: gone on with where it was cut off, and never more than it may be."""

import os
import re
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from offline_cache.delivery.exchange import Answer, Line

_OK, _PARTIAL, _SAME, _NONE, _BEHIND_END, _TOO_MUCH, _BUSY = 200, 206, 304, 404, 416, 429, 503
_RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(\d{1,12})")
_MOST_ANEW = 4
"""How often in one fetch another version may begin: the council publishes seldom."""

_TAG = re.compile(r'"[\x21\x23-\x7e]{1,100}"')


class Fetched(Enum):
    """What one fetch came to."""

    NEW = "new"
    SAME = "same"
    NONE = "none"
    CUT_OFF = "cut off"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class InPieces:
    """Asks over one line for files of one media type, ``piece`` bytes at a time, with a ``pause`` between two.

    So neither a slow line nor a lying server holds much of anything. What arrives is to be believed by a signature
    alone: a portal's page or a lying server can do nothing but waste a fetch. ``after`` is how many seconds the server
    last asked to be left alone.
    """

    def __init__(
        self,
        line: Line,
        headers: Mapping[str, str],
        media_type: str,
        piece: int,
        pause: Callable[[], object] = lambda: None,
    ) -> None:
        self._line = line
        self._headers = {**headers, "Accept": media_type}
        self._media_type = media_type
        self._piece = piece
        self._pause = pause
        self.after = 0.0

    def fetch(self, url: str, file: Path, most: int) -> Fetched:
        """Fetch into ``file`` what is new, ``most`` bytes at most. Every failure of the network is a result.

        Beside it lie what came so far (``.part``) and which version each of the two is (``.part-tag``, ``.tag``).
        """
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.after = 0.0
        before, anew = -1, 0
        while anew <= _MOST_ANEW:
            if before >= 0:
                self._pause()
            start = _started(file)
            anew += start <= before
            before = start
            answer = self._line.ask(
                "GET", url, headers=self._headers | self._wish(file, start), room=self._piece
            )
            if not isinstance(answer, Answer):
                return Fetched.CUT_OFF if start else Fetched.UNREACHABLE
            done = self._read(answer, file, start, most)
            if done is not None:
                return done
        return Fetched.REFUSED  # a server that changes its mind with every piece

    def _wish(self, file: Path, start: int) -> dict[str, str]:
        wish = {"Range": f"bytes={start}-{start + self._piece - 1}"}
        if start:
            return wish | {"If-Range": _tag(file, ".part-tag")}
        tag = _tag(file, ".tag")
        return wish | ({"If-None-Match": tag} if tag and file.exists() else {})

    def _read(self, answer: Answer, file: Path, start: int, most: int) -> Fetched | None:
        """What an answer came to; None when the next piece is to be asked for."""
        if answer.status in {_SAME, _NONE}:
            return Fetched.SAME if answer.status == _SAME else Fetched.NONE
        if answer.status in {_TOO_MUCH, _BUSY}:
            self.after = answer.after or 0.0
            return Fetched.CUT_OFF
        if answer.status == _BEHIND_END:
            file.with_suffix(".part").unlink(missing_ok=True)
            return Fetched.CUT_OFF
        tag = answer.headers.get("ETag", "")
        if answer.media_type != self._media_type or not _TAG.fullmatch(tag):
            return Fetched.REFUSED
        at = start if answer.status == _PARTIAL else 0
        size = _announced(answer, at)
        again = start and at == 0 and tag == _tag(file, ".part-tag")
        if size is None or size > most or len(answer.body) > size - at or again:
            return Fetched.REFUSED  # a server that never sends the rest would have us begin for ever
        _keep(file, answer.body, at, tag)
        if at + len(answer.body) == size:
            # The tag last: after a power cut before it the file is fetched once more, and none is missed.
            file.with_suffix(".part").replace(file)
            file.with_suffix(".tag").write_text(tag, encoding="ascii")
            return Fetched.NEW
        return None if len(answer.body) == self._piece else Fetched.CUT_OFF


def _started(file: Path) -> int:
    """How many bytes of it are here already."""
    part = file.with_suffix(".part")
    if not _tag(file, ".part-tag"):
        part.unlink(missing_ok=True)
    return part.stat().st_size if part.exists() else 0


def _keep(file: Path, body: bytes, at: int, tag: str) -> None:
    with file.with_suffix(".part").open("r+b" if at else "wb") as part:
        part.seek(at)
        part.write(body)
        part.flush()
        os.fsync(part.fileno())
    file.with_suffix(".part-tag").write_text(tag, encoding="ascii")


def _announced(answer: Answer, at: int) -> int | None:
    """Bytes of the whole file, as the answer tells; None when that makes no sense."""
    if answer.status == _OK:
        length = answer.headers.get("Content-Length", "")
        return int(length) if re.fullmatch(r"\d{1,12}", length) else None
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", "")) if answer.status == _PARTIAL else None
    return int(found[2]) if found and int(found[1]) == at else None


def _tag(file: Path, suffix: str) -> str:
    try:
        tag = file.with_suffix(suffix).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return tag if _TAG.fullmatch(tag) else ""
