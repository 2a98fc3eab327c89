"""The outbox's one SQLite file, and the one thread that reads and writes it."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, create_engine, exc, insert
from sqlalchemy.event import listen
from sqlalchemy.pool import StaticPool

from kiosk.durable import sync_folder
from kiosk.errors import StoreError
from offline_cache import connection as sqlite
from offline_cache.disk import Ballast
from offline_cache.events import note
from offline_cache.lock import FolderLock
from offline_cache.migrations import VERSION, is_ours, migrate
from offline_cache.tables import meta
from offline_cache.work import Waiting, Work

T = TypeVar("T")
Job = Callable[[Connection], T]

FILE = "outbox.sqlite"

DISK_FULL = (
    "There is no room left on this kiosk’s disk, so nothing was kept. Free some space, then try again."
)
DISK_FAILED = "This kiosk’s disk failed, so nothing was kept. Tell the staff, then try again."
MOVED = "The outbox was moved or deleted while the kiosk ran, so nothing was kept. Start the kiosk again."
CLOSED = "The outbox is closed. Start the kiosk again."

_SUSPECT = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Database:
    """Opened once for the life of the program; each :meth:`run` is durable once its future is done, in their order.

    Jobs that wait at the same time share one transaction, and so one sync of the disk.

    ``folder`` is made when missing, for this user alone. ``new_id`` gives the name of a new queue. ``set_aside``
    is where a broken file was moved at the last opening: tell the staff.
    """

    def __init__(
        self, folder: Path, *, new_id: Callable[[], str], clock: Callable[[], float], ballast: Ballast
    ) -> None:
        self.path = folder / FILE
        self.set_aside: Path | None = None
        self._new_id = new_id
        self._clock = clock
        self._ballast = ballast
        self._lock: FolderLock | None = None
        self._connection: Connection | None = None
        self._file: tuple[int, int] | None = None
        self._waiting = Waiting()
        self._worker = ThreadPoolExecutor(1, "outbox")

    def open(self) -> Future[None]:
        """Take the lock, check the file and bring it up to date.

        The future raises StoreError: another program has the folder, the file is from a newer Handrail (it is left
        as it was), or it cannot be made here.
        """
        return self._worker.submit(self._open)

    def run(self, job: Job[T], *, finishing: bool = False, alone: bool = False) -> Future[T]:
        """Run ``job`` in a transaction; the future is done only after COMMIT has returned.

        A job that raises changes nothing and harms no other: those that shared its transaction are run again, each in
        one of its own, so a job must have no effect but on the database. ``alone`` is for one that writes much.
        ``finishing`` marks work that must go on when the disk is full (marking and purging): it may spend the ballast.
        The future raises StoreError, with nothing changed, when the disk is full or fails; :meth:`run` itself does
        when the database was closed.
        """
        work = Work(job, finishing, alone)
        if self._waiting.add(work):
            self._queue(self._serve)
        return work.future

    def checkpoint(self) -> Future[None]:
        """Copy the log back into the file now, so that no commit has to. Call it when nobody waits for a receipt.

        What cannot be copied (the disk is full) stays in the log, as safe as before, for the next time.
        """
        return self._queue(self._checkpoint)

    def in_place(self) -> bool:
        """Whether the open file still stands in its folder. May be called in any thread.

        What is written to a file that was deleted or replaced is lost with this program; what waits in it can still
        be sent.
        """
        try:
            return _identity(self.path) == self._file
        except OSError:
            return False

    def close(self) -> None:
        """Wait for what is under way, close the file and let another program in."""
        self._worker.submit(self._close).result()
        self._worker.shutdown()

    def _queue(self, work: Callable[[], T]) -> Future[T]:
        try:
            return self._worker.submit(work)
        except RuntimeError as error:
            self._waiting.clear()
            raise StoreError(CLOSED) from error

    def _open(self) -> None:
        folder = self.path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FolderLock(folder)
            self._ballast.fill()
            self._connect()
        except OSError as error:
            self._close()
            raise StoreError(
                f"The data folder {folder} cannot be used: {error.strerror}. Check its owner and the free space."
            ) from error
        except exc.DBAPIError as error:
            self._close()
            raise StoreError(_sentence(error.orig)) from error
        except BaseException:
            self._close()
            raise

    def _connect(self) -> Connection:
        refuse_newer(self.path)
        try:
            raw = self._sound_connection()
        except sqlite3.Error as error:
            raise StoreError(_sentence(error)) from error
        try:
            migrate(raw)
            self._connection = self._ready(raw)
        except sqlite3.Error as error:
            raw.close()
            raise StoreError(_sentence(error)) from error
        except BaseException:
            raw.close()
            raise
        self._file = _identity(self.path)
        sync_folder(self.path.parent)
        return self._connection

    def _ready(self, raw: sqlite3.Connection) -> Connection:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
        listen(engine, "begin", _begin_immediate)
        connection = engine.connect()
        with connection.begin():
            row = {"name": "epoch", "value": self._new_id()}
            new = connection.execute(insert(meta).prefix_with("OR IGNORE"), row).rowcount
            if new and self.set_aside is not None:
                note(connection, self._clock(), "set-aside", self.set_aside.name)
        return connection

    def _sound_connection(self) -> sqlite3.Connection:
        try:
            raw = sqlite.connect(self.path)
            try:
                sound = sqlite.is_sound(raw) and is_ours(raw)
            except BaseException:
                raw.close()
                raise
            if sound:
                sqlite.write_back(raw)
                return raw
            raw.close()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            if not sqlite.is_broken(error):
                raise
        self.set_aside = _move_aside(self.path)
        return sqlite.connect(self.path)

    def _serve(self) -> None:
        """What waits, until nothing does."""
        while group := self._waiting.group():
            if len(group) > 1 and self._run_together(group):
                continue
            for work in group:
                try:
                    result = self._run(work.job, work.finishing)
                except BaseException as error:  # noqa: BLE001  # whatever it is, it belongs to the one who waits for it
                    work.future.set_exception(error)
                else:
                    work.future.set_result(result)

    def _run_together(self, group: list[Work]) -> bool:
        """One commit for all; False, with nothing changed, when each has to be run by itself."""
        try:
            results = self._in_transaction(lambda connection: [work.job(connection) for work in group])
        except Exception as error:  # noqa: BLE001  # told apart when they are run one by one
            if not isinstance(error, exc.DBAPIError) or sqlite.primary_code(error.orig) not in _SUSPECT:
                return False
            self._disconnect()  # what was committed is uncertain, so nothing is run a second time
            failed = StoreError(DISK_FAILED)
            for work in group:
                work.future.set_exception(failed)
            return True
        for work, result in zip(group, results, strict=True):
            work.future.set_result(result)
        return True

    def _run(self, job: Job[T], finishing: bool) -> T:
        try:
            return self._in_transaction(job)
        except exc.DBAPIError as error:
            code = sqlite.primary_code(error.orig)
            if code == sqlite3.SQLITE_FULL and finishing and self._ballast.spend():
                return self._run(job, finishing=False)
            if code in _SUSPECT:
                # After a failed write what the file holds is uncertain: look at it afresh, never commit blindly.
                self._disconnect()
            raise StoreError(_sentence(error.orig)) from error

    def _checkpoint(self) -> None:
        if self._connection is None:
            return
        try:
            # Not through SQLAlchemy: it would begin a transaction, in which there is no checkpoint.
            self._connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:
            if sqlite.primary_code(error) in _SUSPECT:
                self._disconnect()

    def _in_transaction(self, job: Job[T]) -> T:
        if self._lock is None:
            raise StoreError(CLOSED)
        connection = self._connection or self._connect()
        with connection.begin():
            return job(connection)

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()
            connection.engine.dispose()

    def _close(self) -> None:
        self._disconnect()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode: equal only for the very same file."""
    found = path.stat()
    return found.st_dev, found.st_ino


def refuse_newer(path: Path) -> None:
    """Raise StoreError when the file was made by a newer Handrail. Reads only; a broken file passes."""
    if not path.exists():
        return
    try:
        found = sqlite.schema_version(path)
    except (sqlite3.DatabaseError, UnicodeError):
        return
    if found > VERSION:
        raise StoreError(
            f"{path} was made by a newer version of Handrail (its version {found}, ours {VERSION}). "
            "It was left as it is: install the newer version again."
        )


def _sentence(error: object) -> str:
    if sqlite.primary_code(error) == sqlite3.SQLITE_FULL:
        return DISK_FULL
    if sqlite.primary_code(error) in _SUSPECT:
        return DISK_FAILED
    return "The outbox cannot be read or written. Tell the staff, then start the kiosk again."


def _begin_immediate(connection: Connection) -> None:
    # The driver's own BEGIN is deferred and comes late; ours takes the write lock before the first read.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _move_aside(path: Path) -> Path:
    """Rename a broken file and its log; sealed envelopes can still be salvaged from it row by row."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    sync_folder(path.parent)
    return aside
