"""The parts of a kiosk, put together: the one place that knows them all."""

import os
import time
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.cli.late_outbox import LateOutbox
from kiosk.config import Config
from kiosk.content import Content
from kiosk.destinations import COUNCIL
from kiosk.display import Display
from kiosk.errors import ConfigError, FormError, HandrailError
from kiosk.idle import Idle
from kiosk.means import Drafts, NoDrafts
from kiosk.visit import Means, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.asking.answering import Answer
    from kiosk.catalogue import Service
    from kiosk.forms.form import Form
    from kiosk.measures.figures import Figure
    from offline_cache import drafts as kept
    from offline_cache.sync import Link
    from ui.noticing import Noticing
    from ui.offers import Offers
    from ui.reader import Reader
    from ui.window import Window


def load_form(
    service: "Service", *, takes_files: bool = False, only_pages: bool = False, places: Path | None = None
) -> "Form":
    """A service's form, read and checked. Raises FormError; the log has why, for staff.

    ``takes_files`` and ``only_pages`` are as in xform.load; ``places`` is the file of those that the kiosk knows.
    """
    from kiosk import places as known  # noqa: PLC0415 likewise
    from kiosk.forms import xform  # noqa: PLC0415 the form engine is loaded when a service is chosen

    try:
        xml, media = (service.folder / service.form).read_bytes(), service.media()
        form = xform.load(
            xml, media, takes_files=takes_files, only_pages=only_pages, places=known.places(places)
        )
        if form.missing:
            raise FormError(
                f"the file '{form.missing[0]}' is needed but is not there; put it beside the form"
            )
        if form.public_key and service.destination != COUNCIL:
            from offline_cache.odk_encryption import form_key  # noqa: PLC0415 few forms have a key

            form_key(form.public_key)  # raises now, and not when somebody has filled it in
    except OSError as error:
        log.error("The service %s cannot be used: its files cannot be read. %s", service.id, error)
        raise FormError(f"{service.folder} cannot be read: put its files back.") from error
    except HandrailError as error:
        log.error("The service %s cannot be used. %s", service.id, error)
        raise
    return form


def new_visit(
    config: Config,
    outbox: LateOutbox,
    content: Content,
    drafts: Drafts | None = None,
    ask: "Callable[[str, str], Answer] | None" = None,
) -> Visit:
    """A visit with the real clock, ids and randomness, on what ``content`` offers; without ``drafts`` none is kept.

    ``ask`` is as in Means.
    """

    def load(service: "Service") -> "Form":
        try:
            pages = config.attachments_from is None
            return load_form(service, takes_files=config.takes_files, only_pages=pages, places=config.places)
        except FormError as error:
            content.failed(service, error)
            raise

    return Visit(
        Means(
            catalogue=content.catalogue,
            load_form=load,
            outbox=outbox,
            idle=Idle(time.monotonic, config.idle_warning, config.idle_end),
            now=lambda: datetime.now().astimezone(),
            random=SystemRandom(),
            new_id=_new_id,
            languages=config.languages,
            display=Display(read_aloud=config.read_aloud),
            drafts=drafts or NoDrafts(),
            location=config.location,
            ask=ask,
            others=partial(_others, config),
        )
    )


def _others(config: Config, service: "Service") -> "Figure | None":
    """How other people fared with its form, as far as the council has told."""
    from kiosk.others import told_in  # noqa: PLC0415 not before a service is chosen

    return told_in(config.data, lambda: datetime.now().astimezone().date())(service)


def ask_who_came_back(visit: Visit, drafts: "kept.Drafts") -> None:
    """Before the window opens: when the program stopped in the middle of a visit a moment ago, the visit asks."""
    found = drafts.take()
    if found is None:
        return
    from kiosk.coming_back import offer  # noqa: PLC0415 only after a crash

    log.warning("The program stopped in the middle of a visit.")
    asked = offer(visit, found.draft, found.left)
    if asked is not None:
        drafts.mark(found, asked)


def keep_drafts(window: "Window", visit: Visit, reader: "Reader", drafts: "kept.Drafts | None") -> None:
    """Once the voice is there: from now on a draft of the visit is kept."""
    if drafts is not None:
        from ui.drafting import Drafting  # noqa: PLC0415 after the first paint
        from ui.switches import Switches  # noqa: PLC0415 likewise

        Drafting(window, visit, reader, window.findChildren(Switches)[0], drafts.keep)


def open_addresses(config: Config) -> None:
    """The list of addresses, while the welcome page already shows."""
    from kiosk import addresses  # noqa: PLC0415 the welcome page needs none

    addresses.prepare(config)


def _new_id() -> str:
    from uuid import uuid4  # noqa: PLC0415 not before somebody sends

    return str(uuid4())


class LinkState:
    """What the sync last heard of the network. Unknown counts as there: nothing is said until it is sure.

    ``last_contact`` is as in Link.
    """

    def __init__(self) -> None:
        self._offline = False
        self.last_contact: float | None = None

    def hear(self, link: "Link") -> None:
        """To be called by the sync, in its thread."""
        self._offline = link.online is False
        self.last_contact = link.last_contact

    def online(self) -> bool:
        """Whether the council could be reached, as far as is known."""
        return not self._offline


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a screen to open a window on."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or environ.get("QT_QPA_PLATFORM"))


def give_voice(window: "Window", visit: Visit, config: Config) -> "Reader":
    """Joins a voice to the window. The result must be kept as long as the window."""
    from kiosk.speech.speaker import Speaker  # noqa: PLC0415 after the first paint, like all here
    from kiosk.speech.voices import choose  # noqa: PLC0415 likewise
    from ui.reader import Reader  # noqa: PLC0415 likewise
    from ui.screen_reader import ScreenReader  # noqa: PLC0415 likewise

    voice, trouble = choose(config.voice, config.data / "prompts")
    if trouble:
        log.error("%s", trouble)
    reader = Reader(window, visit, partial(Speaker, voice))
    window.opened.connect(reader.opened)
    window.second.connect(reader.second)
    window.typing.said.connect(reader.typed)
    if window.activity is not None:
        window.activity.alive.connect(reader.silence)
        window.activity.touch.missed.connect(reader.missed)
        window.activity.touch.heard.connect(reader.heard)
    give_keys(window, visit, reader, config)
    give_headphones(window, visit, reader, config.headphones)
    window.give_voice(reader.spell)
    ScreenReader(reader).changed.connect(reader.give_way)
    return reader


def give_noticing(window: "Window", visit: Visit, reader: "Reader") -> "Noticing":
    """Once the voice is there: from now on those in its ``listeners`` hear what happens in a visit."""
    from ui.noticing import Noticing  # noqa: PLC0415 after the first paint
    from ui.screen_reader import ScreenReader  # noqa: PLC0415 likewise

    noticing = Noticing(window, visit, time.monotonic)
    noticing.hears = lambda: reader.in_headphones
    for screen_reader in reader.findChildren(ScreenReader):
        screen_reader.changed.connect(noticing.give_way)
    return noticing


def give_offers(
    window: "Window", visit: Visit, noticing: "Noticing", reader: "Reader", config: Config
) -> "Offers":
    """From now on who seems stuck is offered something. A struggle.toml that is no good is told of and passed over."""
    from kiosk.struggle.settings import load  # noqa: PLC0415 after the first paint
    from ui.offers import Offers  # noqa: PLC0415 likewise

    try:
        struggle = load(config.data)
    except ConfigError as error:
        log.warning("%s Our own rules are used.", error)
        struggle = load()
    return Offers(
        window,
        visit,
        noticing,
        struggle,
        wpm=lambda: reader.settings.wpm,
        warning=config.idle_warning,
    )


def give_keys(window: "Window", visit: Visit, reader: "Reader", config: Config) -> None:
    """The keys for the voice, and the reminder of what to press."""
    from ui import voice_keys  # noqa: PLC0415 after the first paint
    from ui.reminder import Reminder  # noqa: PLC0415 likewise

    window.keypad.tell = reader.tell
    window.curtain.said.connect(partial(reader.tell, anyway=True))
    window.keypad.asked.connect(partial(voice_keys.answer, reader, visit))
    window.ask = partial(voice_keys.pressed, reader, visit, window)
    window.pace = partial(voice_keys.pace, reader)
    if config.reminder:
        reminder = Reminder(config.reminder, reader, visit, window.keypad)
        window.second.connect(reminder.second)
        if window.activity is not None:
            window.activity.alive.connect(reminder.stir)


def give_headphones(window: "Window", visit: Visit, reader: "Reader", teller: str) -> None:
    """Who tells the voice that headphones went in or came out: one of HEADPHONES (A9)."""
    from ui.headphones import PlugKeys, Ports, Switch  # noqa: PLC0415 after the first paint

    if teller == "key":
        PlugKeys(window, visit)
        window.keypad.headphones.connect(reader.plugged)
    elif teller != "none":
        source = Switch(reader) if teller == "evdev" else Ports(reader)
        source.changed.connect(reader.plugged)
        reader.closing.connect(source.close)
        source.look()


def give_printer(window: "Window", visit: Visit, config: Config) -> None:
    """Joins a printer to the window, if there is one."""
    if not config.printer:
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 after the first paint

    from kiosk.printing.copying import Copying  # noqa: PLC0415 likewise
    from kiosk.printing.cups import Cups  # noqa: PLC0415 likewise
    from ui.printing import Printer  # noqa: PLC0415 likewise

    copying = Copying(Cups(config.printer), time.monotonic, ThreadPoolExecutor(1, "printer"))
    window.printer = Printer(window, visit, config, copying, lambda: datetime.now().astimezone())
    window.second.connect(window.printer.second)


def give_copies(window: "Window", visit: Visit, config: Config) -> None:
    """Joins the sticks for copies to the window, if staff hold any."""
    if not config.copies_to:
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 after the first paint

    from kiosk.copies.giving import Giving  # noqa: PLC0415 likewise
    from kiosk.copies.stick import Sticks  # noqa: PLC0415 likewise
    from ui.copies import Copies  # noqa: PLC0415 likewise

    giving = Giving(Sticks(Path(config.copies_to)), ThreadPoolExecutor(1, "copies"))
    window.copies = Copies(window, visit, config, giving)
