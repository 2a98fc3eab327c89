"""Fetching the council's newest bundle: only when there is another than the last, in pieces, and never too much."""

from pathlib import Path

from kiosk.bundle.limits import MAX_BUNDLE, MIB
from offline_cache.delivery.exchange import Line
from offline_cache.in_pieces import Fetched, InPieces

MEDIA_TYPE = "application/vnd.handrail.bundle"
PIECE = MIB
"""Bytes that are asked for at once."""


class BundleLink:
    """Asks one council for its bundle. ``root`` is its API's, ``token`` the kiosk's credential.

    ``folder`` keeps what came so far: a fetch that was cut off is gone on with.
    """

    def __init__(self, root: str, token: str, line: Line, folder: Path) -> None:
        self._url = f"{root}/v1/bundle"
        self._pieces = InPieces(line, {"Authorization": f"Bearer {token}"}, MEDIA_TYPE, PIECE)
        self.file = folder / "offered.bundle"

    @property
    def after(self) -> float:
        """Seconds that the council asked to be left alone for."""
        return self._pieces.after

    def fetch(self) -> Fetched:
        """Fetch what is new into :attr:`file`. Every failure of the network is a result, not an exception."""
        return self._pieces.fetch(self._url, self.file, MAX_BUNDLE)
