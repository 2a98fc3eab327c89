"""What stands behind the staff console in a running kiosk: PINs, log, outbox, link, bundle, printer, updates."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import config as settings
from kiosk import log, uptime
from kiosk.cli.compose import LinkState
from kiosk.cli.late_outbox import LateOutbox
from kiosk.config import Config, council_link
from kiosk.content import Content
from kiosk.errors import ConfigError, HandrailError
from kiosk.machine import free_memory
from kiosk.pin import Locked, Pins, Right, Wrong
from kiosk.roles import Role
from kiosk.self_test import SelfTest
from kiosk.staff import Ending, Release, Report
from kiosk.staff_log import Entry, Outcome, StaffLog
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.reader import Reader
    from ui.window import Window

_LATEST = 200
"""How many lines of the log the console shows; ``kiosk log`` prints all."""


class Office:
    """As ui.desk.Office, in one thread of its own, so that a line of the log is written before the act is begun.

    ``file`` is where the settings were read from, when that is not one of the usual places. ``look_now`` begins a look
    for updates and answers whether there is anything to look for.
    """

    def __init__(
        self,
        config: Config,
        outbox: LateOutbox,
        link: LinkState,
        content: Content,
        *,
        look_now: Callable[[], bool],
        file: Path | None = None,
    ) -> None:
        self._config = config
        self._outbox = outbox
        self._link = link
        self._content = content
        self._look_now = look_now
        self._environ: Mapping[str, str] | None = {"KIOSK_CONFIG": str(file)} if file is not None else None
        self._pins = Pins(config.data)
        self._log = StaffLog(config.data)
        self._tests = SelfTest(config.data)
        self._thread = ThreadPoolExecutor(1, "staff")

    def has_pin(self) -> bool:
        return self._pins.there()

    def check(self, pin: str) -> "Future[Right | Wrong | Locked]":
        return self._thread.submit(self._pins.check, pin)

    def note(self, who: Role | None, what: str, how: Outcome, about: str = "") -> Future[None]:
        return self._thread.submit(self._write, who, what, how, about)

    def report(self) -> Future[Report]:
        return self._thread.submit(self._report)

    def entries(self) -> Future[tuple[Entry, ...]]:
        return self._thread.submit(self._log.read, _LATEST)

    def send_again(self, reference: str) -> Future[None]:
        return self._thread.submit(lambda: self._outbox.wait().outbox.release(reference).result())

    def keep_back(self, reference: str) -> Future[None]:
        return self._thread.submit(lambda: self._outbox.wait().outbox.keep_back(reference).result())

    def keep_test(self, device: str, *, passed: bool) -> Future[None]:
        return self._thread.submit(lambda: self._tests.keep(device, passed=passed))

    def set_pin(self, role: Role, pin: str) -> Future[None]:
        return self._thread.submit(self._pins.set, role, pin)

    def keep_measure(self, px_per_mm: float) -> Future[None]:
        def keep() -> None:
            settings.keep("px_per_mm", px_per_mm, *([self._environ] if self._environ else []))

        return self._thread.submit(keep)

    def look_for_updates(self) -> Future[bool]:
        return self._thread.submit(self._look_now)

    def _write(self, who: Role | None, what: str, how: Outcome, about: str) -> None:
        """To the log of the kiosk, too: what cannot be kept in the file, on a full disk say, is there."""
        log.warning("Staff console: %s, %s, %s %s", who.value if who else "nobody", what, how.value, about)
        try:
            self._log.write(who, what, how, about)
        except HandrailError as error:
            log.error("%s", error)

    def _report(self) -> Report:
        from offline_cache.disk import free_bytes  # noqa: PLC0415 loaded already, with the store
        from offline_cache.status import read_status  # noqa: PLC0415 likewise

        data = self._config.data
        status, contact = read_status(data), self._link.last_contact
        return Report(
            at=datetime.now().astimezone(),
            works=not self._outbox.trouble,
            waiting=status.counts.waiting,
            delivered=status.counts.delivered,
            oldest=datetime.fromisoformat(status.oldest) if status.oldest else None,
            contact=datetime.fromtimestamp(contact).astimezone() if contact is not None else None,
            bundle=self._content.version,
            bundled=self._content.made,
            printer=self._printer(),
            disk=free_bytes(data),
            memory=free_memory(),
            on_for=uptime.seconds(),
            held=status.held,
            queue=status.queue,
            ends=tuple(self._ends()),
            uncertain=status.counts.uncertain,
            accepted=datetime.fromtimestamp(status.accepted).astimezone() if status.accepted else None,
            tested=self._tests.results(),
            release=release_told(),
        )

    def _printer(self) -> str:
        if not self._config.printer:
            return ""
        from kiosk.printing.cups import Cups  # noqa: PLC0415 loaded already, with the printer

        fault = Cups(self._config.printer).state()
        return fault.value if fault else "works"

    def _ends(self) -> Iterator[Ending]:
        for key in self._content.keys:
            yield Ending("sealing_key", key.not_after)
        if self._content.expires is not None:
            yield Ending("bundle", self._content.expires)
        try:
            link = council_link(self._config.data / "council.toml")
        except ConfigError:
            return  # the outbox says so
        if link is not None and link.authority is not None:
            from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 only for staff

            try:
                for certificate in load_pem_x509_certificates(link.authority.read_bytes()):
                    yield Ending("certificate", certificate.not_valid_after_utc)
            except (OSError, ValueError):
                log.error("The certificates in %s cannot be read.", link.authority)


def release_told(folder: Path | None = None) -> Release:
    """What runs here, and what root's updater says in ``folder`` of other versions."""
    from kiosk.cli.bundle import app  # noqa: PLC0415 only for staff
    from kiosk.releases import ledger  # noqa: PLC0415 likewise
    from kiosk.releases.here import read_here  # noqa: PLC0415 likewise
    from kiosk.releases.release import numbers  # noqa: PLC0415 likewise

    version = read_here(app()).version
    kept = ledger.read_ledger(folder or ledger.FOLDER)
    trying = kept.trying.version if kept.trying is not None else ""
    waits = kept.trying is not None and kept.trying.step == ledger.READY and trying != version
    newer = [one.version for one in kept.failed if numbers(one.version) > numbers(version)]
    return Release(
        version,
        waits=trying if waits else "",
        tried="" if waits else trying,
        failed=newer[-1] if newer else "",
        refused=kept.refused,
    )


def open_desk(window: "Window", visit: Visit, reader: "Reader", office: Office, config: Config) -> None:
    """Gives the window its console for staff. After the first paint."""
    from ui.acts import quit_program  # noqa: PLC0415 only where there is a screen
    from ui.desk import Desk  # noqa: PLC0415 likewise
    from ui.switches import Switches  # noqa: PLC0415 likewise

    keepers = [reader.set_aside, window.keypad.set_aside]
    keepers += [switches.set_aside for switches in window.findChildren(Switches)]
    if window.printer is not None:
        keepers.append(window.printer.set_aside)
    window.desk = desk = Desk(window, visit, office, keepers)
    desk.sound = reader.try_out
    desk.headphones = lambda: reader.in_headphones
    desk.quit = partial(quit_program, config.leave_command)
