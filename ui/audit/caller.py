"""Somebody to call in an audited kiosk: at once they know, and they never come."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from kiosk.calling import GRACE, Call, Calling, Heard
from kiosk.stage import Aside
from kiosk.visit import Visit
from ui.calls import Calls

if TYPE_CHECKING:
    from ui.audit.kiosk import Kiosk
    from ui.window import Window

_AGAIN = 60.0


class _AtOnce(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class _Desk:
    def say(self, call: Call) -> Heard:
        del call
        return Heard(seen=True, answered=False, done=False)


def somebody(window: "Window", visit: Visit, clock: Callable[[], float]) -> Calls:
    """To be the window's ``calls``."""
    threads = (_AtOnce(), _AtOnce())
    return Calls(window, visit, Calling(_Desk(), None, clock, lambda: "call", threads, again_after=_AGAIN))


def called(kiosk: "Kiosk") -> Iterator[str]:
    """A call from a question: they know; nobody came; the question while nobody comes."""
    visit, calls = kiosk.visit, kiosk.window.calls
    if calls is None:
        return
    kiosk.go(calls.call)
    for seconds, name in ((GRACE, "person, told"), (2 * _AGAIN, "person, nobody came")):
        kiosk.seconds += seconds
        visit.activity()
        for _ in range(2):
            kiosk.go(calls.second)
        kiosk.go(lambda: visit.open(Aside.PERSON))
        yield name
        kiosk.go(visit.close)
    yield "question, nobody came"
    kiosk.go(calls.call_off)
