"""What the kiosk writes to its log (stderr, so the journal): events for IT, never an answer (P3).

The library behind it is loaded at the first line, or by ``set_up``: the welcome page waits for neither.
"""

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


def set_up() -> None:
    """To be called once, by a command that runs for long. What a thread dies of comes here too, without its words."""
    import logging  # noqa: PLC0415 see above
    import threading  # noqa: PLC0415 see above

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log = logging.getLogger("handrail")
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    threading.excepthook = _of_thread


def error(sentence: str, *args: object) -> None:
    """Something that staff must put right: what is wrong and what to do."""
    import logging  # noqa: PLC0415 see above

    logging.getLogger("handrail").error(sentence, *args)


def warning(sentence: str, *args: object) -> None:
    """Something that may explain a fault later."""
    import logging  # noqa: PLC0415 see above

    logging.getLogger("handrail").warning(sentence, *args)


def fault(error: BaseException, where: TracebackType | None, event: str) -> None:
    """An unexpected error, under an event id that staff can quote.

    Its kind and the lines of code alone: the message of an error may hold what somebody typed.
    """
    import logging  # noqa: PLC0415 see above
    import traceback  # noqa: PLC0415 see above

    frames = traceback.extract_tb(where)
    lines = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    logging.getLogger("handrail").error(
        "event %s: %s at %s", event, type(error).__name__, lines or "an unknown place"
    )


def _of_thread(died: "threading.ExceptHookArgs") -> None:
    if died.exc_value is not None:
        fault(died.exc_value, died.exc_traceback, os.urandom(4).hex())
