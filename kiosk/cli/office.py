"""What stands behind the staff's own page in a running kiosk: the PINs, the outbox, the link and the bundle."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.compose import LinkState
from kiosk.cli.late_outbox import LateOutbox
from kiosk.content import Content
from kiosk.pin import STAFF, Locked, Pins, Right, Wrong
from kiosk.staff import Report
from kiosk.visit import Visit

if TYPE_CHECKING:
    from ui.window import Window


class Office:
    """As ui.desk.Office, in one thread of its own."""

    def __init__(self, data: Path, outbox: LateOutbox, link: LinkState, content: Content) -> None:
        self._data = data
        self._outbox = outbox
        self._link = link
        self._content = content
        self._pins = Pins(data)
        self._thread = ThreadPoolExecutor(1, "staff")

    def has_pin(self) -> bool:
        return self._pins.there()

    def check(self, pin: str) -> "Future[Right | Wrong | Locked]":
        return self._thread.submit(self._pins.check, STAFF, pin)

    def report(self) -> Future[Report]:
        return self._thread.submit(self._report)

    def send_again(self, reference: str) -> Future[None]:
        return self._thread.submit(lambda: self._outbox.wait().outbox.release(reference).result())

    def _report(self) -> Report:
        from offline_cache.status import read_status  # noqa: PLC0415 loaded already, with the store

        status, contact = read_status(self._data), self._link.last_contact
        return Report(
            works=not self._outbox.trouble,
            waiting=status.counts.waiting,
            delivered=status.counts.delivered,
            oldest=datetime.fromisoformat(status.oldest) if status.oldest else None,
            contact=datetime.fromtimestamp(contact).astimezone() if contact is not None else None,
            bundle=self._content.version,
            held=status.held,
        )


def open_desk(window: "Window", visit: Visit, office: Office) -> None:
    """Gives the window its page for staff. After the first paint."""
    from ui.desk import Desk  # noqa: PLC0415 only where there is a screen

    window.desk = Desk(window, visit, office)
