"""The draft of the visit under way, sealed, in memory alone, and for two minutes after a crash (decision 0027)."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import log, uptime
from kiosk.errors import StoreError
from offline_cache.lock import FolderLock
from offline_cache.volatile import folder_for

if TYPE_CHECKING:  # the welcome page waits for what is loaded at first
    from kiosk.attachments.attachment import Attachment
    from kiosk.draft import Draft
    from offline_cache.undertaker import Undertaker

LASTS = 120.0
"""Seconds from the program's last sign of life until a draft is nobody's any more."""
BEAT = 5.0
"""Seconds between two signs of life of a program whose person does nothing."""

PATIENCE = 1.0
"""Seconds that a person who sends may be kept waiting for the draft: a thousand times what it takes."""

_KEY, _DRAFT, _NONCE = 32, "draft", 12


@dataclass(frozen=True)
class Found:
    """What a program that stopped had left. ``left`` gives the seconds for which it may still be gone on with."""

    draft: "Draft" = field(repr=False)
    at: float
    left: Callable[[], float]


class Drafts:
    """Keeps the newest draft, and nothing else. Lives as long as the program; no method but ``take`` reads.

    ``folder`` is in memory (volatile.py). ``bound`` says what a draft cannot be used with another of: the program, the
    bundle, the boot. The key is drawn anew for each visit and lies in a file of its own; with it all goes. ``keep``
    returns at once. Raises StoreError when another program of this kiosk keeps its drafts there.
    """

    def __init__(
        self,
        folder: Path,
        bound: Callable[[], str],
        *,
        clock: Callable[[], float] = uptime.seconds,
        beat: float = BEAT,
        call_undertaker: "Callable[[Path, float], Undertaker | None]" = lambda _folder, _seconds: None,
    ) -> None:
        self._folder = folder
        self._bound = bound
        self._clock = clock
        self._beat = beat
        self._call_undertaker = call_undertaker
        self._lock = FolderLock(folder)
        self._slot = threading.Condition()  # held for a moment, by the window too
        self._disk = threading.Lock()  # held while something is written
        self._next: Draft | None = None
        self._busy = False
        self._closed = False
        self._wiped = 0
        self._key: bytes | None = None
        self._plain: bytes | None = None
        self._parts: set[str] = set()
        self._failed = False
        self._thread: threading.Thread | None = None
        self._undertaker: Undertaker | None = None

    def take(self) -> Found | None:
        """At the start: what a crash left, if it still may be gone on with. Anything else that lies there goes."""
        try:
            draft, at = self._read()
        except (OSError, ValueError, KeyError, TypeError):
            self.wipe()
            return None
        if not 0 <= self._clock() - at < LASTS:
            self.wipe()
            return None
        return Found(draft, at, lambda: at + LASTS - self._clock())

    def mark(self, found: Found, draft: "Draft") -> None:
        """Write ``draft`` in the place of what was found. It gets no more time by that."""
        with self._disk:
            self._write(draft.to_bytes(), draft.files, found.at)
        self._see_to_the_end()

    def keep(self, draft: "Draft") -> None:
        """The visit stands so now: written in a thread of its own, as soon as it can be."""
        with self._slot:
            self._next = draft
            self._slot.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_on, name="drafts", daemon=True)
                self._thread.start()

    def settle(self) -> None:
        """Wait until what was kept last is written, PATIENCE at most."""
        with self._slot:
            self._slot.wait_for(lambda: self._next is None and not self._busy, PATIENCE)

    def wipe(self) -> None:
        """The visit is over: when this returns, neither draft nor key is there."""
        with self._slot:
            self._next = None
            self._wiped += 1
        with self._disk:
            self._wipe()
            self._failed = False

    def close(self) -> None:
        """The program ends as it should, so nothing is left."""
        with self._slot:
            self._closed = True
            self._slot.notify_all()
        if self._thread is not None:
            self._thread.join()
        self.wipe()
        if self._undertaker is not None:
            self._undertaker.dismiss()
        self._lock.release()

    # In the thread.

    def _write_on(self) -> None:
        self._see_to_the_end()
        while True:
            with self._slot:
                self._slot.wait_for(lambda: self._next is not None or self._closed, self._beat)
                if self._closed:
                    return
                draft, self._next, wiped = self._next, None, self._wiped
                self._busy = True
            plain = draft.to_bytes() if draft is not None else None
            with self._disk:
                plain = plain or self._plain
                if plain is not None and wiped == self._wiped:
                    self._write(plain, draft.files if draft is not None else None, self._clock())
            with self._slot:
                self._busy = False
                self._slot.notify_all()

    def _see_to_the_end(self) -> None:
        if self._undertaker is not None:
            return
        try:
            self._undertaker = self._call_undertaker(self._folder, LASTS)
        except OSError as error:
            log.warning("A draft may outlive a crash for as long as the kiosk is off (%s).", error.strerror)

    def _write(self, plain: bytes, files: "tuple[Attachment, ...] | None", at: float) -> None:
        """All of it, or for the rest of the visit there is no draft: half a visit is not kept. None: the same files."""
        if self._failed:
            return
        try:
            key = self._key or self._new_key()
            for file in files or ():  # once each: what has a name never changes
                if file.name not in self._parts:
                    self._put(_named(file.name, key), self._seal(file.data, file.name, key))
                    self._parts.add(file.name)
            self._put(_DRAFT, f"{at!r}\n".encode() + self._seal(plain, repr(at), key))
            self._plain = plain
            for name in self._parts - {file.name for file in files} if files is not None else ():
                (self._folder / _named(name, key)).unlink(missing_ok=True)
                self._parts.discard(name)
        except OSError as error:
            self._wipe()
            self._failed = True
            log.warning(
                "A crash would end this visit: %s cannot be written (%s).", self._folder, error.strerror
            )

    def _new_key(self) -> bytes:
        key = os.urandom(_KEY)
        self._put("key", key)
        self._key = key
        return key

    # Sealing.

    def _seal(self, plain: bytes, name: str, key: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 not before the window

        nonce = os.urandom(_NONCE)
        return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, self._bound_to(name))

    def _open(self, sealed: bytes, name: str, key: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 only after a crash
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 likewise

        try:
            return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(name))
        except InvalidTag as error:
            raise ValueError(
                "these bytes are not as they were sealed, or not by this kiosk as it is now"
            ) from error

    def _bound_to(self, name: str) -> bytes:
        return f"handrail-draft/1|{self._bound()}|{name}".encode()

    def _read(self) -> "tuple[Draft, float]":
        folder = self._folder
        key = (folder / "key").read_bytes()
        at, _, sealed = (folder / _DRAFT).read_bytes().partition(b"\n")
        from kiosk.draft import Draft  # noqa: PLC0415 only after a crash

        plain = self._open(sealed, at.decode(), key)
        draft = Draft.from_bytes(
            plain, lambda name: self._open((folder / _named(name, key)).read_bytes(), name, key)
        )
        self._key, self._parts = key, {file.name for file in draft.files}
        return draft, float(at)

    def _put(self, name: str, data: bytes) -> None:
        """Whole or not at all."""
        fresh = self._folder / f"{name}.new"
        fresh.unlink(missing_ok=True)
        with os.fdopen(
            os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "wb"
        ) as file:
            file.write(data)
        fresh.replace(self._folder / name)

    def _wipe(self) -> None:
        self._key = self._plain = None
        self._parts.clear()
        try:
            key = self._folder / "key"
            if key.exists():
                with key.open("r+b") as file:  # the bytes themselves, and not only their name
                    file.write(bytes(_KEY))
            for found in self._folder.iterdir():
                if found.name != "lock":
                    found.unlink(missing_ok=True)
        except OSError as error:
            log.error("%s cannot be emptied (%s): switch the kiosk off and on.", self._folder, error.strerror)


def _named(name: str, key: bytes) -> str:
    import hashlib  # noqa: PLC0415 only with files

    return f"{hashlib.blake2b(name.encode(), key=key, digest_size=16).hexdigest()}.file"


def _call_undertaker(folder: Path, seconds: float) -> "Undertaker":
    from offline_cache import undertaker  # noqa: PLC0415 when there is something to keep

    return undertaker.call(folder, seconds)


def may_lie_in(data: Path) -> bool:
    """Whether a program of the kiosk with this data folder stopped in the middle of a visit, as far as can be seen."""
    folder = folder_for(data)
    return folder is not None and (folder / _DRAFT).exists()


def open_drafts(data: Path, bundle: Callable[[], int]) -> Drafts | None:
    """Drafts for the kiosk with this data folder, or None, and the log says why there will be none.

    ``bundle`` gives the version of the bundle in use.
    """
    folder = folder_for(data)
    if folder is None:
        log.warning("A crash would end a visit: there is no folder in memory (tmpfs) for its draft.")
        return None
    boot = uptime.boot()
    try:
        return Drafts(folder, lambda: f"{bundle()}|{boot}", call_undertaker=_call_undertaker)
    except (StoreError, OSError) as error:
        log.warning("A crash would end a visit. %s", error)
        return None
