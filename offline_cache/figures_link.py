"""Fetching what the council tells of how other people fared, once in a while; an older answer serves until then."""

import hashlib
from pathlib import Path

from kiosk.durable import replace_synced
from kiosk.measures.figures import MOST_BYTES, read
from offline_cache.delivery.exchange import Answer, Line

_OK = 200


class FiguresLink:
    """Asks one council. ``root`` is its API's, ``token`` the kiosk's credential; ``file`` keeps what came last."""

    def __init__(self, root: str, token: str, line: Line, file: Path) -> None:
        self._url = f"{root}/v1/figures"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._line = line
        self._file = file

    def fetch(self) -> bool:
        """Whether there is something new in the file. Whatever else comes of it changes nothing. Raises OSError."""
        answer = self._line.ask("GET", self._url, headers=self._headers | self._known(), room=MOST_BYTES)
        if not isinstance(answer, Answer) or answer.status != _OK or not answer.whole:
            return False
        if answer.media_type != "application/json" or read(answer.body) is None:
            return False  # a portal's page, or a server that says more than it should
        replace_synced(self._file, answer.body)
        return True

    def _known(self) -> dict[str, str]:
        try:
            kept = self._file.read_bytes()
        except OSError:
            return {}
        return {"If-None-Match": f'"{hashlib.sha256(kept).hexdigest()}"'} if read(kept) else {}
