"""Taking a release from a folder: proved, fitting, installed; or refused in one sentence that staff can read."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.errors import ReleaseError
from kiosk.releases.fitting import check_fits
from kiosk.releases.folder import Folder
from kiosk.releases.here import Here
from kiosk.releases.ledger import READY, Attempt, Ledger, keep_ledger, read_ledger
from kiosk.releases.release import Release, numbers
from kiosk.releases.trust import keys_in

Keep = Callable[[Attempt | None], None]


@dataclass(frozen=True)
class Updater:
    """Root's updater. ``folder`` is root's own; ``install`` puts a proved release in its place for the next start.

    ``settle`` says what became of the release in hand, after a start.
    """

    here: Here
    folder: Path
    install: Callable[[Folder, Release, Keep], None]
    settle: Callable[[Ledger], Ledger]

    def take(self, place: Path) -> Release:
        """Install what lies at ``place``; it runs from the next start on.

        Raises ReleaseError: then what runs goes on, and the reason is kept for staff.
        """
        with self._locked():
            ledger = self.settle(read_ledger(self.folder))
            try:
                return self._take(place, ledger)
            except (ReleaseError, OSError) as error:
                told = (
                    str(error) if isinstance(error, ReleaseError) else f"The disk failed ({error.strerror})."
                )
                # What failed half-way keeps nothing in hand; what was refused at once leaves in hand what is.
                keep_ledger(self.folder, replace(read_ledger(self.folder), refused=told))
                raise ReleaseError(told) from error

    def settled(self, change: Callable[[Ledger], Ledger] = lambda ledger: ledger) -> Ledger:
        """What is kept, once it was settled and ``change`` was made to it."""
        with self._locked():
            before = read_ledger(self.folder)
            ledger = change(self.settle(before))
            if ledger != before:
                keep_ledger(self.folder, ledger)
            return ledger

    def _take(self, place: Path, ledger: Ledger) -> Release:
        def keep(attempt: Attempt | None) -> None:
            keep_ledger(self.folder, replace(ledger, trying=attempt, refused=""))

        with Folder.open(place) as folder:
            release = folder.prove(keys_in(self.here.keys))
            check_fits(release, self.here, ledger)
            if ledger.trying is not None:
                if ledger.trying.digest == release.digest:
                    return release
                _check_newer(release, ledger.trying)
            self.install(folder, release, keep)
        return release

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            handle = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ReleaseError(
                f"The folder {self.folder} cannot be used ({error.strerror}): updates are installed by root."
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _check_newer(release: Release, attempt: Attempt) -> None:
    if attempt.step != READY:
        raise ReleaseError(
            f"The release {attempt.version} is being tried just now: try again in ten minutes."
        )
    if numbers(release.version) <= numbers(attempt.version):
        raise ReleaseError(f"The release {attempt.version} waits to be started already, and is not older.")
