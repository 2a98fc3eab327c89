"""The outbox of a running kiosk, opened beside the window."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.config import Config, council_link
from kiosk.destinations import COUNCIL
from kiosk.errors import ConfigError, HandrailError, StoreError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kiosk.submission import Submission
    from offline_cache.store import Store
    from offline_cache.sync import Link
    from offline_cache.taking import Receipt, ReferenceTaken


PATIENCE = 8.0
"""Seconds that somebody who is quicker than the disk waits for the outbox, rather than be sent away for nothing. The
window stands still for them, for less than half of what a service manager allows."""


def open_store(config: Config, listener: "Callable[[Link], object]" = lambda _link: None) -> "Store":
    """The outbox and its sync for this kiosk. ConfigError when there is nobody to send to; else as Store.open.

    A kiosk that is not enrolled takes what goes to the destinations in kiosk.toml.
    """
    from kiosk.destinations import read_secret  # noqa: PLC0415 the store is loaded in its own thread
    from offline_cache.settings import Other, Settings  # noqa: PLC0415 likewise
    from offline_cache.store import Store  # noqa: PLC0415 likewise

    link = council_link(config.data / "council.toml")
    if link is None and not config.destinations:
        raise ConfigError(
            f"There is no {config.data / 'council.toml'}, so this kiosk knows no council: enrol it"
            " with 'kiosk enrol' (docs/enrolment.md)."
        )
    others = tuple(Other(one, read_secret(one, config.data)) for one in config.destinations.values())
    settings = Settings(config.data, "", "", "", others=others)
    if link is not None:
        settings = Settings(
            config.data, link.public_key, link.url, link.token, link.authority, link.proxy, others=others
        )
    return Store.open(settings, listener)


class LateOutbox:
    """The visit's outbox, opened in a thread of its own so that the first page never waits for a disk.

    ``before`` runs first in that thread (starting a council on this machine, say). When the store cannot be opened,
    all is refused and ``trouble`` says why. Without ``send`` nothing is sent by itself.
    ``sealing_key`` gives the council's key to seal to (PEM text): "" for the enrolled one, None when none is in force.
    """

    def __init__(
        self,
        config: Config,
        listener: "Callable[[Link], object]",
        before: Callable[[], object] = lambda: None,
        *,
        send: bool = True,
        sealing_key: Callable[[], str | None] = lambda: "",
    ) -> None:
        self._config = config
        self._listener = listener
        self._before = before
        self._send = send
        self._sealing_key = sealing_key
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._open, name="opening", daemon=True)
        self.trouble = ""

    def start(self) -> None:
        """Begin to open."""
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something is sent just now."""
        return self._store is not None and self._store.sync.busy

    def wait(self) -> "Store":
        """The open store. Raises ConfigError with the trouble when it could not be opened."""
        self._thread.join()
        if self._store is None:
            raise ConfigError(self.trouble)
        return self._store

    def refusal(self, destination: str) -> str:
        """As means.Outbox: asked before a form is begun, whose answers are then sealed to the key in force now.

        While the store is still being opened it is waited for, PATIENCE at most.
        """
        if self._store is None and self._thread.is_alive():
            self._thread.join(PATIENCE)
        if self._store is None or not self._store.outbox.has_room():
            return "unusable.outbox"
        if destination != COUNCIL:
            return ""  # that is sealed to other keys
        if not self._store.enrolled:
            return "unusable.outbox"
        return "" if self._has_key(self._store) else "unusable.key"

    def put(self, answers: "Submission") -> "Future[str]":
        """As means.Outbox. A reference that is taken already counts as not saved: the next press makes another."""
        from concurrent.futures import Future  # noqa: PLC0415 not before somebody sends

        promise: Future[str] = Future()
        if self._store is None:
            promise.set_exception(StoreError("The outbox is not open."))
            return promise

        from offline_cache.taking import ReferenceTaken  # noqa: PLC0415 loaded already, with the store

        def done(kept: "Future[Receipt | ReferenceTaken]") -> None:
            error = kept.exception()
            if error is None and isinstance(kept.result(), ReferenceTaken):
                error = StoreError("This reference is taken.")
            if error is not None:
                promise.set_exception(error)
            else:
                promise.set_result(kept.result().reference)

        self._store.outbox.put(answers).add_done_callback(done)
        return promise

    def find(self, id_: str) -> "Future[str]":
        """As means.Outbox. Waits for the store in a thread of its own: after a crash this may be asked at once."""
        from concurrent.futures import Future  # noqa: PLC0415 only after a crash

        promise: Future[str] = Future()

        def look() -> None:
            try:
                promise.set_result(self.wait().outbox.find(id_).result())
            except (ConfigError, StoreError) as error:
                promise.set_exception(StoreError(str(error)))

        threading.Thread(target=look, name="finding", daemon=True).start()
        return promise

    def close(self) -> None:
        """Stop sending and close the file."""
        if self._store is not None:
            self._store.close()

    def _has_key(self, store: "Store") -> bool:
        key = self._sealing_key()
        if key is None:
            log.error("No council key of the bundle is in force: make a bundle with a newer one.")
            return False
        try:
            store.seal_to(key)
        except ConfigError as error:
            log.error("%s", error)
            return False
        return True

    def _open(self) -> None:
        try:
            self._before()
            store = open_store(self._config, self._listener)
        except (HandrailError, OSError) as error:
            self.trouble = str(error)
            log.error("This kiosk cannot take submissions. %s", error)
            return
        if store.set_aside is not None:
            log.error("The outbox was broken; it is kept as %s and a new one is in use.", store.set_aside)
        if self._send:
            store.sync.start()
        self._store = store
