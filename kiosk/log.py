"""What the kiosk writes to its log (stderr, so the journal): events for IT, never an answer (P3)."""

import logging
import sys
from types import TracebackType

_log = logging.getLogger("handrail")


def set_up() -> None:
    """To be called once, by a command that runs for long."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def fault(error: BaseException, where: TracebackType | None, event: str) -> None:
    """An unexpected error, under an event id that staff can quote.

    Its kind and the lines of code alone: the message of an error may hold what somebody typed.
    """
    import traceback  # noqa: PLC0415 seldom needed, and the welcome page waits for what is loaded at first

    frames = traceback.extract_tb(where)
    lines = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("event %s: %s at %s", event, type(error).__name__, lines or "an unknown place")
