"""What council.toml says of messages: who sends them, how many at most, and the council's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.confirmation import BY
from kiosk.errors import CouncilError

if TYPE_CHECKING:
    from council_api.confirmations.senders.sender import Sender

_NUMBERS = ("a_minute", "a_day_each_kiosk")


@dataclass(frozen=True)
class Confirmations:
    """How many at most, so that a stolen credential neither floods a mailbox nor spends the council's money.

    ``a_minute`` for all of it together (each worker), ``a_day_each_kiosk`` for what is asked at one kiosk.
    ``council`` is its name by language, and ``sections`` says who sends, by "email" and "text".
    """

    a_minute: int = 60
    a_day_each_kiosk: int = 200
    council: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def senders(self, folder: Path) -> "Mapping[str, Sender]":
        """Who sends each kind, their credentials read from ``folder``. Raises CouncilError."""
        from council_api.confirmations.senders import SENDERS  # noqa: PLC0415 most requests need none

        made = {}
        for by, section in self.sections.items():
            rest = {**section}
            name = rest.pop("sender", "")
            if name not in SENDERS:
                raise CouncilError(f"council.toml: sender of {by} is one of {', '.join(SENDERS)}.")
            try:
                made[by] = SENDERS[name](rest, folder)
            except CouncilError as error:
                raise CouncilError(f"council.toml, [confirmations.{by}]: {error}") from error
        return made


def read(path: Path, section: Mapping[str, Any]) -> Confirmations:
    """The section [confirmations] of the file. Raises CouncilError that names what cannot be used."""
    known = {*_NUMBERS, "council", *BY}
    for name, value in section.items():
        if name not in known:
            raise CouncilError(f"{path}: {name} is none of {', '.join(sorted(known))}.")
        if name in _NUMBERS and (type(value) is not int or value < 1):
            raise CouncilError(f"{path}: {name} is a whole number from 1 on, not {value!r}.")
        if name not in _NUMBERS and not isinstance(value, dict):
            raise CouncilError(f"{path}: write {name} as a section [confirmations.{name}].")
    council = section.get("council", {})
    if not all(isinstance(name, str) and name.isprintable() for name in council.values()):
        raise CouncilError(
            f"{path}: [confirmations.council] has the council’s name, a line for each language."
        )
    numbers = {name: section[name] for name in _NUMBERS if name in section}
    return Confirmations(**numbers, council=council, sections={by: section[by] for by in BY if by in section})
