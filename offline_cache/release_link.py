"""Fetching a release of the image or the program from the council, for root's updater to install."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from kiosk import log
from kiosk.durable import sync_folder
from kiosk.errors import ReleaseError
from kiosk.releases.fitting import check_fits
from kiosk.releases.folder import BLOCK, Folder
from kiosk.releases.here import Here
from kiosk.releases.ledger import read_ledger
from kiosk.releases.release import MANIFEST, MAX_MANIFEST, MIB, SIGNATURE, File, Release
from kiosk.releases.trust import keys_in
from offline_cache.delivery.exchange import Line
from offline_cache.in_pieces import Fetched, InPieces

MEDIA_TYPE = "application/vnd.handrail.release"
PIECE = 4 * MIB
PAUSE = 3.0
"""Bytes that are asked for at once, and seconds between two askings: an image of 600 MiB takes some eight minutes, and
leaves the line and the council's allowance for a kiosk (60 requests a minute) to what people send."""

ROOM = 256 * MIB
"""Free bytes that a release leaves on the disk: the outbox begins no form below 96 MiB."""


class ReleaseLink:
    """Asks one council for what this kiosk runs (``here``), newer. ``root`` is its API's, ``token`` the credential.

    ``updates`` is the folder of updates, of which ``incoming`` belongs to the kiosk. What came so far lies in
    ``KIND.part`` there; what came whole gets the name of its kind at once, and root takes it away. Its signature is
    proved, and that it fits, before a large file is asked for; root proves both again. ``pause`` is given seconds.
    """

    def __init__(  # noqa: PLR0917  each is another collaborator
        self,
        root: str,
        token: str,
        line: Line,
        updates: Path,
        here: Here,
        pause: Callable[[float], object],
    ) -> None:
        self._root = f"{root}/v1/releases/{here.kind}"
        self._query = f"?debian={here.debian}&architecture={here.architecture}"
        self._here = here
        self._updates = updates
        headers = {"Authorization": f"Bearer {token}"}
        self._pieces = InPieces(line, headers, MEDIA_TYPE, PIECE, lambda: pause(PAUSE))
        self._part = updates / "incoming" / f"{here.kind}.part"
        self._done = updates / "incoming" / f"{here.kind}.done"
        self.file = updates / "incoming" / here.kind

    @property
    def after(self) -> float:
        """Seconds that the council asked to be left alone for."""
        return self._pieces.after

    def fetch(self) -> Fetched:
        """Fetch what is new. Every failure of the network is a result, not an exception.

        What was handed over once is not fetched again, whatever root made of it, until something newer comes.
        """
        if self.file.exists():
            return Fetched.SAME  # root has not come to it yet
        told = self._small(MANIFEST, "")
        if told is Fetched.NEW and self._mark() == _read(self._done):
            return Fetched.SAME
        if told is Fetched.NEW:
            told = self._small(SIGNATURE, f"/{SIGNATURE}")
        if told is not Fetched.NEW:
            return told
        try:
            return self._files(self._proved())
        except ReleaseError as error:
            log.warning("A release that the council offers is not fetched. %s", error)
            shutil.rmtree(self._part, ignore_errors=True)
            return Fetched.REFUSED

    def _small(self, name: str, path: str) -> Fetched:
        """One of the two that say what it is, anew each time; when another is told of, what came of it is let go."""
        fresh = self._part / "fresh"
        for suffix in ("", ".part", ".part-tag", ".tag"):
            fresh.with_suffix(suffix).unlink(missing_ok=True)
        told = self._pieces.fetch(f"{self._root}{path}{self._query}", fresh, MAX_MANIFEST)
        if told is Fetched.NEW:
            data = fresh.read_bytes()
            if name == MANIFEST and data != _read(self._part / MANIFEST):
                shutil.rmtree(self._part)
                self._part.mkdir(mode=0o700)
            (self._part / name).write_bytes(data)
        return told

    def _proved(self) -> Release:
        with Folder.open(self._part) as folder:
            release = folder.prove(keys_in(self._here.keys))
        check_fits(release, self._here, read_ledger(self._updates))
        have = sum(file.stat().st_size for file in self._part.iterdir())
        if shutil.disk_usage(self._part).free + have < release.size + ROOM:
            raise ReleaseError("There is no room left on this kiosk’s disk for it. Free some space first.")
        return release

    def _files(self, release: Release) -> Fetched:
        for file in release.files:
            if _sha256(self._part / file.name) == file.sha256:
                continue
            told = self._pieces.fetch(
                f"{self._root}/{file.name}{self._query}", self._part / file.name, file.size
            )
            if told is not Fetched.NEW:
                return told
            if _sha256(self._part / file.name) != file.sha256:
                raise ReleaseError(f"{file.name} came otherwise than it was signed.")
        self._hand_over(release.files)
        return Fetched.NEW

    def _hand_over(self, files: tuple[File, ...]) -> None:
        kept = {MANIFEST, SIGNATURE, *(file.name for file in files)}
        self._done.write_bytes(self._mark())
        for path in self._part.iterdir():
            if path.name not in kept:
                path.unlink()
        sync_folder(self._part)
        self._part.replace(self.file)
        sync_folder(self.file.parent)

    def _mark(self) -> bytes:
        """Which release this is, and what ran when it came."""
        digest = hashlib.sha256(_read(self._part / MANIFEST)).hexdigest()
        return f"{digest} {self._here.version}".encode()


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    try:
        with file.open("rb") as opened:
            while block := opened.read(BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
