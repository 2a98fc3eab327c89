"""The printer's queue in CUPS: there, taking jobs, and what the printer complains of."""

from collections.abc import Mapping

from kiosk.checking.found import Found, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.checking.tried import tried
from kiosk.printing.cups import Fault, accepting, fault, warnings

_FAULTS: Mapping[Fault, tuple[str, str]] = {
    Fault.PAPER: ("The printer has no paper.", "Put paper in."),
    Fault.JAM: ("Paper is stuck in the printer.", "Take it out."),
    Fault.COVER: ("A door of the printer is open.", "Close it."),
    Fault.INK: ("The printer has no ink or toner.", "Put some in."),
    Fault.AWAY: (
        "The printer does not answer.",
        "Switch it on and check its cable; then run 'cupsenable' on its queue.",
    ),
}
_LOW = {"marker-supply-low": "ink or toner", "toner-low": "toner", "media-low": "paper"}


def check(here: Here) -> Found:
    """Prints nothing: 'kiosk check --print' does."""
    queue = plain(here.config.printer, 60)
    if not queue:
        return not_here("kiosk.toml names no printer.")
    listed = here.run(("lpstat", "-a", queue))
    if not listed.there:
        return fails("There is no lpstat, so nothing can be printed.", "Install cups and cups-client.")
    takes = accepting(listed.out, queue)
    if takes is None:
        return _unknown(here, queue)
    if not takes:
        return fails(f"The queue {queue} takes no jobs.", f"Run 'cupsaccept {queue}'.")
    state = here.run(("lpstat", "-l", "-p", queue)).out
    if trouble := fault(state):
        return fails(*_FAULTS[trouble])
    low = [_LOW[alert] for alert in warnings(state) if alert in _LOW]
    if low:
        return attention(f"The printer {queue} prints, but runs out of {low[0]}.", "Put some beside it.")
    return tried(here, "printer", ok(f"The printer {queue} is ready, with paper {here.config.paper}."))


def _unknown(here: Here, queue: str) -> Found:
    if here.run(("lpstat", "-r")).out.strip() != "scheduler is running":
        return fails("The print server CUPS does not run.", "Run 'systemctl start cups'.")
    return fails(
        f"CUPS has no queue {queue}.",
        "'lpstat -e' lists those it has: write one as printer into kiosk.toml, or make one of that name.",
    )
