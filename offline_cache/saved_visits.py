"""Visits that were put aside, sealed under codes that nobody here knows: kept on disk, and lent to the council (T3).

The folder holds, each by its id: ``.visit`` what was sealed, ``.sent`` that the council has it, ``.alone`` that it
never will, ``.used`` and ``.past`` why it is here no more, ``.drop`` that the council is still to be told so.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from kiosk import log
from kiosk.durable import replace_synced, sync_folder
from kiosk.errors import StoreError
from kiosk.pausing.codes import Code, new_code
from kiosk.pausing.cupboard import Found, Kept, Missing, Why
from kiosk.pausing.guesses import Guesses
from kiosk.pausing.saved import MOST, Saved, TooLargeError
from kiosk.pausing.sealing import Cost, Lock, kept_until, lock, open_sealed, seal
from offline_cache.disk import ROOM_TO_START, free_bytes
from offline_cache.pace import Pace
from offline_cache.saved_visit_link import Fetched, Put, SavedVisitLink

LEAST_HOURS, MOST_HOURS = 20.0, 720.0
"""WCAG 2.2.6 asks for the first; the council takes nothing that is to be kept for longer than the second."""

LOOK = 600.0
"""Seconds between two looks for what is past its time."""
PATIENCE = 5.0
"""Seconds that a person waits to be told that the council has it; then they are told that it does not yet."""
REMEMBERED = timedelta(days=30)
"""For how long it is still known why a code opens nothing."""
LEAP = timedelta(days=30)
"""A clock that moves by more between two looks was put right or wrong: nothing is deleted by it for TRUST."""
TRUST = timedelta(days=7)


class SavedVisits:
    """Keeps them in ``folder``/paused for ``hours``. As kiosk.pausing.cupboard.Cupboard.

    ``link`` is None for a kiosk of no council. ``clock`` gives aware times, ``random`` must be unguessable. Lives as
    long as the program; :meth:`start` begins to send and to delete, in a thread.
    """

    def __init__(
        self,
        folder: Path,
        link: SavedVisitLink | None,
        *,
        hours: float,
        clock: Callable[[], datetime],
        random: Random,
        guesses: Guesses | None = None,
        cost: Cost = Cost(),  # noqa: B008 a frozen value
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder = folder / "paused"
        self._link = link
        self._hours = timedelta(hours=hours)
        self._clock = clock
        self._random = random
        self._guesses = guesses or Guesses(self._folder)
        self._cost = cost
        self._free = free
        self._pace = Pace(lambda: clock().timestamp(), random.uniform)
        self._hand = ThreadPoolExecutor(1, "paused")
        self._news = threading.Condition()
        self._wanted = self._stopping = False
        self._thread: threading.Thread | None = None

    # What the pages ask.

    def until(self) -> datetime:
        return (self._clock() + self._hours).replace(second=0, microsecond=0)

    def keep(self, saved: Saved) -> Future[Kept]:
        return self._hand.submit(self._keep, saved)

    def find(self, code: Code) -> Future[Found | Missing]:
        return self._hand.submit(self._find, code)

    def everywhere(self, id_: str) -> bool | None:
        if self._link is None or self._file(id_, "alone").exists():
            return None
        return self._file(id_, "sent").exists()

    def ended(self, id_: str) -> None:
        self._hand.submit(self._ended, id_)

    # The thread that sends and deletes.

    def start(self) -> None:
        """Begin to send what the council does not have yet. What a power cut left half written goes."""
        with suppress(OSError):
            for half in self._folder.glob("*.new"):
                half.unlink()
        self._thread = threading.Thread(target=self._loop, name="paused-sync", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what was asked for, and send no more."""
        self._hand.shutdown()
        with self._news:
            self._stopping = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def settle(self) -> None:
        """Wait until what was asked for is done."""
        self._hand.submit(lambda: None).result()

    def round(self) -> float:
        """One turn: send and delete what is due. Gives the seconds until the next."""
        try:
            self._purge()
            if self._link is not None and not self._tell(self._link):
                return max(1.0, self._pace.failed(unreached=True) - self._clock().timestamp())
        except FileNotFoundError:  # one was used or put aside anew in this very moment
            return 1.0
        except OSError as error:
            log.error("%s cannot be looked after (%s).", self._folder, error.strerror)
        return LOOK

    def _loop(self) -> None:
        while True:
            delay = self.round()
            with self._news:
                self._news.notify_all()
                self._news.wait_for(lambda: self._wanted or self._stopping, delay)
                self._wanted = False
                if self._stopping:
                    return

    def _soon(self, settled: Callable[[], bool] = lambda: True) -> None:
        """Have the thread look at once; waits until it is ``settled``, PATIENCE at most."""
        if self._thread is None or self._link is None:
            return
        with self._news:
            self._wanted = True
            self._news.notify_all()
            self._news.wait_for(settled, PATIENCE)

    def _tell(self, link: SavedVisitLink) -> bool:
        """False at the first sign that the council is away."""
        for id_ in self._ids("drop"):
            if not link.delete(id_):
                return False
            self._file(id_, "drop").unlink()
        # The smallest first: what a proxy on the way finds too large waits for ever, and keeps no other waiting.
        for id_ in sorted(self._ids("visit"), key=lambda id_: self._file(id_, "visit").stat().st_size):
            if self.everywhere(id_) or self._file(id_, "alone").exists():
                continue
            done = link.put(id_, self._file(id_, "visit").read_bytes())
            if done is Put.LATER:
                return False
            self._mark(id_, "sent" if done is Put.TAKEN else "alone")
        self._pace.met()
        return True

    def _purge(self) -> None:
        """Delete what is past its time, by a clock that has not leapt lately."""
        now = self._clock()
        if not self._folder.exists() or not self._trusted(now):
            return
        for id_ in self._ids("visit"):
            if self._past(self._file(id_, "visit"), now):
                self._let_go(id_, "past")
        for ending in ("used", "past"):
            for id_ in self._ids(ending):
                mark = self._file(id_, ending)
                if _time_in(mark, now) + REMEMBERED < now:
                    mark.unlink()

    def _trusted(self, now: datetime) -> bool:
        """Whether the clock has gone on as clocks do, for TRUST after it last did not."""
        file = self._folder / "clock"
        last, since = now, now - TRUST
        with suppress(OSError, ValueError):
            last, since = map(datetime.fromisoformat, file.read_text(encoding="ascii").split())
        leapt = abs(now - last) > LEAP
        if leapt:
            since = now
        replace_synced(file, f"{now.isoformat()} {since.isoformat()}".encode(), 0o600)
        return not leapt and now - since >= TRUST

    # In the one thread that the pages' questions are answered in.

    def _keep(self, saved: Saved) -> Kept:
        plain = saved.to_bytes()
        if len(plain) > MOST:
            raise TooLargeError("There is more than can be put aside: take out some of the files.")
        code, until = new_code(self._random), self.until()
        locked = lock(code, self._cost)
        sealed = seal(plain, locked, until)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._free(self._folder) < len(sealed) + ROOM_TO_START:
                raise StoreError("The disk is too full to put anything aside: make room on it.")
            replace_synced(self._file(locked.id, "visit"), sealed, 0o600)
        except OSError as error:
            log.error("%s cannot be written (%s), so nothing can be put aside.", self._folder, error.strerror)
            raise StoreError("Nothing can be put aside: look at the disk of this kiosk.") from error
        self._soon(lambda: self.everywhere(locked.id) is not False)
        return Kept(locked.id, code, until)

    def _find(self, code: Code) -> Found | Missing:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if wait := self._guesses.charge():
                return Missing(Why.WAIT, wait)
            found = self._look(lock(code, self._cost))
            if isinstance(found, Found):
                self._guesses.right()
        except OSError as error:
            log.error("%s cannot be used (%s), so no code opens anything.", self._folder, error.strerror)
            raise StoreError("No code can be looked at: look at the disk of this kiosk.") from error
        return found

    def _look(self, locked: Lock) -> Found | Missing:
        sealed = self._sealed(locked.id)
        if isinstance(sealed, Why):
            return Missing(sealed)
        try:
            if kept_until(sealed) < self._clock():
                return Missing(Why.PAST)
            return Found(locked.id, Saved.from_bytes(open_sealed(sealed, locked)))
        except ValueError:
            log.error("What lies under a code cannot be opened: it is damaged, or of another version.")
            return Missing(Why.DAMAGED)

    def _sealed(self, id_: str) -> bytes | Why:
        """The bytes, from here or from the council, which alone knows of what was used at another kiosk."""
        file = self._file(id_, "visit")
        here = file.read_bytes() if file.exists() else b""
        if not here:
            for why in (Why.USED, Why.PAST):
                if self._file(id_, why.value).exists():
                    return why
        if self._link is None or (here and not self.everywhere(id_)):
            return here or Why.NONE
        asked = self._link.get(id_, here)
        if isinstance(asked, Fetched):
            return asked.sealed or here
        if here and asked is Why.USED:
            self._let_go(id_, "used")
            return asked
        return here or asked

    def _ended(self, id_: str) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._link is not None:
                self._mark(id_, "drop")
            self._let_go(id_, "used")
        except OSError as error:
            log.error(
                "A code that was used may open again: %s cannot be written (%s).",
                self._folder,
                error.strerror,
            )
        self._soon()

    # Files.

    def _file(self, id_: str, ending: str) -> Path:
        return self._folder / f"{id_}.{ending}"

    def _ids(self, ending: str) -> Iterator[str]:
        return (file.stem for file in sorted(self._folder.glob(f"*.{ending}")))

    def _past(self, file: Path, now: datetime) -> bool:
        try:
            with file.open("rb") as opened:
                return kept_until(opened.readline(200)) < now
        except ValueError:
            return (
                file.stat().st_mtime + MOST_HOURS * 3600 < now.timestamp()
            )  # damaged: it tells nothing itself

    def _let_go(self, id_: str, why: str) -> None:
        """The mark first: a power cut leaves both, and never neither."""
        self._mark(id_, why)
        for ending in ("visit", "sent", "alone"):
            self._file(id_, ending).unlink(missing_ok=True)
        sync_folder(self._folder)

    def _mark(self, id_: str, ending: str) -> None:
        replace_synced(self._file(id_, ending), self._clock().isoformat().encode(), 0o600)


def _time_in(mark: Path, now: datetime) -> datetime:
    """When a mark was made; ``now`` where it does not tell."""
    try:
        return datetime.fromisoformat(mark.read_text(encoding="ascii"))
    except (ValueError, OSError):
        return now
