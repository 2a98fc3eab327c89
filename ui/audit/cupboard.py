"""Where visits are put aside in the audit: in memory, at once, and always under the same code."""

from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar

from kiosk.pausing.codes import Code
from kiosk.pausing.cupboard import Found, Kept, Missing, Why
from kiosk.pausing.saved import Saved

_Value = TypeVar("_Value")
CODE = Code((7, 60, 155, 290, 333, 480))
UNTIL = datetime(2026, 11, 29, 10, 30, tzinfo=UTC)


class AuditCupboard:
    """As kiosk.pausing.cupboard.Cupboard.

    ``saved`` is what was put aside last, ``reaches`` the answer of ``everywhere``, and ``over`` has what was ended.
    """

    def __init__(self) -> None:
        self.saved: Saved | None = None
        self.reaches: bool | None = False
        self.over: list[str] = []

    def until(self) -> datetime:
        return UNTIL

    def keep(self, saved: Saved) -> Future[Kept]:
        self.saved = Saved.from_bytes(saved.to_bytes())
        return _done(Kept("audit", CODE, UNTIL))

    def everywhere(self, id_: str) -> bool | None:
        del id_
        return self.reaches

    def find(self, code: Code) -> Future[Found | Missing]:
        found: Found | Missing = Missing(Why.NONE)
        if self.saved is not None and code == CODE:
            found = Found("audit", self.saved)
        return _done(found)

    def ended(self, id_: str) -> None:
        self.over.append(id_)


def _done(value: _Value) -> Future[_Value]:
    future: Future[_Value] = Future()
    future.set_result(value)
    return future
