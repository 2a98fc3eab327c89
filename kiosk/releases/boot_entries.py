"""The names of what systemd-boot starts: ``handrail_1.2.0+2-1.efi`` has two tries left, and one was used up.

Without a number it has proved itself (systemd: Automatic Boot Assessment). systemd-boot counts down by renaming before
it starts one, takes the newest first, and those without tries last: so an image that does not come up is left for the
one before.
"""

import re
from dataclasses import dataclass

TRIES = 3

_NAME = re.compile(r"handrail_(\d+\.\d+\.\d+)(?:\+(\d{1,3})(?:-(\d{1,3}))?)?\.efi", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """One file. ``left`` is how many tries it has, None when it has proved itself."""

    name: str
    version: str
    left: int | None


def entry_of(name: str) -> Entry | None:
    """What a file's name says; None for what is not ours."""
    found = _NAME.fullmatch(name)
    return Entry(name, found[1], None if found[2] is None else int(found[2])) if found else None


def to_try(version: str) -> str:
    """The name of an image that is to be tried."""
    return f"handrail_{version}+{TRIES}.efi"


def slot_label(version: str) -> str:
    """The label of the partition that holds the root of an image."""
    return f"handrail_{version}"
