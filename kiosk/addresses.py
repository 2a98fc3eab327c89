"""The council's addresses, looked up by postcode: a CSV file of any length, and an index made once beside it."""

import csv
import mmap
import os
import re
import struct
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from kiosk import log
from kiosk.config import Config
from kiosk.errors import ConfigError

INDEX = "addresses.index"
"""Its name in the data folder."""

SMALL = 1_000_000
"""Bytes of a file that is gone through in a moment: some 15,000 addresses."""

_HEAD = struct.Struct(">8sQQ")
_RECORD = struct.Struct(">8sQ")
_MAGIC = b"address1"
_KEY = 8
_SIGNS = re.compile(r"[^a-z0-9]+")
_POSTCODE = ("postcode", "post_code", "postal_code", "postcode_locator", "pcds")
_WHOLE = ("address", "full_address", "single_line_address", "address_string")
_LINES: tuple[tuple[str, ...], ...] = (
    ("organisation", "organisation_name", "organization"),
    ("sub_building_name", "sub_building", "flat"),
    ("building_name", "house_name"),
    ("address_line_1", "address_1", "line_1", "address1", "addressline1", "line1"),
    ("building_number", "house_number", "number", "paon"),
    ("street", "thoroughfare", "street_name", "street_description"),
    ("address_line_2", "address_2", "line_2", "address2", "addressline2", "line2"),
    ("address_line_3", "address_3", "line_3", "address3", "addressline3", "line3"),
    ("locality", "dependent_locality"),
    ("town", "post_town", "town_name", "city", "posttown"),
    ("county",),
)
"""The parts of an address in the order written, each by the names that its column may have."""
_NUMBER = 4


@dataclass(frozen=True)
class Columns:
    """Where in a row what stands: the postcode; the ``whole`` address, or else its ``lines``; the house's number."""

    mark: str
    postcode: int
    whole: int | None
    lines: tuple[int, ...]
    number: int | None

    def text(self, row: Sequence[str | None]) -> str:
        """The address of a row in lines, with the postcode as the last."""
        most = max(self.postcode, self.whole or 0, *self.lines, 0)
        cells = [" ".join((cell or "").split()) for cell in row] + [""] * (most + 1 - len(row))
        code = cells[self.postcode].upper()
        if self.whole is not None:
            parts = [part.strip() for part in cells[self.whole].split(",")]
        else:
            parts = [cells[place] for place in self.lines]
            if self.number is not None and self.number in self.lines:
                at = self.lines.index(self.number)
                parts[at : at + 2] = [" ".join(filter(None, parts[at : at + 2]))]
        named = [part for part in parts if part and key(part) != key(code)]
        return "\n".join([*dict.fromkeys(named), code])


def key(postcode: str) -> str:
    """A postcode as the index has it: its letters and digits alone, in capitals."""
    return "".join(c for c in postcode.upper() if c.isascii() and c.isalnum())


class AddressBook:
    """Looks addresses up in ``file`` by postcode, in a few reads whatever its length. Open as long as the kiosk.

    ``index`` is made when it is not there or the file has changed since; a file of fewer than ``small`` bytes has
    none, and is gone through each time the kiosk starts. Raises ConfigError, with what to do, when the file cannot be
    read, has no postcodes, or the index cannot be written.
    """

    def __init__(self, file: Path, index: Path, small: int = SMALL) -> None:
        try:
            self._file = file.open("rb")
            self._columns = _columns(file, self._file.readline())
            now = os.fstat(self._file.fileno())
            head = _HEAD.pack(_MAGIC, now.st_size, now.st_mtime_ns)
            self._map = (
                head + b"".join(_records(self._file, self._columns))
                if now.st_size < small
                else self._mapped(index, head)
            )
        except OSError as error:
            raise ConfigError(
                f"The addresses in {file} cannot be used ({error.strerror}): check that the file can be read, "
                f"and that {index.parent} can be written to."
            ) from error
        self._count = (len(self._map) - _HEAD.size) // _RECORD.size

    def _mapped(self, index: Path, head: bytes) -> mmap.mmap:
        if not _is_fresh(index, head):
            _write(index, head, _records(self._file, self._columns))
        with index.open("rb") as written:
            return mmap.mmap(written.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return self._count

    def find(self, postcode: str) -> tuple[str, ...]:
        """The addresses with this postcode, however it is written, by their numbers; each in lines, as it is stored."""
        wanted = key(postcode).encode().ljust(_KEY)
        if len(wanted) != _KEY or not wanted.strip():
            return ()
        at = bisect_left(range(self._count), wanted, key=lambda place: self._record(place)[0])
        found = set()
        while at < self._count and self._record(at)[0] == wanted:
            self._file.seek(self._record(at)[1])
            row = next(csv.reader(map(_decoded, self._file), delimiter=self._columns.mark), [])
            found.add(self._columns.text(row))
            at += 1
        return tuple(sorted(found, key=_by_number))

    def _record(self, place: int) -> tuple[bytes, int]:
        key_, offset = _RECORD.unpack_from(self._map, _HEAD.size + place * _RECORD.size)
        return key_, offset


@cache
def address_book(file: Path, index: Path) -> AddressBook | None:
    """The book of this kiosk, opened once; None without one that can be used, and then the log tells why."""
    try:
        return AddressBook(file, index)
    except ConfigError as error:
        log.error("%s People type their address by hand until then.", error)
        return None


def finder(config: Config) -> Callable[[str], tuple[str, ...]] | None:
    """Finds addresses by postcode, as AddressBook.find; None where this kiosk has no list of them."""
    if config.addresses is None:
        return None
    book = address_book(config.addresses, config.data / INDEX)
    return book.find if book is not None else None


def _columns(file: Path, header: bytes) -> Columns:
    line = _decoded(header)
    mark = max(",;\t", key=line.count)
    found = columns(next(csv.reader([line], delimiter=mark), []), mark)
    if found is None:
        raise ConfigError(
            f"{file} is no list of addresses: its first line needs a column “postcode”, and “address” or “street” "
            "and “town”."
        )
    return found


def columns(header: Sequence[str], mark: str = ",") -> Columns | None:
    """Where in a row of a table with these columns an address stands; None when they are not those of addresses."""
    names = [_SIGNS.sub("_", name.lower()).strip("_") for name in header]

    def place(known: Sequence[str]) -> int | None:
        return next((names.index(name) for name in known if name in names), None)

    lines = [place(known) for known in _LINES]
    postcode, whole = place(_POSTCODE), place(_WHOLE)
    there = tuple(each for each in lines if each is not None)
    if postcode is None or (whole is None and not there):
        return None
    return Columns(mark, postcode, whole, there, lines[_NUMBER])


def _is_fresh(index: Path, head: bytes) -> bool:
    try:
        with index.open("rb") as written:
            return written.read(_HEAD.size) == head
    except FileNotFoundError:
        return False


def _records(file: BinaryIO, columns: Columns) -> list[bytes]:
    """For each row its postcode and where it begins, in the order of postcodes."""
    made: list[bytes] = []
    begins = file.tell()
    for row in csv.reader(map(_decoded, file), delimiter=columns.mark):
        code = key(row[columns.postcode]).encode() if len(row) > columns.postcode else b""
        if 0 < len(code) <= _KEY:
            made.append(_RECORD.pack(code.ljust(_KEY), begins))
        begins = file.tell()
    return sorted(made)


def _write(index: Path, head: bytes, records: Sequence[bytes]) -> None:
    index.parent.mkdir(parents=True, exist_ok=True)
    fresh = index.with_name(f"{index.name}.new")
    fresh.write_bytes(head + b"".join(records))
    fresh.replace(index)


def _decoded(line: bytes) -> str:
    """A line of a file that may come out of an older spreadsheet."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _by_number(address: str) -> list[tuple[int, str]]:
    """Sorts "2 High Street" before "10 High Street"."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", address)]


def prepare(config: Config) -> None:
    """Opens the list as the kiosk starts, in a thread of its own: an index of 300,000 rows takes a second or two.

    The log tells at once when it cannot be used.
    """
    Thread(target=finder, args=(config,), name="addresses", daemon=True).start()
