"""Reading an outbox that no kiosk can open any more: row by row, every file of it, changing nothing."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.rescue.archive import Item
from offline_cache.connection import connect_read_only
from offline_cache.database import FILE

_LISTS = (
    "SELECT seq FROM submission",
    "SELECT seq FROM submission ORDER BY seq DESC",
    "SELECT seq FROM submission INDEXED BY submission_due WHERE state >= ''",
)
"""Where one way to the rows is damaged another may not be."""

_MOST_MISSING = 100_000
"""Numbers between the least and the greatest that were found, each of which is looked for too."""


@dataclass
class Found:
    """What was read so far. ``damaged`` names rows that cannot be used: by reference, else by file and number."""

    submissions: int = 0
    attachments: int = 0
    held: int = 0
    elsewhere: int = 0
    damaged: list[str] = field(default_factory=list)


def outboxes(folder: Path) -> list[Path]:
    """The database, and every one that was set aside because it was broken. Raises StoreError when there is none."""
    stem, _, suffix = FILE.partition(".")
    found = sorted({*folder.glob(FILE), *folder.glob(f"{stem}.broken-*.{suffix}")})
    if not found:
        raise StoreError(f"There is no outbox in {folder}: name the kiosk’s data folder with --data.")
    return found


def read(paths: list[Path], found: Found) -> Iterator[Item]:
    """Every envelope that the council has not confirmed, attachments before their submission, counted in ``found``."""
    seen: set[tuple[str, str]] = set()
    for path in paths:
        try:
            with _connected(path) as connection:
                for item in _all(connection, path, found):
                    key = (f"{item.id}/{item.number}", item.digest)
                    if key not in seen:
                        seen.add(key)
                        _count(item, found)
                        yield item
        except (sqlite3.Error, UnicodeError, OSError):
            found.damaged.append(path.name)


def _all(connection: sqlite3.Connection, path: Path, found: Found) -> Iterator[Item]:
    for seq in _numbers(connection):
        try:
            row = connection.execute("SELECT * FROM submission WHERE seq = ?", (seq,)).fetchone()
            if row is None or row["envelope"] is None:
                continue
            parts = _parts(connection, seq, row)
            items = [*parts, _item(row, 0, row)]
        except (sqlite3.Error, LookupError, TypeError, ValueError):
            found.damaged.append(f"{path.name} {seq}")
            continue
        if all(hashlib.sha256(item.envelope).hexdigest() == item.digest for item in items):
            yield from items
        else:
            found.damaged.append(str(row["reference"]))


def _parts(connection: sqlite3.Connection, seq: int, row: sqlite3.Row) -> list[Item]:
    if "parts" not in row.keys() or not row["parts"]:  # noqa: SIM118 a Row holds values, not names
        return []
    query = "SELECT * FROM part WHERE submission_seq = ? ORDER BY number"
    return [_item(row, int(part["number"]), part) for part in connection.execute(query, (seq,))]


def _item(row: sqlite3.Row, number: int, sealed: sqlite3.Row) -> Item:
    destination = str(row["destination"]) if "destination" in row.keys() else "council"  # noqa: SIM118 likewise
    return Item(
        str(row["id"]),
        number,
        str(row["reference"]),
        destination,
        str(row["state"]),
        _blob(sealed["digest"]).hex(),
        _blob(sealed["envelope"]),
    )


def _blob(value: object) -> bytes:
    """Damage can make anything of a column; ``bytes`` of a number would be as many zeros."""
    if not isinstance(value, bytes):
        raise TypeError("no bytes")
    return value


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """The number of every row that can be found in any way."""
    numbers: set[int] = set()
    for query in _LISTS:
        with suppress(sqlite3.Error, UnicodeError):
            for (seq,) in connection.execute(query):
                numbers.add(int(seq))
    if numbers:
        numbers |= set(range(1, min(max(numbers), _MOST_MISSING) + 1))
    elif not _is_sound(connection):
        raise sqlite3.DatabaseError("no row can be found")
    return sorted(numbers)


def _is_sound(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT count(*) FROM submission").fetchone()
    return int(row[0]) == 0


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads: in place, else (a disk that cannot be written to, a file cut short) to a copy."""
    with tempfile.TemporaryDirectory() as copies:
        try:
            connection = _opened(path)
        except (sqlite3.DatabaseError, UnicodeError):
            for part in path.parent.glob(f"{path.name}*"):
                shutil.copyfile(part, Path(copies) / part.name)
            _lengthen(Path(copies) / path.name)
            connection = _opened(Path(copies) / path.name)
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode(errors="replace")
        try:
            yield connection
        finally:
            connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = connect_read_only(path)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _lengthen(path: Path) -> None:
    """SQLite reads nothing of a file that lost its end: with zeros there, it is damaged in that place alone."""
    with path.open("r+b") as file:
        head = file.read(100)
        page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
        if head.startswith(b"SQLite format 3") and page * pages > path.stat().st_size:
            file.truncate(page * pages)


def _count(item: Item, found: Found) -> None:
    found.submissions += item.number == 0
    found.attachments += item.number > 0
    found.held += item.number == 0 and item.state == "held"
    found.elsewhere += item.number == 0 and item.destination != "council"
