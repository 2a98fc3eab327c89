"""What stands behind the staff's page in the audit: every PIN is right, and there is one of all that can be told."""

from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar

from kiosk.pin import Locked, Right, Wrong
from kiosk.staff import HeldItem, Report

_Value = TypeVar("_Value")
REPORT = Report(
    works=False,
    waiting=12,
    delivered=345,
    oldest=datetime(2026, 11, 19, 16, 5, tzinfo=UTC),
    contact=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    bundle=7,
    held=(
        HeldItem("KTM7RF2WD", "council", "unknown-key"),
        HeldItem("2WDKTM7RF", "central", "too large, may have arrived"),
    ),
)


class AuditOffice:
    """As ui.desk.Office; answers at once."""

    def has_pin(self) -> bool:
        return True

    def check(self, pin: str) -> Future[Right | Wrong | Locked]:
        del pin
        found: Right | Wrong | Locked = Right()
        return _done(found)

    def report(self) -> Future[Report]:
        return _done(REPORT)

    def send_again(self, reference: str) -> Future[None]:
        del reference
        return _done(None)


def _done(value: _Value) -> Future[_Value]:
    future: Future[_Value] = Future()
    future.set_result(value)
    return future
