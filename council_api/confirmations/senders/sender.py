"""What every sender is: it takes one message, and says what became of it."""

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from kiosk.errors import CouncilError

TIMEOUT = 15.0
"""Seconds that the other side has for each step."""


@dataclass(frozen=True)
class Message:
    """One message. ``id`` is the same whenever it is sent again, so that who gets it twice can tell.

    ``by`` is "email" or "text", ``language`` the code of the one it is in; a text message has no ``subject``.
    """

    id: str
    by: str
    to: str = field(repr=False)
    subject: str
    text: str
    language: str


class Outcome(Enum):
    """What became of a message.

    UNCERTAIN: the line broke after it was handed over, so that it may have gone: nobody sends it again unasked.
    """

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Result:
    """``reason`` is a key of REASONS, "" for what was sent."""

    outcome: Outcome
    reason: str = ""


SENT = Result(Outcome.SENT)
UNREACHABLE = Result(Outcome.LATER, "unreachable")
BUSY = Result(Outcome.LATER, "busy")
LOCKED_OUT = Result(Outcome.LATER, "credential")
NOT_TAKEN = Result(Outcome.REFUSED, "refused")
CUT_OFF = Result(Outcome.UNCERTAIN, "cut")

REASONS: Mapping[str, str] = {
    "": "",
    "unreachable": "Nobody answered where messages are sent: look at council.toml and at the network",
    "busy": "Told to come again later",
    "credential": "The password or the certificate was not taken: put it right in council.toml",
    "refused": "The address or the message was refused for good",
    "cut": "The line broke while it was handed over: it may have gone",
    "address": "Nothing can be sent to what was given",
    "damaged": "The submission cannot be opened",
    "late": "It could not be sent for too long",
    "kiosk": "This kiosk has asked for more messages in a day than council.toml allows",
    "again": "Somebody asked for it to be sent again",
}
"""What staff read, by its key. Nothing in it is anybody's."""


class Sender(Protocol):
    """Sends one message. It never raises for what the other side does, and logs nothing."""

    def send(self, message: Message) -> Result:
        """Hand it over; what became of it."""
        ...


Section = Mapping[str, Any]
Maker = Callable[[Section, Path], Sender]
"""Called with a section of council.toml, without its ``sender``, and the data folder. Raises CouncilError."""


def values(section: Section, needed: Mapping[str, type], optional: Mapping[str, Any]) -> dict[str, Any]:
    """The section with what it leaves out filled in. Raises CouncilError that names what cannot be used."""
    kinds = {**needed, **{name: type(value) for name, value in optional.items()}}
    for name, value in section.items():
        if name not in kinds:
            raise CouncilError(f"{name} is none of {', '.join(sorted(kinds))}.")
        if type(value) is not kinds[name] or value == "":
            raise CouncilError(f"{name} cannot be {value!r}.")
    for name in needed:
        if name not in section:
            raise CouncilError(f"{name} is missing.")
    return {**optional, **section}


def credential(folder: Path, name: str) -> str:
    """What is in a file that nobody but its owner can read. Raises CouncilError; "" for no name."""
    if not name:
        return ""
    path = folder / name
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CouncilError(f"The credential in {path} cannot be read.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise CouncilError(f"Others can read {path}: make it private with chmod 600.")
    if not text or "\n" in text:
        raise CouncilError(f"{path} must hold the credential and nothing else, on one line.")
    if not plain(text):
        raise CouncilError(
            f"{path} has a character that cannot be sent: choose one of a to z, digits and signs but £."
        )
    return text


def plain(text: str) -> bool:
    """Whether the protocols of the senders can carry it: the rest would fail once a message is claimed."""
    return text.isascii() and text.isprintable()


def is_host(name: str) -> bool:
    """Whether it can be the name of another machine: no part of it empty or too long."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False
