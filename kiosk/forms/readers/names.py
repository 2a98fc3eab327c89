"""Names for nodes and codes for choices: XML and lists of codes allow less than the builder does."""

import re
import unicodedata
from collections.abc import Iterable

from kiosk.forms.readers.json_document import Json

LONGEST = 60
MOST_READ = 500
NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


Taken = dict[str, int]
"""Names in use, and the number for the next copy of each."""


def node_name(written: str, taken: Taken, otherwise: str) -> str:
    """A name for a node that is not in ``taken``, which it joins."""
    plain = unicodedata.normalize("NFKD", written[:MOST_READ]).encode("ascii", "ignore").decode()
    name = NOT_NAME.sub("-", plain).strip("-.")[:LONGEST].rstrip("-.") or otherwise
    if not (name[0].isalpha() or name[0] == "_") or name.lower().startswith("xml") or name == "meta":
        name = f"n-{name}"
    unique = name
    while unique in taken:
        taken[name] += 1
        unique = f"{name}-{taken[name]}"
    taken[unique] = 1
    return unique


def codes(items: Iterable[Json]) -> dict[str, str]:
    """The code of each choice by its value: the value itself, or one without spaces made from it."""
    taken: Taken = {}
    made: dict[str, str] = {}
    for item in items:
        value = item.text("value") or item.text("text")
        if value and value not in made:
            fits = not re.search(r"\s", value) and value not in taken
            if fits:
                taken[value] = 1
            made[value] = value if fits else node_name(value.lower(), taken, "choice")
    return made
