"""A file that can be chosen, wherever it comes from."""

import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from kiosk.attachments.kinds import FileKind

MOST_CHARACTERS = 60
_KEPT_BEHIND = 16
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Offer:
    """``key`` finds it again at its source; ``name`` is fit to be shown; ``size`` in bytes.

    ``kind`` is what it seems to be; what it is shows when it is read.
    """

    key: Hashable
    name: str
    kind: FileKind
    size: int
    modified: date


def fit_to_show(name: str) -> str:
    """A file's name without signs that hide what it says (control, direction, undecodable), and not too long."""
    seen = "".join(" " if unicodedata.category(c) in _HIDDEN else c for c in name)
    tidy = " ".join(seen.split()) or "?"
    if len(tidy) <= MOST_CHARACTERS:
        return tidy
    return f"{tidy[: MOST_CHARACTERS - _KEPT_BEHIND - 1]}…{tidy[-_KEPT_BEHIND:]}"
