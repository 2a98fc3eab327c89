"""How the council tells a person that it has their form, if they want to be told: by email or by text message."""

import re
from dataclasses import dataclass, field

BY = ("email", "text")
"""The ways, in the order to offer them."""

_LONGEST = 254
_USABLE = {
    "email": re.compile(
        r"(?=.{1,64}@)[a-z0-9_#$&'*+/=?^{}~-]+(?:\.[a-z0-9_#$&'*+/=?^{}~-]+)*"
        r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
        re.ASCII | re.IGNORECASE,
    ),
    "text": re.compile(r"\+447[1-57-9]\d{8}", re.ASCII),
}
"""What each can be sent to: no address that a mail server could take for more than one, and no number but that of a
mobile phone of the United Kingdom (070 and 076 are none), so that nobody makes the council pay for others."""


@dataclass(frozen=True)
class Confirmation:
    """What the person chose. ``by`` is one of BY, ``to`` the address or the number (E.164)."""

    by: str
    to: str = field(repr=False)


def usable(by: str, to: str) -> bool:
    """Whether a message can go there. Both ends ask: the kiosk before it offers it, the council before it sends."""
    return by in _USABLE and len(to) <= _LONGEST and _USABLE[by].fullmatch(to) is not None
