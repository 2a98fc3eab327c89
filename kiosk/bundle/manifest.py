"""A bundle's manifest: one line of canonical JSON, which the signature covers, and which names every file's digest."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from kiosk.bundle.limits import MAX_FILE, MAX_FILES, MAX_MANIFEST, MAX_TOML, MAX_TOTAL, MAX_VERSION
from kiosk.bundle.note import check_note
from kiosk.bundle.paths import check_paths
from kiosk.errors import BundleError

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_SHA_256 = re.compile(r"[0-9a-f]{64}")
_APP = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
_FIELDS = {"bundle_version": int, "not_before": str, "expires": str, "min_app": str, "files": list}
_NOTE = {"note": str}
_FILE_FIELDS = {"path": str, "size": int, "sha256": str}

NOT_CANONICAL = "The bundle’s manifest is not written as Handrail writes it, so none of it is used."


@dataclass(frozen=True)
class File:
    """One file of a bundle. ``size`` is in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself. Times are in UTC, whole seconds.

    Of two bundles the higher ``bundle_version`` is the newer. ``expires`` ends only that it can be taken: a kiosk
    goes on with what it has. ``min_app`` is the oldest Handrail that can use it. ``files`` are sorted by path.
    ``note`` says what changed and why, "" where nobody wrote any.
    """

    bundle_version: int
    not_before: datetime
    expires: datetime
    min_app: str
    files: tuple[File, ...]
    note: str = ""

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)

    @property
    def name(self) -> str:
        """What it is called on disk: its version and the beginning of its digest."""
        import hashlib  # noqa: PLC0415 the welcome page reads a manifest, and waits for nothing else

        return f"{self.bundle_version:016d}-{hashlib.sha256(self.line()).hexdigest()[:16]}"

    def line(self) -> bytes:
        """The one way to write it, without the line end."""
        fields = asdict(self) | {
            name: getattr(self, name).strftime(_MOMENT) for name in ("not_before", "expires")
        }
        if not self.note:
            del fields["note"]  # as bundles were written before there were notes
        return json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def of(cls, line: bytes) -> Self:
        """The manifest on a line. Raises BundleError when it is not canonical, or allows too much."""
        if len(line) > MAX_MANIFEST:
            raise BundleError("The bundle’s manifest is too long, so none of it is used.")
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BundleError(NOT_CANONICAL) from error
        kinds = _FIELDS | _NOTE if isinstance(fields, dict) and "note" in fields else _FIELDS
        if not _has(fields, kinds) or not all(_has(file, _FILE_FIELDS) for file in fields["files"]):
            raise BundleError(NOT_CANONICAL)
        files = tuple(File(**file) for file in fields["files"])
        manifest = cls(
            fields["bundle_version"],
            moment(fields["not_before"]),
            moment(fields["expires"]),
            fields["min_app"],
            files,
            fields.get("note", ""),
        )
        manifest.check()
        if manifest.line() != line:
            raise BundleError(NOT_CANONICAL)
        return manifest

    def check(self) -> None:
        """Raise BundleError, in a sentence, when no kiosk could take it."""
        if not 0 < self.bundle_version <= MAX_VERSION:
            raise BundleError(f"The bundle’s version must be from 1 to {MAX_VERSION}.")
        if self.not_before >= self.expires:
            raise BundleError("The bundle expires before it begins: give it a later end.")
        if not _APP.fullmatch(self.min_app):
            raise BundleError(
                f"The bundle asks for a version {self.min_app!r} of Handrail; write one such as 1.2."
            )
        if not self.files or len(self.files) > MAX_FILES:
            raise BundleError(f"A bundle holds from 1 to {MAX_FILES} files, and this one {len(self.files)}.")
        if self.size > MAX_TOTAL or any(not 0 <= file.size <= MAX_FILE for file in self.files):
            raise BundleError("The bundle’s files are too large, so none of it is used.")
        if any(file.size > MAX_TOML for file in self.files if file.path.endswith(".toml")):
            raise BundleError("A .toml file of the bundle is too large, so none of it is used.")
        if not all(_SHA_256.fullmatch(file.sha256) for file in self.files):
            raise BundleError(NOT_CANONICAL)
        if self.note:
            check_note(self.note)
        paths = [file.path for file in self.files]
        if paths != sorted(paths):
            raise BundleError(NOT_CANONICAL)
        check_paths(paths)


def moment(text: str) -> datetime:
    """A time such as ``2026-11-22T07:40:00Z``. Raises BundleError."""
    try:
        if _WRITTEN.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # as the 30th of February
    raise BundleError(f"{text[:40]!r} is no time such as 2026-11-22T07:40:00Z.")


def _has(fields: object, kinds: Mapping[str, type[Any]]) -> bool:
    # By exact type: a bool is an int to isinstance.
    return isinstance(fields, dict) and {name: type(value) for name, value in fields.items()} == kinds
