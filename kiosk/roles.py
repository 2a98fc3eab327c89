"""Who may do what at the staff console: one table (S5). Nobody's answers are in it, since no act shows any."""

from collections.abc import Mapping
from enum import Enum


class Role(Enum):
    """Who a PIN belongs to. The value is the name in the file of the PINs, in the log, and of its words."""

    VOLUNTEER = "volunteer"
    STAFF = "staff"
    IT = "it"


class Act(Enum):
    """What can be done at the console. The value is its name in the log, and of its words.

    HEALTH is how the kiosk stands, with no count and no reference; OUTBOX the counts; HELD what is held, and why.
    """

    HEALTH = "health"
    START = "start"
    TEST = "test"
    PRINT = "print"
    LOOK = "look"
    OUTBOX = "outbox"
    HELD = "held"
    RETRY = "retry"
    HOLD = "hold"
    ASSIST = "assist"
    END = "end"
    CALIBRATE = "calibrate"
    KEYS = "keys"
    UPDATE = "update"
    LOG = "log"
    PINS = "pins"
    LEAVE = "leave"


_ALL = frozenset(Role)
_STAFF = frozenset({Role.STAFF, Role.IT})
_IT = frozenset({Role.IT})

MAY: Mapping[Act, frozenset[Role]] = {
    Act.HEALTH: _ALL,
    Act.START: _ALL,
    Act.TEST: _ALL,
    Act.PRINT: _ALL,
    Act.LOOK: _ALL,
    Act.OUTBOX: _STAFF,
    Act.HELD: _STAFF,
    Act.RETRY: _STAFF,
    Act.HOLD: _STAFF,
    Act.ASSIST: _STAFF,
    Act.END: _STAFF,
    Act.CALIBRATE: _IT,
    Act.KEYS: _IT,
    Act.UPDATE: _IT,
    Act.LOG: _IT,
    Act.PINS: _IT,
    Act.LEAVE: _IT,
}
"""Every act, and whose it is."""


def may(role: Role | None, act: Act) -> bool:
    """Whether somebody may do it; nobody may who was not let in."""
    return role is not None and role in MAY[act]
