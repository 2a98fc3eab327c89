"""The parts of a kiosk, put together: the one place that knows them all."""

import logging
import os
import secrets
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from kiosk import catalogue
from kiosk.catalogue import Catalogue, Service
from kiosk.config import Config, council_link
from kiosk.display import Display
from kiosk.errors import ConfigError, FormError, HandrailError, StoreError
from kiosk.idle import Idle
from kiosk.submission import Submission
from kiosk.visit import Means, Visit

if TYPE_CHECKING:
    from kiosk.forms.form import Form
    from offline_cache.outbox import Receipt, ReferenceTaken
    from offline_cache.store import Store
    from offline_cache.sync import Link
    from ui.reader import Reader
    from ui.window import Window

_log = logging.getLogger("handrail")


def open_store(config: Config, listener: "Callable[[Link], object]" = lambda _link: None) -> "Store":
    """The outbox and its sync for this kiosk. Raises ConfigError when it is not enrolled, else as Store.open."""
    from offline_cache.settings import Settings  # noqa: PLC0415 the store is loaded in its own thread
    from offline_cache.store import Store  # noqa: PLC0415 likewise

    link = council_link(config.data / "council.toml")
    if link is None:
        raise ConfigError(
            f"There is no {config.data / 'council.toml'}, so this kiosk knows no council: make it with"
            " 'python -m council_api enrol NAME --out FILE' and put it there."
        )
    return Store.open(Settings(config.data, link.public_key, link.url, link.token), listener)


class LateOutbox:
    """The visit's outbox, opened in a thread of its own so that the window never waits for a disk.

    ``before`` runs first in that thread (starting a council on this machine, say). Until the store is open, and
    when it cannot be opened, ``ready`` is False and ``trouble`` says why. Without ``send`` nothing is sent by itself.
    """

    def __init__(
        self,
        config: Config,
        listener: "Callable[[Link], object]",
        before: Callable[[], object] = lambda: None,
        *,
        send: bool = True,
    ) -> None:
        self._config = config
        self._listener = listener
        self._before = before
        self._send = send
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._open, name="opening", daemon=True)
        self.trouble = ""

    def start(self) -> None:
        """Begin to open."""
        self._thread.start()

    def wait(self) -> "Store":
        """The open store. Raises ConfigError with the trouble when it could not be opened."""
        self._thread.join()
        if self._store is None:
            raise ConfigError(self.trouble)
        return self._store

    def ready(self) -> bool:
        """As visit.Outbox."""
        return self._store is not None and self._store.outbox.has_room()

    def put(self, answers: Submission) -> Future[str]:
        """As visit.Outbox. A reference that is taken already counts as not saved: the next press makes another."""
        promise: Future[str] = Future()
        if self._store is None:
            promise.set_exception(StoreError("The outbox is not open."))
            return promise

        def done(kept: "Future[Receipt | ReferenceTaken]") -> None:
            error = kept.exception()
            if error is not None:
                promise.set_exception(error)
            elif hasattr(receipt := kept.result(), "id"):
                promise.set_result(receipt.reference)
            else:
                promise.set_exception(StoreError("This reference is taken."))

        self._store.outbox.put(answers).add_done_callback(done)
        return promise

    def close(self) -> None:
        """Stop sending and close the file."""
        if self._store is not None:
            self._store.close()

    def _open(self) -> None:
        try:
            self._before()
            store = open_store(self._config, self._listener)
        except (HandrailError, OSError) as error:
            self.trouble = str(error)
            _log.error("This kiosk cannot take submissions. %s", error)
            return
        if store.set_aside is not None:
            _log.error("The outbox was broken; it is kept as %s and a new one is in use.", store.set_aside)
        if self._send:
            store.sync.start()
        self._store = store


def load_form(service: Service) -> "Form":
    """A service's form, read and checked. Raises FormError; the log has why, for staff."""
    from kiosk.forms import xform  # noqa: PLC0415 the form engine is loaded when a service is chosen

    try:
        return xform.load((service.folder / service.form).read_bytes(), service.media())
    except OSError as error:
        _log.exception("The service %s cannot be used: its files cannot be read.", service.id)
        raise FormError(f"{service.folder} cannot be read: put its files back.") from error
    except HandrailError as error:
        _log.error("The service %s cannot be used. %s", service.id, error)
        raise


def new_visit(config: Config, outbox: LateOutbox) -> Visit:
    """A visit with the real clock, ids and randomness."""

    @cache
    def services() -> Catalogue:
        return catalogue.load(
            catalogue.BUILT_IN,
            config.data / "services",
            broken=lambda error: _log.error("A service is left out. %s", error),
        )

    return Visit(
        Means(
            catalogue=services,
            load_form=load_form,
            outbox=outbox,
            idle=Idle(time.monotonic, config.idle_warning, config.idle_end),
            now=lambda: datetime.now().astimezone(),
            random=secrets.SystemRandom(),
            new_id=lambda: str(uuid.uuid4()),
            languages=config.languages,
            display=Display(read_aloud=config.read_aloud),
        )
    )


class LinkState:
    """What the sync last heard of the network. Unknown counts as there: nothing is said until it is sure."""

    def __init__(self) -> None:
        self._offline = False

    def hear(self, link: "Link") -> None:
        """To be called by the sync, in its thread."""
        self._offline = link.online is False

    def online(self) -> bool:
        """Whether the council could be reached, as far as is known."""
        return not self._offline


def has_display(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> bool:
    """Whether there is a screen to open a window on."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or environ.get("QT_QPA_PLATFORM"))


def give_voice(window: "Window", visit: Visit, config: Config) -> "Reader":
    """Joins a voice to the window. The result must be kept as long as the window."""
    from kiosk.speech.speaker import Speaker  # noqa: PLC0415 after the first paint, like all here
    from kiosk.speech.voices import VOICES, SilentVoice  # noqa: PLC0415 likewise
    from ui.reader import Reader  # noqa: PLC0415 likewise

    if config.voice not in VOICES:
        _log.error(
            "There is no voice %r: write one of %s in kiosk.toml.", config.voice, ", ".join(VOICES)
        )  # the screen says that there is none
    voice = VOICES.get(config.voice, SilentVoice)
    reader = Reader(window, visit, partial(Speaker, voice))
    window.opened.connect(reader.opened)
    window.second.connect(reader.second)
    if window.activity is not None:
        window.activity.alive.connect(reader.silence)
    window.give_voice(reader.spell)
    return reader
