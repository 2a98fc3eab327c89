"""What stands behind the staff console in the audit: every PIN is right, and there is one of all that can be told."""

from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar

from kiosk.pin import Locked, Right, Wrong
from kiosk.roles import Role
from kiosk.staff import Ending, HeldItem, QueuedItem, Release, Report
from kiosk.staff_log import Entry, Outcome

_Value = TypeVar("_Value")
REPORT = Report(
    at=datetime(2026, 11, 22, 10, tzinfo=UTC),
    works=False,
    waiting=12,
    delivered=345,
    oldest=datetime(2026, 11, 19, 16, 5, tzinfo=UTC),
    contact=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    bundle=7,
    bundled=datetime(2026, 11, 2, 8, tzinfo=UTC),
    printer="paper",
    disk=21_474_836_480,
    memory=734_003_200,
    on_for=3 * 86_400.0,
    held=(
        HeldItem("KTM7RF2WD", "council", "unknown-key"),
        HeldItem("2WDKTM7RF", "central", "too large, may have arrived"),
    ),
    queue=(QueuedItem("7RFKTM2WD", "council", "2026-11-19T16:05:00+00:00"),),
    ends=(
        Ending("certificate", datetime(2026, 11, 20, tzinfo=UTC)),
        Ending("sealing_key", datetime(2026, 12, 4, 12, tzinfo=UTC)),
        Ending("bundle", datetime(2027, 11, 2, tzinfo=UTC)),
    ),
    tested={"keys": True, "voice": False},
    release=Release(
        "1.1.0",
        waits="1.2.1",
        tried="1.2.2",
        failed="1.2.0",
        refused="The release 1.3.0 is for Debian 12, and this is 13.",
    ),
)
ENTRIES = (
    Entry("2026-11-22T09:58:00+00:00", "staff", "retry", "allowed"),
    Entry("2026-11-22T09:57:00+00:00", "volunteer", "held", "refused"),
    Entry("2026-11-22T09:56:00+00:00", "nobody", "open", "wrong"),
)


class AuditOffice:
    """As ui.desk.Office; answers at once."""

    def has_pin(self) -> bool:
        return True

    def check(self, pin: str) -> Future[Right | Wrong | Locked]:
        del pin
        found: Right | Wrong | Locked = Right(Role.IT)
        return done(found)

    def note(self, who: Role | None, what: str, how: Outcome, about: str = "") -> Future[None]:
        del who, what, how, about
        return done(None)

    def report(self) -> Future[Report]:
        return done(REPORT)

    def entries(self) -> Future[tuple[Entry, ...]]:
        return done(ENTRIES)

    def send_again(self, reference: str) -> Future[None]:
        del reference
        return done(None)

    def keep_back(self, reference: str) -> Future[None]:
        del reference
        return done(None)

    def keep_test(self, device: str, *, passed: bool) -> Future[None]:
        del device, passed
        return done(None)

    def set_pin(self, role: Role, pin: str) -> Future[None]:
        del role, pin
        return done(None)

    def keep_measure(self, px_per_mm: float) -> Future[None]:
        del px_per_mm
        return done(None)

    def look_for_updates(self) -> Future[bool]:
        return done(found=True)


def done(found: _Value) -> Future[_Value]:
    """A future that has its result already."""
    future: Future[_Value] = Future()
    future.set_result(found)
    return future
