"""What one check has found."""

import re
from dataclasses import dataclass
from enum import Enum

MOST = 80
"""Characters of a name that a device, a server or a file gives itself."""


class State(Enum):
    """The worst first. The value is its word in ``--json``."""

    FAILS = "fails"
    ATTENTION = "attention"
    OK = "ok"
    NOT_HERE = "not here"


@dataclass(frozen=True)
class Found:
    """One plain sentence, and in ``mend`` what to do; "" where nothing is to be done."""

    state: State
    sentence: str
    mend: str = ""


def ok(sentence: str) -> Found:
    """It works."""
    return Found(State.OK, sentence)


def attention(sentence: str, mend: str) -> Found:
    """It works, or nobody can tell; somebody should look."""
    return Found(State.ATTENTION, sentence, mend)


def fails(sentence: str, mend: str) -> Found:
    """It does not work."""
    return Found(State.FAILS, sentence, mend)


def not_here(sentence: str) -> Found:
    """The kiosk has none, or was told to have none; the sentence says why."""
    return Found(State.NOT_HERE, sentence)


def plain(said: str, most: int = MOST) -> str:
    """What a device or a server calls itself, fit for a line: one line, no control characters, not for ever."""
    clean = re.sub(
        r"\s+", " ", "".join(each if each.isprintable() else " " for each in said[: 20 * most])
    ).strip()
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"
