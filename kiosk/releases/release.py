"""What a release says of itself: ``release.json``, canonical JSON of which every byte is signed."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from kiosk.errors import ReleaseError

IMAGE = "image"
PROGRAM = "program"
KINDS = (IMAGE, PROGRAM)

MANIFEST = "release.json"
SIGNATURE = "release.sig"

MIB = 1024 * 1024
MAX_MANIFEST = 16 * 1024
MAX_FILES = 4
MAX_FILE = 3 * 1024 * MIB
"""Bytes of release.json, number of files, bytes of one: a slot is smaller."""

NOT_CANONICAL = "release.json is not written as Handrail writes it, so nothing of it is used."

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_SHA_256 = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}", re.ASCII)
_NAME = re.compile(r"[a-z0-9][A-Za-z0-9._+~-]{0,99}", re.ASCII)
_ARCHITECTURE = re.compile(r"[a-z][a-z0-9]{1,15}")
_DEBIAN = re.compile(r"|[1-9]\d{0,2}", re.ASCII)
_FIELDS = {
    "kind": str,
    "version": str,
    "architecture": str,
    "debian": str,
    "issued": str,
    "files": list,
}
_FILE_FIELDS = {"name": str, "size": int, "sha256": str}


@dataclass(frozen=True)
class File:
    """One file of a release. ``size`` is in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """One release. ``kind`` is IMAGE or PROGRAM, ``version`` x.y.z, ``architecture`` as dpkg names it.

    ``debian`` is the number of the Debian that a program is for, "" for an image, which brings its own. ``issued`` is
    told to people and decides nothing: a kiosk's clock may be wrong. ``files`` are sorted by name: of an image one
    ``.root.img`` and one ``.efi``, of a program one ``.deb``.
    """

    kind: str
    version: str
    architecture: str
    debian: str
    issued: datetime
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of release.json: the name of these very bytes."""
        return hashlib.sha256(self.line()).hexdigest()

    def file(self, suffix: str) -> File:
        """The one file whose name ends so; there is one, or it would be no release."""
        return next(file for file in self.files if file.name.endswith(suffix))

    def line(self) -> bytes:
        """The one way to write it."""
        fields = asdict(self) | {"issued": self.issued.strftime(_MOMENT)}
        return json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Self:
        """The release that these bytes tell of. Raises ReleaseError when they are not canonical, or ask too much."""
        if len(line) > MAX_MANIFEST:
            raise ReleaseError(NOT_CANONICAL)
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ReleaseError(NOT_CANONICAL) from error
        if not _has(fields, _FIELDS) or not all(_has(file, _FILE_FIELDS) for file in fields["files"]):
            raise ReleaseError(NOT_CANONICAL)
        fields["issued"] = _moment(fields["issued"])
        fields["files"] = tuple(File(**file) for file in fields["files"])
        release = cls(**fields)
        release.check()
        if release.line() != line:
            raise ReleaseError(NOT_CANONICAL)
        return release

    def check(self) -> None:
        """Raise ReleaseError, in a sentence, when no kiosk could use it."""
        if self.kind not in KINDS:
            raise ReleaseError(
                "The release is neither of an image nor of a program, so nothing of it is used."
            )
        numbers(self.version)
        if not _ARCHITECTURE.fullmatch(self.architecture) or not _DEBIAN.fullmatch(self.debian):
            raise ReleaseError(NOT_CANONICAL)
        if bool(self.debian) is (self.kind == IMAGE):
            raise ReleaseError("A program is for one Debian, and an image brings its own: write which.")
        if len(self.files) > MAX_FILES or not all(_is_file(file) for file in self.files):
            raise ReleaseError("The release’s files have names or sizes that no release has.")
        names = [file.name for file in self.files]
        if names != sorted(set(names)):
            raise ReleaseError(NOT_CANONICAL)
        wanted = (".efi", ".root.img") if self.kind == IMAGE else (".deb",)
        if len(names) != len(wanted) or any(not any(n.endswith(end) for n in names) for end in wanted):
            raise ReleaseError(f"A release of this kind has one file for each of: {', '.join(wanted)}.")


def numbers(version: str) -> tuple[int, int, int]:
    """A version such as 1.10.0, to be compared. Raises ReleaseError when it is none."""
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"{version[:40]!r} is no version such as 1.2.0.")
    major, minor, patch = (int(number) for number in version.split("."))
    return major, minor, patch


def _is_file(file: File) -> bool:
    return bool(_NAME.fullmatch(file.name) and 0 < file.size <= MAX_FILE and _SHA_256.fullmatch(file.sha256))


def _moment(text: str) -> datetime:
    try:
        if _WRITTEN.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # as the 30th of February
    raise ReleaseError(NOT_CANONICAL)


def _has(fields: object, kinds: Mapping[str, type[Any]]) -> bool:
    # By exact type: a bool is an int to isinstance.
    return isinstance(fields, dict) and {name: type(value) for name, value in fields.items()} == kinds
